package io.jtp.samples.expressions;

import io.jtp.samples.Here;

/** Conditional expressions within others: where their branches meet, values of all kinds lie below the result on the operand stack. */
public final class Conditionals {
    private Conditionals() {}

    private static int calls;

    static int f(int value) {
        if (++calls % 60 == 1) {
            Here.now();
        }
        return value;
    }

    static boolean odd(int value) {
        return (f(value) & 1) != 0;
    }

    static String join(String a, long b, double c, Object d, boolean e) {
        return a + "/" + b + "/" + c + "/" + d + "/" + e;
    }

    static String size(int n) {
        return n < 0 ? "negative" : n == 0 ? "none" : odd(n) ? n > 4 ? "odd" : "few, odd" : f(n) > 4 ? "even" : "few";
    }

    static long collatz(int n) {
        long steps = 0;
        while (n != 1) {
            steps += 1000L * (n > 50 ? f(1) : 0)
                    + (odd(n) ? (n = 3 * n + f(1)) > 100 ? 2 : 1 : (n /= f(2)) > 100 ? 4 : 3);
        }
        return steps;
    }

    public static void main(String[] args) {
        Here.begin();
        for (int n = -1; n < 7; n++) {
            System.out.println(join(
                    size(n),
                    odd(n) ? 1L << 40 | f(n) : odd(n / 2) ? f(-1) : Long.MIN_VALUE,
                    n > 2 ? 0.5 : n * (odd(n) ? 2.5f : f(3)),
                    n % 3 == 0 ? "text" + (odd(n) ? f(n) : 'c') : n % 3 == 1 ? (Object) f(n) : null,
                    odd(n) && (n > 1 || f(n) < 0) ^ !odd(n + 2 * f(1))));
        }
        System.out.println(collatz(27) + " " + collatz(f(97)));
        Integer none = null;
        Object chosen = odd(1) ? none : Integer.valueOf(5);
        System.out.println(chosen + " " + (none != null && none > f(3) ? "big" : "absent"));
    }
}
