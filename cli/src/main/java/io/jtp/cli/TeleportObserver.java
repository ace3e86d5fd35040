package io.jtp.cli;

/** Hears what a {@link Teleport} does, on the thread that runs it; what it throws fails the teleport as any other exception does. */
public interface TeleportObserver {

    /**
     * A phase begins. The earlier ones are over.
     *
     * @param detail what it is about, or empty
     */
    void entered(Phase phase, String detail);

    /** The program has gone on at the destination; what follows is {@link Phase#RUNNING}. */
    default void moved(Report report) {}

    /** A program that was in a file has gone on; what follows is {@link Phase#RUNNING}. */
    default void resumed(Report report) {}

    /** The source process, which had stayed for the program's streams, was ended from outside: so the program is told to end too. */
    default void sourceEnded() {}

    /** Something that the user has to know after the program's end. */
    default void note(String text) {}
}
