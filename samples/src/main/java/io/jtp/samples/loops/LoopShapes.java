package io.jtp.samples.loops;

import io.jtp.samples.Here;

/** Loops of every form in each other: with several variables, without end, with the test in the middle, left and continued by label. */
public final class LoopShapes {
    private LoopShapes() {}

    static int here(int value, int at) {
        if (value == at) {
            Here.now();
        }
        return value;
    }

    static String spiral(int size) {
        int[][] grid = new int[size][size];
        int number = 1;
        for (int low = 0, high = size - 1; low <= high; low++, high--) {
            for (int i = low; i <= high; i++) {
                grid[low][i] = number++;
            }
            for (int i = low + 1; i <= high; i++) {
                grid[i][high] = here(number++, 9);
            }
            for (int i = high - 1; i >= low && low != high; i--) {
                grid[high][i] = number++;
            }
            for (int i = high; --i > low; ) {
                grid[i][low] = here(number++, 20);
            }
        }
        StringBuilder text = new StringBuilder();
        for (int[] row : grid) {
            for (int value : row) {
                text.append(value).append(' ');
            }
        }
        return text.toString();
    }

    static int search(int[][] table, int wanted) {
        int looked = 0;
        rows:
        for (int[] row : table) {
            int at = row.length;
            columns:
            while (true) {
                do {
                    if (--at < 0) {
                        continue rows;
                    }
                    looked++;
                    for (int divisor = 2; ; divisor++) {
                        if (row[at] % divisor == 0) {
                            continue columns;
                        } else if (divisor * divisor > row[at]) {
                            break;
                        }
                    }
                } while (row[at] < here(wanted, 50));
                break rows;
            }
        }
        return looked;
    }

    static long counting() {
        long sum = 0;
        byte b = 0;
        do {
            short s = 300;
            while ((s -= 70) > 0) {
                char c = 'a';
                for (; ; c += 5) {
                    if (c > 'z') {
                        break;
                    } else if (c % 2 == 0) {
                        continue;
                    }
                    for (double d = 0.25; d < 3; d *= 2) {
                        for (long l = 1L << 33; (l >>= 9) > 0; ) {
                            sum += (long) (l % 7 + d * c + s - b);
                        }
                    }
                }
                here(s + b, 91);
            }
        } while ((b += 30) > 0);
        return sum;
    }

    public static void main(String[] args) {
        Here.begin();
        System.out.println(spiral(5));
        int[][] table = new int[12][12];
        for (int i = 0, k = 7; i < 144; i++, k = k * 31 % 1009) {
            table[i / 12][i % 12] = k % 90 + 1;
        }
        System.out.println(search(table, 50) + " " + search(table, 88) + " " + search(table, 1000));
        System.out.println(counting());
        int steps = 0;
        int a = 1071;
        int b = 462;
        while (a != b && (steps += here(1, steps - 4)) < 50) {
            if (a > b) {
                a -= b;
            } else {
                b -= a;
            }
        }
        System.out.println(a + " " + b + " " + steps);
        for (int i = 0; i < 3; i++)
            if (i != 1) for (int j = i; j < 2; j++) here(j, 0);
            else Here.now();
    }
}
