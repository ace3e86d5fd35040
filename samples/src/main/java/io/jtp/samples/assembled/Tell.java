package io.jtp.samples.assembled;

import io.jtp.samples.Here;

/** What assembled programs call: a moment to be moved at, in the middle of an expression, and something to print with. */
public final class Tell {

    private Tell() {}

    /** A moment; {@return the number} */
    public static int moment(int number) {
        Here.now();
        return number;
    }

    /** A moment, then throws that. */
    public static void fail(String message) {
        Here.now();
        throw new IllegalStateException(message);
    }

    public static void print(int value) {
        System.out.println("int " + value);
    }

    public static void print(long value) {
        System.out.println("long " + value);
    }

    public static void print(float value) {
        System.out.println("float " + value);
    }

    public static void print(double value) {
        System.out.println("double " + value);
    }

    public static void print(Object value) {
        System.out.println("object " + value);
    }
}
