package io.jtp.cli.demo;

import java.io.IOException;

/**
 * The program that {@code jtp demo} moves: it is in the middle of {@code 5 * (3 + b())} and {@code len(c()) + parse("3.5")} when it
 * changes processes. Of the sum and of the product the first operands are on the operand stacks by then, and nowhere else.
 *
 * <p>It stops for one byte of standard input, so that whoever moves it can be ready.
 */
public final class Nested {

    private Nested() {}

    public static void main(String[] args) throws IOException {
        say("main  begins");
        double result = a();
        say("main  result = " + result);
    }

    static double a() throws IOException {
        say("a     works out 5 * (3 + b())");
        return 5 * (3 + b());
    }

    static double b() throws IOException {
        say("b     works out len(c()) + parse(\"3.5\")");
        return len(c()) + parse("3.5");
    }

    static String c() throws IOException {
        say("c     has 5, 3 and two calls pending");
        if (System.in.read() < 0) {
            throw new IOException("nobody is there to move this program");
        }
        moment();
        say("c     goes on");
        return "hello world";
    }

    /** Where it is moved. */
    static void moment() {}

    static int len(String text) {
        say("len   of \"" + text + '"');
        return text.length();
    }

    static double parse(String text) {
        say("parse \"" + text + '"');
        return Double.parseDouble(text);
    }

    private static void say(String what) {
        System.out.println(ProcessHandle.current().pid() + " " + what);
    }
}
