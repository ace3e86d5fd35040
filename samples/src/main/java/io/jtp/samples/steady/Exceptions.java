package io.jtp.samples.steady;

import io.jtp.samples.Here;

/** Exceptions that are thrown and caught, and code that has to be left in order; moved within a try block. */
public final class Exceptions {
    private static final class OddException extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient int number;

        OddException(int number) {
            super(null, null, false, false);
            this.number = number;
        }
    }

    private Exceptions() {}

    private static int halved(int number) throws OddException {
        if (number % 16 == 1) {
            throw new OddException(number);
        }
        return number / 2;
    }

    public static void main(String[] args) {
        Here.begin();
        long sum = 0;
        int finished = 0;
        Rounds rounds = new Rounds();
        while (rounds.next()) {
            for (int lap = 0; lap < 50; lap++) {
                try {
                    Here.now();
                    for (int i = 0; i < 6000; i++) {
                        try {
                            sum += halved(i + lap);
                        } catch (OddException e) {
                            sum -= e.number;
                        } finally {
                            finished++;
                        }
                    }
                } finally {
                    sum += lap;
                }
            }
        }
        System.out.println(sum + " " + finished);
    }
}
