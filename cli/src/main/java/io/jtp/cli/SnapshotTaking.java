package io.jtp.cli;

import io.jtp.capture.TargetException;
import io.jtp.snapshot.Cargo;
import io.jtp.snapshot.NewFile;
import io.jtp.snapshot.PackedFile;
import io.jtp.snapshot.ProgramFile;
import io.jtp.snapshot.RefusedException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a program into a file, from which it can go on elsewhere or later. The program goes on, or ends once the file is there. */
final class SnapshotTaking {
    private static final int BUFFER = 1 << 16;

    private final Source.Request request;
    private final Path file;
    private final boolean end;
    private final Undertaking undertaking;

    /** @param end whether to end the program's process when the file is safely on the disk */
    SnapshotTaking(Source.Request request, Path file, boolean end, TeleportObserver observer) {
        this.request = request;
        this.file = file.toAbsolutePath();
        this.end = end;
        this.undertaking = new Undertaking(observer, "no snapshot was written, and the program goes on");
    }

    /**
     * Writes it. To be called once.
     *
     * @throws RefusedException if the program cannot be captured as it stands; it goes on
     * @throws TeleportException if it failed; what became of the program is in its kind
     */
    Report run() throws RefusedException, TeleportException, InterruptedException {
        return undertaking.run(() -> {
            NewFile snapshot = begin();
            undertaking.rollback().atDestination(snapshot::close);
            Source source = Source.attach(request, undertaking);
            source.prepare();
            for (PackedFile entry : source.classPath()) {
                // what cannot be read is noticed before the program stands still
                entry.sha256();
            }
            return write(source, source.capture(), snapshot);
        });
    }

    private NewFile begin() throws TeleportException {
        try {
            return NewFile.at(file);
        } catch (IOException e) {
            throw TeleportException.usage(
                    "no file can be written in " + file.getParent()
                            + (Files.isDirectory(file.getParent()) ? ": " + e.getMessage() : ", which is no directory"),
                    e);
        }
    }

    private Report write(Source source, Cargo cargo, NewFile snapshot) throws TargetException, IOException {
        if (!end) {
            source.letGo();
        }
        undertaking.clock().enter(Phase.SAVE, file.toString());
        try (OutputStream out = new BufferedOutputStream(snapshot.out(), BUFFER)) {
            ProgramFile.write(out, cargo, source.classPath(), true);
        }
        snapshot.appearForGood();
        if (end) {
            undertaking.committed(() -> file, () -> "");
            source.end();
        }
        return source.report(cargo.snapshot(), 0, file.toString(), Files.size(file));
    }
}
