package io.jtp.samples.copies;

import io.jtp.samples.Here;

/** Asks which copy of the program it is, and ends with that. */
public final class WhichOne {
    private WhichOne() {}

    public static void main(String[] args) {
        System.out.println("begins");
        Here.begin();
        Here.now();
        String which = System.getProperty("jtp.fork");
        System.out.println("is " + which);
        System.exit(which == null ? 0 : Integer.parseInt(which) - 1);
    }
}
