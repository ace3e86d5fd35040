package io.jtp.samples.loops;

import io.jtp.samples.Here;

/** A loop over a range, nested loops, loops with their test at the end: counters go on where they were, and the loops end on time. */
public final class RangeLoops {
    private RangeLoops() {}

    public static void main(String[] args) {
        Here.begin();
        for (int i = 0; i < 4; i++) {
            System.out.println("i = " + i);
            if (i == 1) {
                Here.now();
            }
        }
        for (int i = 0; i < 3; i++) {
            for (long j = 10; j > 7; j--) {
                System.out.println(i + " " + j);
                if (i == 1 && j == 9) {
                    Here.now();
                }
            }
            System.out.println("row " + i);
        }
        int n = 27;
        int steps = 0;
        do {
            n = n % 2 == 0 ? n / 2 : 3 * n + 1;
            if (++steps == 50) {
                Here.now();
            }
        } while (n != 1);
        System.out.println(steps + " steps");
    }
}
