package io.jtp.samples.loops;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * For-each loops keep their place in variables that have no name in the source: an iterator, or an array, its length and an index. No
 * debugger shows them, but without them the loop could not go on.
 */
public final class ForEach {
    private ForEach() {}

    public static void main(String[] args) {
        Here.begin();
        List<String> names = new ArrayList<>(List.of("anna", "ben", "carl", "dora"));
        for (String name : names) {
            System.out.println(name);
            if (name.equals("ben")) {
                Here.now();
            }
        }
        int[] numbers = {3, 1, 4, 1, 5};
        int sum = 0;
        for (int number : numbers) {
            sum += number;
            if (number == 4) {
                Here.now();
                numbers = new int[0];
            }
            System.out.println(number + " makes " + sum);
        }
        for (char letter : "jtp".toCharArray()) {
            for (double half : new double[] {0.5, 1.5}) {
                if (letter == 't') {
                    Here.now();
                }
                System.out.println(letter + " " + half);
            }
        }
        Map<String, Integer> ages = new TreeMap<>(Map.of("anna", 30, "ben", 31, "carl", 32));
        for (Map.Entry<String, Integer> age : ages.entrySet()) {
            if (age.getKey().equals("ben")) {
                Here.now();
            }
            age.setValue(age.getValue() + 1);
        }
        System.out.println(ages);
    }
}
