package io.jtp.samples.arithmetic;

import io.jtp.samples.Here;
import java.util.Arrays;

/** Arrays of every kind and of several dimensions: made, filled, cloned, compared by type, cast, and asked for more than they have. */
public final class ArrayKinds {
    private ArrayKinds() {}

    static <T> T here(T value) {
        Here.now();
        return value;
    }

    static int size(int n) {
        Here.now();
        return n;
    }

    static long filled() {
        byte[] b = new byte[size(5)];
        short[] s = new short[b.length + 1];
        char[] c = new char[] {'x', 'y', 'z'};
        boolean[] z = new boolean[3];
        int[] i = new int[s.length];
        long[] l = {1, 2, 3, 4};
        float[] f = {.5f, 1.5f};
        double[] d = new double[c.length];
        long sum = 0;
        for (int k = 0; k < 1500; k++) {
            b[k % b.length] += k;
            s[k % s.length] -= b[k % b.length];
            c[k % c.length] ^= s[k % s.length];
            z[k % z.length] ^= c[k % c.length] % 2 == 0;
            i[k % i.length] += z[(k + 1) % z.length] ? c[0] : -1;
            l[k % l.length] = l[(k + 1) % l.length] * 31 + i[k % i.length];
            f[k & 1] = f[1 - (k & 1)] / 2 + k;
            d[k % d.length] += f[k & 1] - l[0] % 100;
            if (k == 1000) {
                Here.now();
            }
            sum += l[k % l.length] + (long) d[k % d.length];
        }
        return sum
                + Arrays.hashCode(b)
                + Arrays.hashCode(s)
                + Arrays.hashCode(c)
                + Arrays.hashCode(z)
                + Arrays.hashCode(i);
    }

    static String kinds(Object array) {
        return (array instanceof int[] ? "int[] " : "")
                + (array instanceof Object[] ? "Object[] " : "")
                + (array instanceof Number[] numbers ? "Number[" + numbers.length + "] " : "")
                + (array instanceof Object[][] ? "Object[][] " : "")
                + (array instanceof int[][][] cube && cube.length > 1 ? "int[][][" + cube[1].length + "] " : "")
                + (array instanceof Comparable<?>[] ? "Comparable[] " : "")
                + (array instanceof Cloneable ? array.getClass().getSimpleName() : "no array");
    }

    public static void main(String[] args) {
        Here.begin();
        System.out.println(filled());
        int[][][] cube = new int[size(2)][size(3)][];
        String[][] names = new String[2][size(2)];
        long[][][] deep = new long[2][3][4];
        cube[1][2] = new int[] {7, size(8)};
        names[1][0] = here("n");
        deep[1][2][3] += deep[1][here(deep)[0].length - 1].length;
        System.out.println(Arrays.deepToString(cube) + Arrays.deepToString(names) + Arrays.deepToString(deep));
        for (Object array : new Object[] {cube, names, new int[0], new Integer[3], new Double[1][], "text"}) {
            System.out.println(kinds(array));
        }
        int[] copy = here(cube[1][2].clone());
        copy[0]++;
        System.out.println(copy[0] + cube[1][2][0] + " " + ((Object[]) (Object) names)[1].equals(names[1]));
        String failures = "";
        for (int kind = 0; kind < 5; kind++) {
            try {
                Object[] objects = kind == 0 ? (Object[]) (Object) copy : names;
                objects[kind] = kind == 1 ? new String[0] : kind < 4 ? here((Object) copy) : new int[-kind];
            } catch (ClassCastException
                    | ArrayStoreException
                    | IndexOutOfBoundsException
                    | NegativeArraySizeException e) {
                failures += e.getClass().getSimpleName() + " ";
            }
        }
        System.out.println(failures + names[1].length);
    }
}
