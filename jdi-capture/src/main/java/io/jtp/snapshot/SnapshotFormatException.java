package io.jtp.snapshot;

import java.io.IOException;

/** What was read is not a whole, unaltered snapshot of a format that this jtp knows. The message says which of these. */
public final class SnapshotFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    public SnapshotFormatException(String message) {
        super(message);
    }

    SnapshotFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
