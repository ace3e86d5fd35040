package io.jtp.samples.steady;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Methods of the JDK that call back are on the stack when the program is moved, and are called again and again afterwards. */
public final class Callbacks {
    private static long sum;

    private Callbacks() {}

    public static void main(String[] args) {
        Here.begin();
        List<Integer> numbers = new ArrayList<>();
        Map<Integer, Integer> halves = new HashMap<>();
        for (int i = 0; i < 20; i++) {
            numbers.add(i);
            halves.put(i, i / 2);
        }
        Rounds rounds = new Rounds();
        while (rounds.next()) {
            for (int lap = 0; lap < 25000; lap++) {
                List<Integer> sorted = new ArrayList<>(numbers);
                sorted.sort((a, b) -> (b ^ 5) - (a ^ 5));
                sorted.forEach(a -> halves.computeIfPresent(a, (key, half) -> {
                    if (key == 7) {
                        Here.now();
                    }
                    return half ^ 1;
                }));
                sum += sorted.get(0) + halves.get(3);
            }
        }
        System.out.println(sum);
    }
}
