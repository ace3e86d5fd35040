package io.jtp.samples.steady;

import io.jtp.samples.Here;

/** Arithmetic on int and long; moved between two runs of the hot loop. */
public final class Numbers {
    private Numbers() {}

    public static void main(String[] args) {
        Here.begin();
        int[] histogram = new int[64];
        long state = 42;
        int mixed = 1;
        Rounds rounds = new Rounds();
        while (rounds.next()) {
            for (int lap = 0; lap < 35; lap++) {
                Here.now();
                for (int i = 0; i < 150_000; i++) {
                    state ^= state << 13;
                    state ^= state >>> 7;
                    state ^= state << 17;
                    mixed = mixed * 31 + (int) state;
                    histogram[mixed & 63]++;
                }
            }
        }
        System.out.println(state + " " + mixed + " " + histogram[7]);
    }
}
