package io.jtp.samples.steady;

import io.jtp.samples.Here;

/** Moved within the hot loop itself, the innermost of several, of which the outermost runs once only. */
public final class Innermost {
    private Innermost() {}

    public static void main(String[] args) {
        Here.begin();
        int[] values = new int[1000];
        long sum = 0;
        for (int pass = 0; pass < 1; pass++) {
            Rounds rounds = new Rounds();
            while (rounds.next()) {
                for (int lap = 0; lap < 8000; lap++) {
                    for (int i = 0; i < values.length; i++) {
                        values[i] += i * lap;
                        if (values[i] == 2997 && lap == 2) {
                            Here.now();
                        }
                        sum += values[i] >> 3;
                    }
                }
                java.util.Arrays.fill(values, 0);
            }
        }
        System.out.println(sum);
    }
}
