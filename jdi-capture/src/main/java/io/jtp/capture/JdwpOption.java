package io.jtp.capture;

/** The option by which a JVM loads the agent that jtp attaches to. */
public final class JdwpOption {

    /** The agent listens on a free port of the loopback interface, and the program does not wait for it. */
    public static final String PLAIN = "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0";

    static final String HOW_TO_START = "Start the program with `jtp run -- java ...`, or with " + PLAIN;

    /** The first release whose agent can tell of virtual threads. */
    private static final int VIRTUAL_THREADS = 21;

    private JdwpOption() {}

    /**
     * {@return the option for a release} The agent prints nothing, and tells of virtual threads where there are any.
     *
     * @param feature 17, 21, ...
     */
    public static String of(int feature) {
        return PLAIN + ",quiet=y" + (feature >= VIRTUAL_THREADS ? ",includevirtualthreads=y" : "");
    }

    /** {@return whether an option loads this agent} */
    public static boolean is(String option) {
        return option.startsWith("-agentlib:jdwp") || option.startsWith("-Xrunjdwp");
    }

    /** {@return whether one of several options does, which are in one text} */
    public static boolean isIn(String options) {
        return options.contains("-agentlib:jdwp") || options.contains("-Xrunjdwp");
    }
}
