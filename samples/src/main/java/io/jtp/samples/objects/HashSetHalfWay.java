package io.jtp.samples.objects;

import io.jtp.samples.Here;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

/** A for-each over a HashSet and removal by its iterator: table, order and modification count all have to match. */
public final class HashSetHalfWay {
    private HashSetHalfWay() {}

    public static void main(String[] args) {
        Here.begin();
        Set<String> words = new HashSet<>();
        for (String word : "the quick brown fox jumps over the lazy dog".split(" ")) {
            words.add(word);
        }
        int seen = 0;
        for (String word : words) {
            System.out.println(word);
            if (++seen == 4) {
                Here.now();
            }
        }
        for (Iterator<String> it = words.iterator(); it.hasNext(); ) {
            String word = it.next();
            if (word.length() == 3) {
                Here.now();
                it.remove();
            }
        }
        System.out.println(words);
        System.out.println(words.contains("quick") + " " + words.contains("dog") + " " + words.add("quick"));
    }
}
