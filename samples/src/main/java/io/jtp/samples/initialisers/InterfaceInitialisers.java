package io.jtp.samples.initialisers;

import io.jtp.samples.Here;
import java.util.function.IntUnaryOperator;

/** Initialisers of interfaces: for a field, and for a class that implements one with a method body. */
public final class InterfaceInitialisers {
    private InterfaceInitialisers() {}

    /** Not initialised for those that implement it, having no method body. */
    interface Settings {
        int SIZE = compute("Settings", 3);
        String NAME = "size " + SIZE + " " + compute("Settings again", SIZE);
    }

    /** With objects of its own from lambdas, which exist while it is being initialised. */
    interface Step {
        Step TWICE = x -> 2 * x;
        int LIMIT = compute("Step", TWICE.apply(21));
        Step MORE = TWICE.then(x -> x + LIMIT);

        int apply(int x);

        default Step then(Step next) {
            return x -> next.apply(apply(x));
        }
    }

    static final class Increment implements Step, Settings {
        static int made = compute("Increment", MORE.apply(1));

        @Override
        public int apply(int x) {
            made++;
            return x + 1;
        }
    }

    static int compute(String name, int value) {
        Here.now();
        System.out.println(name + " " + value);
        return value;
    }

    public static void main(String[] args) {
        Here.begin();
        IntUnaryOperator unrelated = x -> x - 1;
        System.out.println(unrelated.applyAsInt(10 + new Increment().apply(4)) + " " + Increment.made);
        System.out.println(Step.MORE.then(new Increment()).apply(2) + " " + Increment.LIMIT);
        System.out.println(Increment.NAME + " " + Increment.SIZE);
    }
}
