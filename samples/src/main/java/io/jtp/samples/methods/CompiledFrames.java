package io.jtp.samples.methods;

import io.jtp.samples.Here;

/**
 * The frame below the innermost is compiled, and has its objects in registers only and its lock elided: nobody but {@code sum} ever
 * sees them, so the compiler saved making them. They are real at the destination all the same.
 */
public final class CompiledFrames {

    /** Enough calls for the optimising compiler. */
    private static final int ROUNDS = 3_000_000;

    private record Pair(int left, long right, Pair next) {}

    private CompiledFrames() {}

    /** Too large to be inlined where it is called: it has to be a frame of its own. */
    private static int count(int round) {
        if (round == ROUNDS) {
            Here.now();
        }
        int mixed = round;
        for (int i = 0; i < 3; i++) {
            mixed = mixed * 31
                    + (mixed >>> 7)
                    + (mixed & 5) * (mixed | 3)
                    + (mixed ^ 77) / 3
                    + mixed % 11
                    + (mixed << 2) * 13;
            mixed = mixed * 37
                    + (mixed >>> 5)
                    + (mixed & 9) * (mixed | 6)
                    + (mixed ^ 99) / 5
                    + mixed % 17
                    + (mixed << 3) * 19;
            mixed = mixed * 41
                    + (mixed >>> 3)
                    + (mixed & 3) * (mixed | 9)
                    + (mixed ^ 55) / 7
                    + mixed % 13
                    + (mixed << 1) * 23;
            mixed = mixed * 43
                    + (mixed >>> 9)
                    + (mixed & 7) * (mixed | 5)
                    + (mixed ^ 33) / 9
                    + mixed % 19
                    + (mixed << 4) * 29;
        }
        return mixed & 1;
    }

    private static long sum(int round) {
        Pair pair = new Pair(round, 3L * round, new Pair(round + 1, 0, null));
        Object lock = new Object();
        synchronized (lock) {
            int counted = count(round);
            return pair.left() + pair.right() + pair.next().left() + counted;
        }
    }

    public static void main(String[] args) {
        Here.begin();
        long sum = 0;
        for (int round = 1; round <= ROUNDS + 1000; round++) {
            sum += sum(round);
        }
        System.out.println(sum);
    }
}
