package io.jtp.cli;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** A teleport that did not come to its end. The message is written for the person who has to act on it. */
public final class TeleportException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What became of the program. */
    public enum Kind {
        /** Nothing has been touched: what was asked for cannot be. */
        USAGE,
        /** It failed before the program was handed over: that runs on where it was, and the destination's JVM is gone. */
        ROLLED_BACK,
        /** It failed when the source had already been told to end. */
        AFTER_COMMIT
    }

    private final Kind kind;
    private final transient Path snapshot;

    private TeleportException(Kind kind, String message, Path snapshot, Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind);
        this.snapshot = snapshot;
    }

    static TeleportException usage(String message, Throwable cause) {
        return new TeleportException(Kind.USAGE, message, null, cause);
    }

    static TeleportException rolledBack(String message, Throwable cause) {
        return new TeleportException(Kind.ROLLED_BACK, message, null, cause);
    }

    static TeleportException afterCommit(String message, Path snapshot, Throwable cause) {
        return new TeleportException(Kind.AFTER_COMMIT, message, snapshot, cause);
    }

    public Kind kind() {
        return kind;
    }

    /** {@return the file that holds the program, if it failed after the commit} */
    public Optional<Path> snapshot() {
        return Optional.ofNullable(snapshot);
    }
}
