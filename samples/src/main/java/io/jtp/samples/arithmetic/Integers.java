package io.jtp.samples.arithmetic;

import io.jtp.samples.Here;

/** Every operation on int and long, with the values at which they overflow, wrap, shift out and divide by zero. */
public final class Integers {
    private Integers() {}

    private static final int[] INTS = {0, 1, -1, 7, -13, 31, 32, 33, 0x5555_5555, Integer.MAX_VALUE, Integer.MIN_VALUE};
    private static final long[] LONGS = {
        0, 1, -1, 7, -13, 63, 64, 1L << 31, 0x5555_5555_5555_5555L, Long.MAX_VALUE, Long.MIN_VALUE
    };

    static int mix(int hash, int value) {
        hash = (hash ^ value) * 0x01000193;
        if (hash % 2511 == 0) {
            Here.now();
        }
        return hash;
    }

    static int mix(int hash, long value) {
        return mix(mix(hash, (int) value), (int) (value >>> 32));
    }

    static int ints(int a, int b) {
        int hash = mix(0, a + b);
        hash = mix(hash, a - b);
        hash = mix(hash, a * b);
        hash = mix(hash, (a & b) + (a | b) * (a ^ b));
        hash = mix(hash, a << b);
        hash = mix(hash, (a >> b) - (a >>> b));
        hash = mix(hash, -a + ~b);
        try {
            hash = mix(hash, a / b);
            hash = mix(hash, a % b);
        } catch (ArithmeticException e) {
            hash = mix(hash, 77);
        }
        hash = mix(hash, a < b ? 1 : a == b ? 2 : 3);
        return mix(hash, (a <= b ? 1 : 0) + (a >= b ? 2 : 0) + (a > b ? 4 : 0) + (a != b ? 8 : 0));
    }

    static int longs(long a, long b) {
        int hash = mix(1, a + b);
        hash = mix(hash, a - b);
        hash = mix(hash, a * b);
        hash = mix(hash, (a & b) + (a | b) * (a ^ b));
        hash = mix(hash, a << b);
        hash = mix(hash, (a >> b) - (a >>> b));
        hash = mix(hash, (a << (int) b) + (a >> (int) b) - (a >>> (int) b));
        hash = mix(hash, -a + ~b);
        try {
            hash = mix(hash, a / b);
            hash = mix(hash, a % b);
        } catch (ArithmeticException e) {
            hash = mix(hash, 78);
        }
        return mix(hash, a < b ? 1L : a == b ? 2L : 3L);
    }

    static int signs(int a) {
        return (a < 0 ? 1 : 0)
                + (a <= 0 ? 2 : 0)
                + (a == 0 ? 4 : 0)
                + (a != 0 ? 8 : 0)
                + (a >= 0 ? 16 : 0)
                + (a > 0 ? 32 : 0);
    }

    static int narrow(long wide) {
        int value = (int) wide;
        return mix(mix(mix(3, (byte) value), (short) value), (char) value + (byte) (char) value);
    }

    public static void main(String[] args) {
        Here.begin();
        int all = 0;
        for (int a : INTS) {
            int row = signs(a);
            for (int b : INTS) {
                row = mix(row, ints(a, b));
            }
            System.out.print(row + " ");
            all = mix(all, row);
        }
        System.out.println();
        for (long a : LONGS) {
            int row = narrow(a);
            for (long b : LONGS) {
                row = mix(row, longs(a, b));
            }
            System.out.print(row + " ");
            all = mix(all, row);
        }
        System.out.println();
        int constants = -1 + 0 + 1 + 2 + 3 + 4 + 5 + all * 6 - all / 127 + all % 128 - (all ^ 32767) + (all & 32768);
        long wide = all - 1L + 0x1234_5678_9abc_def0L * (all | 1L);
        System.out.println(constants + " " + wide);
    }
}
