package io.jtp.launch;

import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/** A script that was started at a destination; its outputs go to the sinks it was started with, which are closed at their end. */
interface RunningCommand {

    /** How it ended. */
    sealed interface Ending {
        /** @param code exit code, 128 + n if signal n killed it */
        record Exited(int code) implements Ending {}

        /** The connection ended first, so it is not known what became of the command. */
        record Lost(String why) implements Ending {}
    }

    /** {@return its standard input; closing it is end of file there} */
    OutputStream stdin();

    /**
     * Waits for the command to end and for all its output to be in the sinks.
     *
     * @return empty if it had not ended within the limit
     */
    Optional<Ending> await(Duration limit) throws InterruptedException;

    /** Closes the command's standard input and outputs at once, whoever is using them. A local process is killed. */
    void abandon();

    /** The same, but the command is meant to go on. */
    void release();
}
