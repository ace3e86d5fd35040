package io.jtp.samples.algorithms;

import io.jtp.samples.Here;
import java.util.Arrays;

/** Two-dimensional loops three deep: the game of life on a torus, products and powers of matrices, a determinant. */
public final class LifeAndMatrix {
    private LifeAndMatrix() {}

    static boolean[][] step(boolean[][] cells, int generation) {
        int size = cells.length;
        boolean[][] next = new boolean[size][size];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int neighbours = 0;
                for (int dy = -1; dy <= 1; dy++) {
                    for (int dx = -1; dx <= 1; dx++) {
                        if ((dx != 0 || dy != 0) && cells[(y + dy + size) % size][(x + dx + size) % size]) {
                            neighbours++;
                            if (generation % 8 == 5 && x == 4 && y == 3 && neighbours == 1) {
                                Here.now();
                            }
                        }
                    }
                }
                next[y][x] = neighbours == 3 || neighbours == 2 && cells[y][x];
            }
        }
        return next;
    }

    static long[][] product(long[][] a, long[][] b) {
        long[][] c = new long[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b[0].length; j++) {
                long sum = 0;
                for (int k = 0; k < b.length; k++) {
                    sum += a[i][k] * b[k][j];
                }
                c[i][j] = sum % 1_000_007;
            }
            if (c[i][0] % 5 == 3) {
                Here.now();
            }
        }
        return c;
    }

    static long[][] power(long[][] base, int exponent) {
        if (exponent == 1) {
            return base;
        }
        long[][] half = power(base, exponent / 2);
        return exponent % 2 == 0 ? product(half, half) : product(product(half, half), base);
    }

    static double determinant(double[][] matrix) {
        double result = 1;
        for (int column = 0; column < matrix.length; column++) {
            int pivot = column;
            for (int row = column + 1; row < matrix.length; row++) {
                pivot = Math.abs(matrix[row][column]) > Math.abs(matrix[pivot][column]) ? row : pivot;
            }
            double[] swapped = matrix[pivot];
            matrix[pivot] = matrix[column];
            matrix[column] = swapped;
            result *= pivot == column ? swapped[column] : -swapped[column];
            for (int row = column + 1; row < matrix.length; row++) {
                double factor = matrix[row][column] / swapped[column];
                for (int k = column; k < matrix.length; k++) {
                    matrix[row][k] -= factor * swapped[k];
                }
            }
            if (column == 3) {
                Here.now();
            }
        }
        return result;
    }

    public static void main(String[] args) {
        Here.begin();
        boolean[][] cells = new boolean[14][14];
        for (int[] cell : new int[][] {{0, 1}, {1, 2}, {2, 0}, {2, 1}, {2, 2}, {10, 1}, {10, 2}, {10, 3}}) {
            cells[cell[0]][cell[1]] = true;
        }
        for (int generation = 0; generation < 22; generation++) {
            cells = step(cells, generation);
        }
        for (boolean[] row : cells) {
            StringBuilder line = new StringBuilder();
            for (boolean cell : row) {
                line.append(cell ? '#' : '.');
            }
            System.out.println(line);
        }
        System.out.println(Arrays.deepToString(power(new long[][] {{1, 1, 0}, {1, 0, 2}, {3, 0, 1}}, 77)));
        double[][] matrix = new double[6][6];
        for (int i = 0; i < 36; i++) {
            matrix[i / 6][i % 6] = i * i * 7 % 11 - 3 + (i % 7 == 0 ? 2.5 : 0);
        }
        System.out.println(Math.round(determinant(matrix) * 1000));
    }
}
