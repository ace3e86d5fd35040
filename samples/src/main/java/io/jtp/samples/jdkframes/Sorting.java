package io.jtp.samples.jdkframes;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** A comparator of ours called from the middle of TimSort, from List.sort, from Arrays.sort, from a TreeSet. */
public final class Sorting {
    private Sorting() {}

    /** Counts its calls; it is moved in some of them. */
    private static final class Counting implements Comparator<String> {
        private int calls;

        @Override
        public int compare(String a, String b) {
            calls++;
            if (calls % 40 == 7) {
                Here.now();
            }
            return a.compareTo(b);
        }
    }

    public static void main(String[] args) {
        Here.begin();
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            words.add("w" + (char) ('a' + i * 7 % 26) + i % 10);
        }
        Counting counting = new Counting();
        words.sort(counting);
        System.out.println(words);
        String[] array = words.toArray(new String[0]);
        Arrays.sort(array, Collections.reverseOrder(counting).thenComparing(Comparator.naturalOrder()));
        System.out.println(String.join(" ", array));
        TreeSet<String> set = new TreeSet<>(counting);
        set.addAll(words);
        System.out.println(set.first() + " " + set.last() + " " + set.size() + " " + counting.calls);
    }
}
