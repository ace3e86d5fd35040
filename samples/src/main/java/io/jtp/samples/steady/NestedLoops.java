package io.jtp.samples.steady;

import io.jtp.samples.Here;

/**
 * The hot loop is the innermost of several, and the place of the move in a middle one. The outermost runs once only, so after the move the
 * program never leaves the loops that it was in.
 */
public final class NestedLoops {
    private NestedLoops() {}

    public static void main(String[] args) {
        Here.begin();
        int[] row = new int[400];
        int[] next = new int[400];
        int distance = 0;
        for (int pass = 0; pass < 1; pass++) {
            Rounds rounds = new Rounds();
            while (rounds.next()) {
                for (int turn = 0; turn < 22; turn++) {
                    for (int i = 1; i < row.length; i++) {
                        next[0] = i;
                        for (int j = 1; j < row.length; j++) {
                            int cost = (i * 7 + turn) % 13 == j % 13 ? 0 : 1;
                            next[j] = Math.min(Math.min(next[j - 1], row[j]) + 1, row[j - 1] + cost);
                        }
                        int[] swapped = row;
                        row = next;
                        next = swapped;
                    }
                    Here.now();
                    distance += row[row.length - 1];
                }
            }
        }
        System.out.println(distance);
    }
}
