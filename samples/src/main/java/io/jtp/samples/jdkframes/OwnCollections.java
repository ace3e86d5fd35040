package io.jtp.samples.jdkframes;

import io.jtp.samples.Here;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.RandomAccess;
import java.util.Set;
import java.util.TreeSet;

/** Subclasses of the JDK's collections: its methods call ours, which call its methods again; views on views of them; a cache that forgets. */
public final class OwnCollections {
    private OwnCollections() {}

    private static int gets;

    static void here(int every) {
        if (++gets % every == 3) {
            Here.now();
        }
    }

    /** A list that stores nothing. */
    private static final class Squares extends AbstractList<Integer> implements RandomAccess {
        private final int size;

        Squares(int size) {
            this.size = size;
        }

        @Override
        public Integer get(int index) {
            here(70);
            return index * index;
        }

        @Override
        public int size() {
            return size;
        }
    }

    /** A list that stores its elements backwards. */
    private static final class Backwards<T> extends AbstractList<T> {
        private final List<T> stored = new ArrayList<>();

        private int place(int index) {
            here(41);
            return stored.size() - 1 - index;
        }

        @Override
        public T get(int index) {
            return stored.get(place(index));
        }

        @Override
        public T set(int index, T value) {
            return stored.set(place(index), value);
        }

        @Override
        public void add(int index, T value) {
            modCount++;
            stored.add(place(index) + 1, value);
        }

        @Override
        public T remove(int index) {
            modCount++;
            return stored.remove(place(index));
        }

        @Override
        public int size() {
            return stored.size();
        }
    }

    /** Keeps what was used last. */
    private static final class Cache extends LinkedHashMap<Integer, String> {
        private static final long serialVersionUID = 1L;

        Cache() {
            super(8, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, String> eldest) {
            here(20);
            return size() > 4;
        }
    }

    public static void main(String[] args) {
        Here.begin();
        List<Integer> squares = new Squares(30);
        System.out.println(squares.subList(3, 9) + " " + squares.indexOf(400) + " " + squares.contains(5) + " "
                + squares.hashCode());
        List<Object> backwards = new Backwards<>();
        backwards.addAll(squares.subList(0, 12));
        backwards.addAll(4, List.of("x", "y"));
        for (ListIterator<Object> at = backwards.listIterator(2); at.hasNext(); ) {
            Object value = at.next();
            if (value instanceof String text) {
                at.set(text + at.previousIndex());
                at.add(text.length());
            } else if ((Integer) value % 2 == 0) {
                at.remove();
            }
        }
        backwards.removeIf(value -> value.equals(49));
        Collections.rotate(backwards.subList(1, backwards.size()), 2);
        Collections.reverse(backwards);
        System.out.println(
                backwards + " " + Collections.unmodifiableList(backwards).lastIndexOf(1));
        Map<Integer, String> cache = new Cache();
        for (int i = 0; i < 40; i++) {
            int n = i;
            cache.computeIfAbsent(i * i % 7, key -> "made at " + n);
            cache.get(2);
        }
        System.out.println(cache);
        Map<String, Integer> view = new AbstractMap<>() {
            @Override
            public Set<Map.Entry<String, Integer>> entrySet() {
                here(2);
                Set<Map.Entry<String, Integer>> entries = new TreeSet<>(Map.Entry.comparingByKey());
                cache.forEach((key, value) -> entries.add(Map.entry(value, key)));
                return entries;
            }
        };
        System.out.println(view + " " + view.get("made at 4") + " " + view.containsValue(2) + " "
                + view.keySet().size());
    }
}
