package io.jtp.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Placeholder while the format is being written; replaced before the first commit. */
public final class SnapshotFile {

    private SnapshotFile() {}

    /** Writes a cargo; flushes, does not close. */
    public static void write(OutputStream out, Cargo cargo) throws IOException {
        throw new IOException("not yet");
    }

    /** Reads a cargo and not a byte more. */
    public static Cargo read(InputStream in) throws IOException {
        throw new IOException("not yet");
    }
}
