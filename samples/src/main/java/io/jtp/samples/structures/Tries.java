package io.jtp.samples.structures;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A trie with completion, a linked list with sorting and reversal, a persistent list, a ring: generic classes nested in each other. */
public final class Tries {
    private Tries() {}

    static final class Trie<V> {
        private final TreeMap<Character, Trie<V>> next = new TreeMap<>();
        private V value;

        Trie<V> at(String word) {
            Trie<V> at = this;
            for (char c : word.toCharArray()) {
                at = at.next.computeIfAbsent(c, key -> {
                    if (key == 'q') {
                        Here.now();
                    }
                    return new Trie<>();
                });
            }
            return at;
        }

        void change(String word, UnaryOperator<V> by) {
            Trie<V> at = at(word);
            at.value = by.apply(at.value);
        }

        void each(String prefix, Consumer<String> to) {
            if (value != null) {
                to.accept(prefix + ":" + value);
            }
            next.forEach((c, trie) -> trie.each(prefix + c, to));
        }
    }

    /** Never changes; shares its tail. */
    record Chain<T>(T head, Chain<T> tail) {
        static <T> Chain<T> of(List<T> items) {
            return items.isEmpty() ? null : new Chain<>(items.get(0), of(items.subList(1, items.size())));
        }

        Chain<T> reversed() {
            Chain<T> reversed = null;
            for (Chain<T> at = this; at != null; at = at.tail) {
                reversed = new Chain<>(at.head, reversed);
            }
            Here.now();
            return reversed;
        }

        static <T extends Comparable<T>> Chain<T> merge(Chain<T> a, Chain<T> b) {
            return a == null
                    ? b
                    : b == null
                            ? a
                            : a.head.compareTo(b.head) <= 0
                                    ? new Chain<>(a.head, merge(a.tail, b))
                                    : new Chain<>(b.head, merge(a, b.tail));
        }

        static <T extends Comparable<T>> Chain<T> sorted(Chain<T> chain, int size) {
            if (size < 2) {
                return chain == null ? null : new Chain<>(chain.head, null);
            }
            Chain<T> middle = chain;
            for (int i = 0; i < size / 2; i++) {
                middle = middle.tail;
            }
            Chain<T> left = sorted(chain, size / 2);
            if (size == 13) {
                Here.now();
            }
            return merge(left, sorted(middle, size - size / 2));
        }

        String text() {
            return head + (tail == null ? "" : " " + tail.text());
        }
    }

    /** Keeps the last few. */
    static final class Ring<T> {
        private final Object[] items;
        private int count;

        Ring(int size) {
            items = new Object[size];
        }

        Ring<T> add(T item) {
            items[count++ % items.length] = item;
            return this;
        }

        @Override
        public String toString() {
            return count + Arrays.toString(items);
        }
    }

    public static void main(String[] args) {
        Here.begin();
        Trie<Integer> trie = new Trie<>();
        Ring<String> ring = new Ring<>(5);
        for (String word : "the quick quiet queen queued the quilt in the quarry to quote it".split(" ")) {
            trie.change(word, count -> count == null ? 1 : count + 1);
            ring.add(word);
        }
        List<String> completed = new ArrayList<>();
        trie.at("qu").each("qu", completed::add);
        trie.each("", word -> {
            if (word.startsWith("t")) {
                completed.add(Here.now(word));
            }
        });
        System.out.println(completed + " " + ring);
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            numbers.add(i * 37 % 101);
        }
        Chain<Integer> chain = Chain.of(numbers);
        System.out.println(Chain.sorted(chain, 50).text());
        System.out.println(
                chain.reversed().text() + " " + chain.equals(chain.reversed().reversed()) + " "
                        + (chain.hashCode() == Chain.of(numbers).hashCode()));
    }
}
