package io.jtp.capture;

/**
 * Why jtp cannot attach to a JVM.
 *
 * @param kind for programs
 * @param problem what is the matter, as the end of a sentence on the process
 * @param remedy what the user can do, a sentence
 */
public record Impediment(Kind kind, String problem, String remedy) {

    /** What is the matter. */
    public enum Kind {
        NO_AGENT,
        DEBUGGER_ATTACHED,
        STARTED_BY_DEBUGGER,
        OTHER_USER,
        CONTAINER,
        NO_ATTACH,
        SILENT
    }

    static final Impediment NO_AGENT =
            new Impediment(Kind.NO_AGENT, "runs without a JDWP agent", JdwpOption.HOW_TO_START);

    static final Impediment DEBUGGER_ATTACHED = new Impediment(
            Kind.DEBUGGER_ATTACHED,
            "has a debugger attached already, and serves only one",
            "Another debugger has to let go of it first: Disconnect (not Stop) in an IDE, exit in jdb, Ctrl-C in a jtp"
                    + " that has not moved it yet");

    static final Impediment STARTED_BY_DEBUGGER = new Impediment(
            Kind.STARTED_BY_DEBUGGER,
            "was started by a debugger, whom its JDWP agent has called (server=n), and listens for no other",
            "Start it by `jtp run -- java ...` and have the IDE attach to it (Remote JVM Debug) when it is to be"
                    + " debugged");

    static final Impediment NO_ATTACH = new Impediment(
            Kind.NO_ATTACH,
            "does not let the Attach API in (-XX:+DisableAttachMechanism)",
            "Name it by host:port of its JDWP agent");

    static final Impediment CONTAINER = new Impediment(
            Kind.CONTAINER,
            "runs in a container, whose loopback interface cannot be reached from here",
            "Run jtp in that container");

    static Impediment otherUser(String owner) {
        return new Impediment(Kind.OTHER_USER, "belongs to " + owner, "Run jtp as that user");
    }
}
