package io.jtp.samples.expressions;

import io.jtp.samples.Here;

/**
 * What javac leaves on the operand stack around a call: the array and index of a compound assignment, the old value of {@code i++}, the
 * branches of a conditional, the parts of a string concatenation, an array that is just being filled, a chain of calls.
 */
public final class StackShapes {
    private StackShapes() {}

    private static long total = 1;

    private int field = 3;

    static int f(int value) {
        Here.now();
        return value * 10;
    }

    static StackShapes self(StackShapes shape) {
        Here.now();
        return shape;
    }

    public static void main(String[] args) {
        Here.begin();
        int[] a = {1, 2, 3};
        int i = 0;
        a[i++] += f(i);
        System.out.println(a[0] + " " + i);
        a[i] = a[i++] + (i > 1 ? f(i) : -1) * a[i];
        System.out.println(a[1] + " " + i);
        total += f(4) + (total <<= 3);
        System.out.println(total);
        StackShapes shape = new StackShapes();
        self(shape).field += f(shape.field++);
        System.out.println(shape.field);
        System.out.println("a" + f(1) + 'c' + 1L + 2.5f + null + f(2) + true);
        String[][] filled = {{"x", String.valueOf(f(3))}, null, {"y" + f(4)}};
        System.out.println(filled[0][1] + filled[2][0]);
        System.out.println(
                new StringBuilder("built").append(f(5)).append(',').append(f(6)).reverse());
        boolean both = f(1) > 5 && f(0) == 0 || f(9) == 0;
        System.out.println(both);
        assertEqual(f(7), 70);
    }

    private static void assertEqual(int got, int expected) {
        System.out.println(got == expected ? "equal" : "not equal: " + got);
    }
}
