package io.jtp.samples.expressions;

import io.jtp.samples.Here;
import java.util.Arrays;

/**
 * Assignments whose value is used: what is stored is doubled first, below it one or two slots with the object or the array and index. So
 * every form of dup occurs, for values of one slot and two, each with a call still to come.
 */
public final class DupForms {
    private DupForms() {}

    private static int single;
    private static long wide;

    private int field;
    private long longField = 1L << 35;
    private double doubleField = 0.5;
    private String text = "t";

    static int f(int value) {
        Here.now();
        return value + 1;
    }

    static long wide(long value) {
        return value * 3 + f(0);
    }

    public static void main(String[] args) {
        Here.begin();
        DupForms a = new DupForms();
        DupForms b = new DupForms();
        int local = single = a.field = b.field = f(4);
        System.out.println(local + " " + single + " " + a.field + b.field);

        long counted = wide + (wide = a.longField = wide(5)) + a.longField++ * (long) f(1) - --b.longField;
        System.out.println(counted + " " + wide + " " + a.longField + " " + b.longField);

        double halves = (a.doubleField += f(2)) * (b.doubleField -= 0.25) + a.doubleField++;
        System.out.println(halves + " " + a.doubleField + " " + b.doubleField);

        int i = 0;
        long[] longs = {1, 2, 3, 4};
        double[] doubles = {0.5, 1.5, 2.5};
        longs[i++] += f(i);
        long stored = longs[i] = longs[i++ + 1] += wide(longs[i]);
        System.out.println(i + " " + stored + " " + Arrays.toString(longs));
        doubles[--i] *= longs[i]++ + (doubles[i + 1] = f(i) / 2.0);
        System.out.println(Arrays.toString(doubles) + Arrays.toString(longs));

        byte[] bytes = {100, 120};
        char[] chars = {'a', 'b'};
        boolean[] flags = new boolean[2];
        String[] words = {"x", null};
        int sum = (bytes[1] += f(9)) + chars[0]++ + --chars[1];
        boolean flag = flags[0] = flags[1] |= f(1) > 1;
        System.out.println(sum + " " + bytes[1] + " " + chars[0] + chars[1] + flag + Arrays.toString(flags));
        String word = words[1] = words[0] += a.text += b.text = "y" + f(7);
        System.out.println(word + " " + Arrays.toString(words) + " " + a.text + " " + b.text);
    }
}
