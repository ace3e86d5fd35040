package io.jtp.samples.initialisers;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.List;

/** The initialisers of the main class itself and of the one above it, which the JVM runs before it calls main. */
public final class MainInitialiser extends BeforeMain {
    private static final List<String> LOG = new ArrayList<>();
    private static final MainInitialiser ITSELF = new MainInitialiser();
    private static final int VALUE = 2 * compute(20);

    private int uses;

    private MainInitialiser() {}

    private static int compute(int value) {
        LOG.add("computing");
        ITSELF.uses++;
        Here.now();
        LOG.add("computed");
        return value + 1;
    }

    public static void main(String[] args) {
        ITSELF.uses++;
        Here.now();
        System.out.println(VALUE + above + " " + LOG + " " + ITSELF.uses + " " + args.length + List.of(args));
    }
}
