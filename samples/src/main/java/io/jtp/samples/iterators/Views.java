package io.jtp.samples.iterators;

import io.jtp.samples.Here;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Views of collections, and iterators that remove, insert and go back, half way at the move; and one that notices a change behind its back. */
public final class Views {
    private Views() {}

    static String refused(Collection<String> view, Iterator<String> half) {
        String refused = "";
        try {
            view.add("more");
        } catch (UnsupportedOperationException e) {
            refused += "add ";
        }
        try {
            half.next();
            half.remove();
        } catch (UnsupportedOperationException e) {
            refused += "remove ";
        } catch (ConcurrentModificationException e) {
            refused += "changed ";
        }
        return refused + view;
    }

    public static void main(String[] args) {
        Here.begin();
        String[] array = {"d", "a", "c", "b", "e", "a"};
        List<String> fixed = Arrays.asList(array);
        List<String> copy = new ArrayList<>(fixed);
        List<String> middle = copy.subList(1, 5);
        List<String> inner = middle.subList(1, 3);
        List<String> linked = new LinkedList<>(fixed);
        Collection<String> unmodifiable = Collections.unmodifiableCollection(middle);
        Iterator<String> half = unmodifiable.iterator();
        Iterator<String> fixedHalf = fixed.iterator();
        half.next();
        fixedHalf.next();
        ListIterator<String> back = linked.listIterator(linked.size());
        back.previous();
        back.add("z");
        NavigableSet<String> between = new TreeSet<>(fixed).subSet("b", true, "d", true);
        Iterator<String> down = between.descendingIterator();
        down.next();
        Map<Integer, String> tree = new TreeMap<>();
        for (int i = 0; i < 12; i++) {
            tree.put(i * 5 % 12, array[i % 6] + i);
        }
        Here.now();
        inner.set(0, "C");
        fixed.set(5, "A");
        System.out.println(copy + " " + middle + inner + Arrays.toString(array));
        System.out.println(refused(unmodifiable, half) + refused(fixed, fixedHalf));
        while (back.hasPrevious()) {
            if (back.previousIndex() == 2) {
                Here.now();
                back.next();
                back.remove();
                back.previous();
            }
            back.set(back.previous() + back.nextIndex());
        }
        System.out.println(linked);
        between.add("bb");
        try {
            System.out.println(down.next());
        } catch (ConcurrentModificationException e) {
            System.out.println("noticed " + between.descendingSet());
        }
        int removed = 0;
        for (Iterator<Map.Entry<Integer, String>> it = tree.entrySet().iterator(); it.hasNext(); ) {
            Map.Entry<Integer, String> entry = it.next();
            if (entry.getKey() % 3 == 1) {
                it.remove();
                removed++;
            } else if (entry.getKey() % 3 == 2) {
                Here.now();
                entry.setValue(entry.getValue() + removed);
            }
        }
        System.out.println(tree);
        Deque<Object> deque = new ArrayDeque<>();
        for (int i = 0; i < 30; i++) {
            if (i % 3 == 0) {
                deque.addFirst(i);
            } else {
                deque.offerLast("s" + i);
            }
            if (i % 5 == 4) {
                deque.pollLast();
                deque.removeFirstOccurrence(i - 1);
            }
        }
        Iterator<Object> it = deque.iterator();
        it.next();
        it.next();
        Here.now();
        it.remove();
        it.forEachRemaining(item -> System.out.print(item + " "));
        System.out.println(deque.peekFirst() + " " + Collections.frequency(fixed, "a")
                + Collections.nCopies(2, Collections.emptyList()));
        try {
            middle.get(0);
            copy.add("late");
            middle.size();
        } catch (ConcurrentModificationException e) {
            System.out.println("the view notices, too");
        }
    }
}
