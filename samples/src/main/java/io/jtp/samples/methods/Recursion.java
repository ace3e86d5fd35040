package io.jtp.samples.methods;

import io.jtp.samples.Here;

/** 5,000 activations of one method, each with work left to do after its call. */
public final class Recursion {
    private Recursion() {}

    static long sum(int depth) {
        if (depth == 0) {
            Here.now();
            return 0;
        }
        long below = depth % 2 == 0 ? sum(depth - 1) : odd(depth);
        return below + depth;
    }

    private static long odd(int depth) {
        return sum(depth - 1);
    }

    static int down(int depth) {
        if (depth == 5000) {
            Here.now();
            return depth;
        }
        return down(depth + 1) - 1;
    }

    public static void main(String[] args) {
        Here.begin();
        System.out.println(down(0));
        System.out.println(sum(1000));
    }
}
