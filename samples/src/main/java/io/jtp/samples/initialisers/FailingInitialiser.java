package io.jtp.samples.initialisers;

import io.jtp.samples.Here;

/** An initialiser that is moved and then fails: those who need the class are told as always. */
public final class FailingInitialiser {
    private FailingInitialiser() {}

    static final class Broken {
        static int before = 1;
        static final int VALUE = compute();

        static int compute() {
            Here.now();
            if (before > 0) {
                throw new IllegalStateException("broken " + before);
            }
            return before;
        }
    }

    static int value(String round) {
        try {
            return 3 * (2 + Broken.VALUE);
        } catch (ExceptionInInitializerError e) {
            System.out.println(round + " " + e.getCause() + " at "
                    + e.getCause().getStackTrace()[1].getMethodName());
        } catch (NoClassDefFoundError e) {
            System.out.println(round + " " + e.getMessage() + " " + e.getCause().getMessage());
        }
        return -1;
    }

    public static void main(String[] args) {
        Here.begin();
        System.out.println(value("first") + value("second"));
    }
}
