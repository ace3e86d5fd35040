package io.jtp.launch;

import java.io.OutputStream;

/** Is told of files on their way to a destination. Called on the thread that sends them. */
public interface Transfers {

    /** Tells nobody. */
    Transfers UNWATCHED = (name, bytes) -> to -> to;

    /**
     * A file is going to be sent.
     *
     * @param name for people
     * @param bytes its size
     */
    Transfer begin(String name, long bytes);

    /** One file. Closed when it has arrived, or failed to. */
    @FunctionalInterface
    interface Transfer extends AutoCloseable {
        /** {@return where to write it, which hands it on and is not closed} */
        OutputStream through(OutputStream to);

        @Override
        default void close() {}
    }
}
