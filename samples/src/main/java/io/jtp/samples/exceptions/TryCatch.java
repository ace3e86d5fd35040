package io.jtp.samples.exceptions;

import io.jtp.samples.Here;

/** Moved within a try block, within a catch block, and within a catch block inside that: handlers still know their range. */
public final class TryCatch {
    private TryCatch() {}

    static int parse(String text) {
        try {
            System.out.println("parsing " + text);
            Here.now();
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            System.out.println("caught " + e.getMessage());
            Here.now();
            try {
                return Integer.parseInt(text.trim(), 16);
            } catch (NumberFormatException again) {
                Here.now();
                System.out.println("caught again " + again.getMessage() + " after " + e.getMessage());
                return -1;
            }
        }
    }

    public static void main(String[] args) {
        Here.begin();
        System.out.println(parse("12"));
        System.out.println(parse(" ff"));
        System.out.println(parse("what"));
        try {
            Object[] objects = new String[1];
            Here.now();
            objects[0] = 1;
        } catch (ArrayStoreException | ClassCastException e) {
            Here.now();
            System.out.println(e);
        }
    }
}
