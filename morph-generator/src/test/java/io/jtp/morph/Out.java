package io.jtp.morph;

/** What the programs of tests print. */
public final class Out {

    private static StringBuilder printed = new StringBuilder();

    private Out() {}

    public static void println(Object line) {
        printed.append(line).append('\n');
    }

    static String printed() {
        return printed.toString();
    }

    /** Runs something whose output is not mixed with the rest; {@return the output} */
    static String during(Runnable run) {
        StringBuilder before = printed;
        printed = new StringBuilder();
        try {
            run.run();
            return printed.toString();
        } finally {
            printed = before;
        }
    }
}
