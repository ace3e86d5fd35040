package io.jtp.samples.expressions;

import io.jtp.samples.Here;

/** A call among the arguments of another: the results of those before it wait on the operand stack, those after it come later. */
public final class CallArguments {
    private CallArguments() {}

    static int f() {
        System.out.println("f");
        Here.now();
        return 10;
    }

    static int g() {
        System.out.println("g");
        Here.now();
        return 200;
    }

    static int sum(int... numbers) {
        int sum = 0;
        for (int number : numbers) {
            sum += number;
        }
        return sum;
    }

    static int sum(int a, int b, int c) {
        return a + b + c;
    }

    public static void main(String[] args) {
        Here.begin();
        System.out.println(sum(f(), g(), 4));
        System.out.println(sum(1, sum(f(), g(), 4), 2, g()));
    }
}
