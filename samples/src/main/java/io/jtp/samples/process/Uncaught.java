package io.jtp.samples.process;

import io.jtp.samples.Here;

/** An exception that nobody catches: the stack trace has the same lines, none of ours among them, and the exit code is 1. */
public final class Uncaught {
    private Uncaught() {}

    static void outer(int depth) {
        if (depth > 0) {
            outer(depth - 1);
        } else {
            Runnable thrower = () -> inner("no one catches this");
            thrower.run();
        }
    }

    static void inner(String message) {
        RuntimeException cause = new IllegalStateException("made before the move");
        Here.now();
        throw new IllegalArgumentException(message, cause);
    }

    public static void main(String[] args) {
        Here.begin();
        System.out.println("before");
        outer(2);
        System.out.println("never printed");
    }
}
