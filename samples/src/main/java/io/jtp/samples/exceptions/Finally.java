package io.jtp.samples.exceptions;

import io.jtp.samples.Here;

/**
 * Finally blocks: entered by falling out of the try block, by return with the value waiting, by an exception in flight, and around and
 * around in a loop with break and continue.
 */
public final class Finally {
    private Finally() {}

    static String returning(StringBuilder log) {
        try {
            log.append("try ");
            return log.toString();
        } finally {
            log.append("finally ");
            Here.now();
            log.append("end");
        }
    }

    static void throwing(StringBuilder log) {
        try {
            Here.now();
            throw new IllegalArgumentException("in flight");
        } finally {
            log.append("finally ");
            Here.now();
        }
    }

    @SuppressWarnings("finally")
    static int overriding() {
        try {
            throw new IllegalStateException("lost");
        } finally {
            Here.now();
            return 5;
        }
    }

    public static void main(String[] args) {
        Here.begin();
        StringBuilder log = new StringBuilder();
        System.out.println(returning(log) + "/ " + log);
        try {
            throwing(log);
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage() + ", " + log);
        }
        System.out.println(overriding());
        for (int i = 0; i < 6; i++) {
            try {
                if (i % 2 == 0) {
                    continue;
                }
                if (i == 5) {
                    break;
                }
                Here.now();
                System.out.println("odd " + i);
            } finally {
                Here.now();
                System.out.println("done with " + i);
            }
        }
    }
}
