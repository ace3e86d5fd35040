package io.jtp.samples.objects;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hash tables whose keys have no hash code but their identity. The order of iteration depends on it, and a half-way iterator on
 * the order; so what was begun in one JVM can be finished in another only if every object keeps its identity hash.
 */
public final class HashTables {
    private HashTables() {}

    private static final class Key {
        private final int number;

        Key(int number) {
            this.number = number;
        }
    }

    enum Color {
        RED,
        GREEN,
        BLUE
    }

    public static void main(String[] args) {
        Here.begin();
        List<Key> keys = new ArrayList<>();
        Map<Key, Integer> hashed = new HashMap<>();
        Map<Key, Integer> identity = new IdentityHashMap<>();
        Map<Object, Integer> concurrent = new ConcurrentHashMap<>();
        Map<Key, Integer> weak = new WeakHashMap<>();
        Set<Class<?>> classes = new HashSet<>(List.of(Key.class, String.class, int[].class));
        Map<Color, Integer> colors = new HashMap<>();
        for (int i = 0; i < 200; i++) {
            Key key = new Key(i);
            keys.add(key);
            hashed.put(key, i);
            identity.put(key, i);
            concurrent.put(key, i);
            weak.put(key, i);
        }
        for (Color color : Color.values()) {
            colors.put(color, color.ordinal());
        }
        LinkedHashMap<String, Integer> recent = new LinkedHashMap<>(16, 0.75f, true);
        for (String name : List.of("a", "b", "c")) {
            recent.put(name, name.length());
        }
        recent.get("a");
        Set<Integer> seen = Collections.newSetFromMap(new HashMap<>());
        Iterator<Map.Entry<Key, Integer>> half = hashed.entrySet().iterator();
        while (seen.size() < 100) {
            seen.add(half.next().getKey().number);
        }
        Here.now();
        half.forEachRemaining(entry -> seen.add(entry.getKey().number));
        System.out.println(seen.size() + " seen, each once");
        int found = 0;
        for (Key key : keys) {
            if (hashed.get(key) == key.number
                    && identity.get(key) == key.number
                    && concurrent.get(key) == key.number
                    && weak.get(key) == key.number) {
                found++;
            }
        }
        System.out.println(found + " found");
        System.out.println(colors.get(Color.GREEN) + " " + classes.contains(Key.class) + classes.contains(int[].class)
                + " " + recent);
    }
}
