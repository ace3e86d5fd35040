package io.jtp.samples.expressions;

import io.jtp.samples.Here;
import java.util.Arrays;

/** Compound assignment computes wide and stores narrow; on boxes it unboxes, computes and boxes anew. Calls stand between the steps. */
public final class Narrowing {
    private Narrowing() {}

    private byte b = 100;
    private short s = 30_000;
    private char c = 'y';
    private int i = 7;
    private long l = 1L << 40;
    private float x = 1.5f;

    private static Integer boxed = 126;
    private static Character letter = 'a';

    static int f(int value) {
        Here.now();
        return value;
    }

    static double d(double value) {
        return f(1) * value;
    }

    String state() {
        return b + " " + s + " " + (int) c + " " + i + " " + l + " " + Float.floatToIntBits(x);
    }

    public static void main(String[] args) {
        Here.begin();
        Narrowing n = new Narrowing();
        n.b += f(100);
        n.s *= n.b-- + f(3);
        n.c += n.s >>> f(2);
        n.i *= d(2.75);
        n.l += n.i / 0.3f;
        n.x /= n.l % 1000;
        System.out.println(n.state());
        n.b >>>= n.i;
        n.s <<= f(5);
        n.c ^= 0xfff0f;
        n.i -= n.x += n.l -= n.c;
        System.out.println(n.state());

        byte[] bytes = new byte[256];
        char[] chars = new char[16];
        for (int k = 0; k < 2_000; k++) {
            bytes[k & 255] += k * (k % 700 == 3 ? f(k) : 3);
            chars[k & 15] *= bytes[k & 255] | 1;
            chars[k & 15] += k % 3;
        }
        System.out.println(Arrays.hashCode(bytes) + " " + Arrays.hashCode(chars));

        Integer[] boxes = {1, 127, null};
        int k = 0;
        boxes[k++]++;
        boxes[k] += boxed++ + (boxes[k - 1] -= f(5));
        boxed += letter++ - 'a' + f(1);
        Long sum = 0L + boxes[1];
        sum += boxed;
        sum <<= f(3);
        Double half = 0.5;
        half *= sum--;
        System.out.println(Arrays.toString(boxes) + " " + boxed + letter + " " + sum + " " + half);
    }
}
