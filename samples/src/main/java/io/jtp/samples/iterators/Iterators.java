package io.jtp.samples.iterators;

import io.jtp.samples.Here;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.TreeMap;

/** Iterators that were never started, that are half way, that are nested, and one of our own which is in the middle of next(). */
public final class Iterators {
    private Iterators() {}

    /** Numbers of a sequence, made when asked for. */
    record Fibonacci(int limit) implements Iterable<Integer> {
        @Override
        public Iterator<Integer> iterator() {
            return new Iterator<>() {
                private int a = 0;
                private int b = 1;

                @Override
                public boolean hasNext() {
                    return a < limit;
                }

                @Override
                public Integer next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException();
                    }
                    int next = a;
                    a = b;
                    if (next == 8) {
                        Here.now();
                    }
                    b += next;
                    return next;
                }
            };
        }
    }

    static String rest(Iterator<?> iterator) {
        List<Object> rest = new ArrayList<>();
        iterator.forEachRemaining(rest::add);
        return rest.toString();
    }

    public static void main(String[] args) {
        Here.begin();
        List<String> letters = new ArrayList<>(List.of("a", "b", "c", "d"));
        Iterator<String> fresh = letters.iterator();
        ListIterator<String> half = letters.listIterator();
        half.next();
        half.next();
        half.set("B");
        Deque<Integer> deque = new ArrayDeque<>(List.of(1, 2, 3));
        Iterator<Integer> backwards = deque.descendingIterator();
        backwards.next();
        TreeMap<Integer, String> tree = new TreeMap<>();
        PriorityQueue<Integer> queue = new PriorityQueue<>(List.of(5, 3, 9, 1));
        for (int i = 0; i < 10; i++) {
            tree.put(i * 7 % 10, "t" + i);
        }
        Iterator<Integer> middle = tree.tailMap(4).keySet().iterator();
        middle.next();
        Here.now();
        System.out.println(
                half.nextIndex() + rest(half) + rest(fresh) + rest(backwards) + rest(middle) + queue.poll() + queue);

        Fibonacci numbers = new Fibonacci(20);
        for (int outer : numbers) {
            for (int inner : numbers) {
                if (inner > outer) {
                    break;
                }
                System.out.print(inner + " ");
            }
            System.out.println(outer);
        }
    }
}
