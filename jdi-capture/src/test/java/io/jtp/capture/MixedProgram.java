package io.jtp.capture;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Does a bit of everything, round after round, until a line comes on standard input; every round has to give the same. */
final class MixedProgram {

    record Key(int number, String text) {}

    private MixedProgram() {}

    public static void main(String[] args) throws Exception {
        long expected = round();
        System.out.println("ready");
        boolean same = true;
        while (System.in.available() == 0) {
            same &= round() == expected;
        }
        System.out.println("same " + same);
        System.out.println("done");
    }

    private static long round() throws Exception {
        List<Integer> numbers = IntStream.range(0, 300).boxed().collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(numbers, new Random(1));
        long sum = numbers.get(7);
        Collections.sort(numbers, Comparator.comparing(number -> -number));
        sum += numbers.stream()
                .filter(number -> number % 3 == 0)
                .mapToInt(number -> fibonacci(number % 12))
                .sum();
        Method method = MixedProgram.class.getDeclaredMethod("fibonacci", int.class);
        sum += (Integer) method.invoke(null, 10);
        Map<Key, String> map = new HashMap<>();
        for (int i = 0; i < 40; i++) {
            map.put(new Key(i, "key" + i), String.format("%05d", i * i));
        }
        sum += map.values().stream().mapToLong(Long::parseLong).sum();
        try {
            sum += map.get(new Key(1, "none")).length();
        } catch (NullPointerException e) {
            sum++;
        }
        StringBuilder text = new StringBuilder();
        for (Key key : new TreeMap<>(Map.of(1, new Key(2, "b"), 2, new Key(1, "a"))).values()) {
            synchronized (text) {
                text.append(key);
            }
        }
        switch (text.substring(0, 3)) {
            case "Key" -> sum += text.toString().hashCode();
            default -> sum = 0;
        }
        return sum;
    }

    private static int fibonacci(int n) {
        return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
    }
}
