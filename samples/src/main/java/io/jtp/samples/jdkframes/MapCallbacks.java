package io.jtp.samples.jdkframes;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Functions of ours called by maps of every kind while they look, insert, replace and remove; also by one map within another. */
public final class MapCallbacks {
    private MapCallbacks() {}

    private static int calls;

    static <T> T here(T value) {
        if (++calls % 97 == 11) {
            Here.now();
        }
        return value;
    }

    /** Its hash codes collide, so that tables ask {@code equals}, and grow trees. */
    record Key(int number) implements Comparable<Key> {
        @Override
        public int hashCode() {
            return here(number) % 3;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && here(key.number) == number;
        }

        @Override
        public int compareTo(Key other) {
            return Integer.compare(here(number), other.number);
        }
    }

    static void exercise(Map<Key, Integer> map) {
        for (int i = 0; i < 14; i++) {
            int n = i;
            map.computeIfAbsent(new Key(i * 5 % 8), key -> here(key.number() * 10));
            map.merge(new Key(i % 4), n, (old, added) -> n == 9 ? null : here(old + added));
            map.computeIfPresent(new Key(n % 6), (key, value) -> value > 60 ? null : here(value + key.number()));
        }
        map.replaceAll((key, value) -> here(value) - key.number());
        map.compute(new Key(100), (key, value) -> value == null ? here(1) : value + 1);
        map.entrySet().removeIf(entry -> here(entry.getValue()) % 5 == 0);
        int[] sum = new int[1];
        map.forEach((key, value) -> sum[0] += here(key.number()) * value);
        map.keySet().retainAll(List.of(new Key(1), new Key(3), new Key(5), new Key(100)));
        System.out.println(map.getClass().getSimpleName() + " " + sum[0] + " " + new TreeMap<>(map));
    }

    static int fibonacci(int n, Map<Integer, Integer> known) {
        Integer value = known.get(n);
        if (value == null) {
            value = n < 2 ? n : fibonacci(n - 1, known) + fibonacci(n - 2, known);
            known.putIfAbsent(here(n), value);
        }
        return value;
    }

    public static void main(String[] args) {
        Here.begin();
        for (Map<Key, Integer> map : List.<Map<Key, Integer>>of(
                new HashMap<>(),
                new LinkedHashMap<>(),
                new TreeMap<>((a, b) -> here(b.number()) - a.number()),
                new ConcurrentHashMap<>())) {
            exercise(map);
        }
        System.out.println(fibonacci(30, new HashMap<>()));
        Map<String, Map<Integer, List<String>>> index = new TreeMap<>();
        for (String word : "to be or not to be that is the question".split(" ")) {
            index.computeIfAbsent(word.substring(0, 1), first -> new TreeMap<>((a, b) -> here(a).compareTo(b)))
                    .computeIfAbsent(word.length(), length -> here(new ArrayList<>()))
                    .add(word);
        }
        System.out.println(index);
    }
}
