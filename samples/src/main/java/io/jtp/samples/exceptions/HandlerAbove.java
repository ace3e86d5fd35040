package io.jtp.samples.exceptions;

import io.jtp.samples.Here;

/** The exception is thrown in the new process; its handler is two calls up, in an activation that began in the old one. */
public final class HandlerAbove {
    private HandlerAbove() {}

    /** Carries what it was thrown with. */
    static final class Trouble extends Exception {
        private static final long serialVersionUID = 1L;

        private final int amount;

        Trouble(int amount, Throwable cause) {
            super("trouble of " + amount, cause);
            this.amount = amount;
        }
    }

    static void top() {
        int handled = 0;
        for (int i = 0; i < 3; i++) {
            try {
                middle(i);
                System.out.println(i + " went well");
            } catch (Trouble e) {
                handled += e.amount;
                System.out.println(e.getMessage() + " because of " + e.getCause());
                for (StackTraceElement at : e.getStackTrace()) {
                    System.out.println("  at " + at.getMethodName() + ":" + at.getLineNumber());
                }
            }
        }
        System.out.println("handled " + handled);
    }

    static void middle(int i) throws Trouble {
        bottom(i);
        System.out.println("middle goes on");
    }

    static void bottom(int i) throws Trouble {
        if (i == 1) {
            IllegalStateException cause = new IllegalStateException("made before the move");
            Here.now();
            throw new Trouble(i + 40, cause);
        }
    }

    public static void main(String[] args) {
        Here.begin();
        top();
    }
}
