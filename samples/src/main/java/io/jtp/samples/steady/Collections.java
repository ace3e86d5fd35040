package io.jtp.samples.steady;

import io.jtp.samples.Here;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lists, maps and a queue; moved while an iterator is open. */
public final class Collections {
    private Collections() {}

    public static void main(String[] args) {
        Here.begin();
        List<Integer> laps = new ArrayList<>();
        for (int i = 0; i < 96; i++) {
            laps.add(i);
        }
        long sum = 0;
        Map<String, Integer> counts = new HashMap<>();
        Rounds rounds = new Rounds();
        while (rounds.next()) {
            for (int lap : laps) {
                Here.now();
                List<String> names = new ArrayList<>();
                for (int i = 0; i < 2000; i++) {
                    names.add(NAMES[(i * 7 + lap) % NAMES.length]);
                }
                for (String name : names) {
                    counts.merge(name, 1, Integer::sum);
                }
                ArrayDeque<Integer> queue = new ArrayDeque<>();
                for (int i = 0; i < 2000; i++) {
                    queue.add(i);
                    if (queue.size() > 10) {
                        sum += queue.remove();
                    }
                }
                for (Map.Entry<String, Integer> entry : counts.entrySet()) {
                    sum += entry.getValue() + entry.getKey().length();
                }
            }
        }
        System.out.println(sum + " " + counts.get("name 3"));
    }

    private static final String[] NAMES = names();

    private static String[] names() {
        String[] names = new String[500];
        for (int i = 0; i < names.length; i++) {
            names[i] = "name " + i;
        }
        return names;
    }
}
