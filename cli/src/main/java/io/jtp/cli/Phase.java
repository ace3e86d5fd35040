package io.jtp.cli;

import java.util.Locale;

/** What a teleport is doing, in the order in which it happens. */
public enum Phase {
    FIND("finding the program", false),
    LOAD("reading the snapshot", false),
    PROVISION("waiting for a destination to be provided", false),
    DESTINATION("preparing the destination", false),
    PREPARE("attaching to the program", false),
    RENDEZVOUS("waiting until the program can be moved", false),
    FRAMES("reading its stacks", true),
    HEAP("reading its objects", true),
    MORPH("writing the classes that go on with its calls", true),
    SAVE("writing the snapshot", false),
    TRANSFER("sending it", true),
    RESTORE("waiting until it stands at the destination", true),
    DEBUGGER("waiting for a debugger", false),
    HUSK("laying the source to rest", true),
    COMMIT("letting it go on", true),
    RUNNING("running at the destination", false);

    private final String phrase;
    private final boolean suspended;

    Phase(String phrase, boolean suspended) {
        this.phrase = phrase;
        this.suspended = suspended;
    }

    /** {@return what is being done, as in "failed while ..."} */
    public String phrase() {
        return phrase;
    }

    /**
     * {@return whether the program stands still in all of this phase} In {@link #RENDEZVOUS} it does from some instant on.
     */
    public boolean suspended() {
        return suspended;
    }

    /** {@return the word for tables and for JSON} */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
