package io.jtp.cli;

import io.jtp.snapshot.Cargo;
import io.jtp.snapshot.PackedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The snapshot of a program that is being handed over, on the disk from before the source is told to end until the destination has confirmed that it runs. It is
 * written beside what else goes on.
 */
final class KeptSnapshot {
    private final FutureTask<Path> writing;
    private volatile boolean needed;
    private volatile Path file;

    private KeptSnapshot(FutureTask<Path> writing) {
        this.writing = writing;
    }

    /** Begins to write it; if it is not {@link #need needed} in the end, it is deleted. */
    static KeptSnapshot begin(Directories directories, Cargo cargo, List<PackedFile> classPath, Rollback rollback) {
        FutureTask<Path> writing =
                new FutureTask<>(() -> new SnapshotStore(directories.state()).write(cargo, classPath));
        KeptSnapshot kept = new KeptSnapshot(writing);
        rollback.atDestination(() -> {
            Path written = writing.get();
            if (!kept.needed) {
                Files.deleteIfExists(written);
            }
        });
        new Thread(writing, "jtp snapshot").start();
        return kept;
    }

    /** Waits until it is there. */
    void await() throws IOException, InterruptedException {
        try {
            file = writing.get();
        } catch (ExecutionException e) {
            throw new IOException(
                    "the snapshot cannot be kept on disk: " + e.getCause().getMessage(), e.getCause());
        }
    }

    /** From now on the program may be nowhere else. */
    void need() {
        needed = true;
    }

    /** {@return where it is, or null if it is not needed any more} */
    Path file() {
        return file;
    }

    /** The program is known to run. */
    void release() throws IOException {
        Files.delete(file);
        file = null;
    }
}
