package io.jtp.samples.steady;

import io.jtp.samples.Here;

/** A method that calls itself is on the stack many times when the program is moved, and is called again and again afterwards. */
public final class Recursion {
    private static int leaves;

    private Recursion() {}

    private static int ways(int stairs) {
        if (stairs <= 1) {
            if ((++leaves & 0x3fff) == 0) {
                Here.now();
            }
            return 1;
        }
        int one = ways(stairs - 1);
        return one + ways(stairs - 2);
    }

    public static void main(String[] args) {
        Here.begin();
        long sum = 0;
        Rounds rounds = new Rounds();
        while (rounds.next()) {
            sum += ways(32);
        }
        System.out.println(sum);
    }
}
