package io.jtp.samples.steady;

import io.jtp.samples.Here;

/** Matrices of doubles are multiplied; moved between two rows, in the middle one of the loops. */
public final class Matrix {
    private static final int SIZE = 128;

    private Matrix() {}

    private static double[][] filled(int seed) {
        double[][] matrix = new double[SIZE][SIZE];
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                matrix[i][j] = (i * 31 + j * 17 + seed) % 19 / 19.0;
            }
        }
        return matrix;
    }

    public static void main(String[] args) {
        Here.begin();
        double trace = 0;
        Rounds rounds = new Rounds();
        while (rounds.next()) {
            // in every round anew: where matrices lie in memory makes more of a difference than how they are multiplied
            double[][] left = filled(3);
            double[][] right = filled(5);
            for (int turn = 0; turn < 4; turn++) {
                double[][] product = new double[SIZE][SIZE];
                for (int i = 0; i < SIZE; i++) {
                    Here.now();
                    for (int j = 0; j < SIZE; j++) {
                        double sum = 0;
                        for (int k = 0; k < SIZE; k++) {
                            sum += left[i][k] * right[k][j];
                        }
                        product[i][j] = sum;
                    }
                }
                for (int i = 0; i < SIZE; i++) {
                    trace += product[i][i];
                }
            }
        }
        System.out.println(trace);
    }
}
