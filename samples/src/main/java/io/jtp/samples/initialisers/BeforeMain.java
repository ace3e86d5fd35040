package io.jtp.samples.initialisers;

import io.jtp.samples.Here;

/** What is above the main class is initialised before it. */
class BeforeMain {
    static final int[] NUMBERS = {3, 4};

    static String above = " above " + sum(NUMBERS);

    private static int sum(int[] numbers) {
        Here.begin();
        int sum = 0;
        for (int number : numbers) {
            sum += number;
        }
        Here.now();
        return sum;
    }
}
