package io.jtp.cli;

import io.jtp.snapshot.Cargo;
import io.jtp.snapshot.NewFile;
import io.jtp.snapshot.PackedFile;
import io.jtp.snapshot.ProgramFile;
import io.jtp.snapshot.SnapshotFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Keeps a program on disk for as long as neither side is known to have it. */
final class SnapshotStore {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneId.systemDefault());

    private static final int BUFFER = 1 << 16;

    private final Path directory;

    SnapshotStore(Path directory) {
        this.directory = directory;
    }

    /**
     * Writes a file of its own, readable for its owner only: it holds all that the program had in memory. Of the class path it has no more
     * than what it takes to recognise it.
     *
     * @throws IOException if it cannot be written completely; then it is not there
     */
    Path write(Cargo cargo, List<PackedFile> classPath) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        String name = NAME.format(Instant.now()) + "-"
                + cargo.snapshot().program().origin().pid() + ".jtp";
        try (NewFile file = NewFile.at(directory.resolve(name))) {
            try (OutputStream out = new BufferedOutputStream(file.out(), BUFFER)) {
                ProgramFile.write(out, cargo, classPath, false);
            }
            return file.appear();
        }
    }

    /** {@return how many bytes a file of it has} */
    static long size(Cargo cargo) throws IOException {
        CountingOutput counter = new CountingOutput();
        SnapshotFile.write(counter, cargo);
        return counter.count;
    }

    private static final class CountingOutput extends OutputStream {
        private long count;

        @Override
        public void write(int b) {
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            count += length;
        }
    }
}
