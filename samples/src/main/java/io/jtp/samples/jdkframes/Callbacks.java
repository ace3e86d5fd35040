package io.jtp.samples.jdkframes;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Methods of the JDK on the stack, which called us back: their own loops have to go on, too. */
public final class Callbacks {
    private Callbacks() {}

    public static void main(String[] args) {
        Here.begin();
        List<Integer> numbers = new ArrayList<>(List.of(1, 2, 3, 4));
        List<Integer> doubled = new ArrayList<>();
        numbers.forEach(number -> {
            if (number == 2) {
                Here.now();
            }
            doubled.add(2 * number);
        });
        System.out.println(doubled);

        numbers.removeIf(number -> {
            if (number == 3) {
                Here.now();
            }
            return number % 2 == 1;
        });
        numbers.replaceAll(number -> Here.now(number + 100));
        System.out.println(numbers);

        Map<String, List<Integer>> byName = new HashMap<>();
        for (String name : List.of("x", "y", "x")) {
            byName.computeIfAbsent(name, key -> {
                        Here.now();
                        return new ArrayList<>();
                    })
                    .add(byName.size());
        }
        byName.merge("x", List.of(9), (old, added) -> {
            Here.now();
            old.addAll(added);
            return old;
        });
        System.out.println(byName);

        Map<String, Integer> tree = new TreeMap<>(Map.of("a", 1, "b", 2, "c", 3));
        tree.forEach((key, value) -> {
            if (value == 2) {
                Here.now();
            }
            System.out.println(key + value);
        });
    }
}
