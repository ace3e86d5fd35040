package io.jtp.samples.expressions;

import io.jtp.samples.Here;

/**
 * A value of every type on the operand stack while a call is running: primitives that take one slot and two, narrow ones whose slot
 * carries garbage above the value, and arrays of every kind, which have to stay the objects that they are.
 */
public final class OperandTypes {
    private OperandTypes() {}

    private static int[] kept;

    static String primitives(byte b, short s, char c, boolean z, int i, long j, float f, double d, String last) {
        return b + " " + s + " " + c + " " + z + " " + i + " " + j + " " + f + " " + d + " " + last;
    }

    static String arrays(
            byte[] b,
            short[] s,
            char[] c,
            boolean[] z,
            int[] i,
            long[] j,
            float[] f,
            double[] d,
            String[] t,
            int[][] n,
            Object[] o,
            String last) {
        return b[1] + " " + s[1] + " " + c[1] + " " + z[1] + " " + i[1] + " " + j[1] + " " + f[1] + " " + d[1] + " "
                + t[1] + " " + n[1][0] + " " + o.length + " " + (o[0] == n) + " " + (i == kept) + " " + (n[2] == kept)
                + " " + t.getClass().getSimpleName() + " " + last;
    }

    static byte narrow(int wide) {
        return (byte) wide;
    }

    static char letter(int wide) {
        return (char) wide;
    }

    static double mixed(long j, double d, int i) {
        return j * d + i;
    }

    static int call(int result) {
        Here.now();
        return result;
    }

    public static void main(String[] args) {
        Here.begin();
        System.out.println(primitives(
                narrow(0x1234_56f0),
                (short) -2,
                letter(0x7_0041),
                args.length == 0,
                1 << 30,
                1L << 40,
                1.5f,
                -0.0,
                Here.now("end")));
        kept = new int[] {7, 8, 9};
        int[][] nested = {{1}, {2, 3}, kept};
        System.out.println(arrays(
                new byte[] {1, -1},
                new short[] {2, -2},
                new char[] {'a', 'b'},
                new boolean[] {false, true},
                kept,
                new long[] {3, Long.MIN_VALUE},
                new float[] {4, Float.MIN_VALUE},
                new double[] {5, Double.NaN},
                new String[] {"x", "y"},
                nested,
                new Object[] {nested, null, "z"},
                Here.now("end")));
        long big = 1L << 33;
        double small = 0.125;
        System.out.println(big * 3 + small * (2.0 + mixed(big, small, call(5))) - (float) call(6));
    }
}
