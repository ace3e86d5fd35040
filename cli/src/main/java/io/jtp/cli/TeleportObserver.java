package io.jtp.cli;

import io.jtp.launch.Transfers;
import java.util.List;

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

    /**
     * A program stands at its destination, and goes on when a debugger has attached and resumes it.
     *
     * @param port of this machine's loopback interface, for the debugger
     * @param place where the program stands
     */
    default void debuggerAwaited(int port, String place) {}

    /** A program that was in a file has gone on; what follows is {@link Phase#RUNNING}. */
    default void resumed(Report report) {}

    /**
     * Copies of a program have gone on.
     *
     * @param copies where each is, for people
     * @param ended whether the program itself was ended; else it goes on where it was
     */
    default void forked(Report report, List<String> copies, boolean ended) {}

    /** A copy has ended. The earlier ones, by number, have ended before. */
    default void copyEnded(int number, int exitCode) {}

    /** The source process, which had stayed for the program's streams, was ended from outside: so the program is told to end too. */
    default void sourceEnded() {}

    /** {@return what is told of files on their way to the destination} */
    default Transfers transfers() {
        return Transfers.UNWATCHED;
    }

    /** Something that the user has to know after the program's end. */
    default void note(String text) {}
}
