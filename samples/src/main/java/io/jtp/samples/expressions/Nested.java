package io.jtp.samples.expressions;

import io.jtp.samples.Here;

/**
 * Calls within expressions. While {@code c} runs, 5 and 3 lie on the operand stack of {@code a}, and {@code b} still has to take the
 * length of what {@code c} returns. The other process has to finish all three: {@code 5 * (3 + (11 + 3.5))}.
 */
public final class Nested {
    private Nested() {}

    static double a() {
        say("a begins");
        return 5 * (3 + b());
    }

    static double b() {
        say("b begins");
        return len(c()) + parse("3.5");
    }

    static String c() {
        String result = "hello";
        say("c has " + result);
        Here.now();
        result += " world";
        say("c has " + result);
        return result;
    }

    static int len(String text) {
        return text.length();
    }

    static double parse(String number) {
        return Double.parseDouble(number);
    }

    private static void say(String what) {
        System.out.println(Here.pid() + what);
    }

    public static void main(String[] args) {
        Here.begin();
        say("5 * (3 + b()) = " + a());
    }
}
