package io.jtp.cli.batch;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What has happened in a batch, on disk: one {@link Event} a line, there before anything follows from it. Beside it is a directory of the
 * same name with {@code .d} behind it, in which each move has its files, see {@link Mover}. One process at a time works on a journal.
 */
public final class Journal implements AutoCloseable {
    /** A process that was killed is gone, and its lock with it, some milliseconds later. */
    private static final int LOCK_LOOKS = 50;

    private static final long BETWEEN_LOOKS_MILLIS = 100;

    private final Path file;
    private final JsonLines lines;
    private final List<Event> before = new ArrayList<>();

    private Journal(Path file, JsonLines lines) {
        this.file = file;
        this.lines = lines;
    }

    /**
     * Opens a journal, or begins it.
     *
     * @param json writes a value as one line of JSON
     * @throws PlanException if another process works on it, or it is something else
     */
    public static Journal open(Path file, Function<Object, String> json)
            throws PlanException, IOException, InterruptedException {
        Path absolute = file.toAbsolutePath();
        Files.createDirectories(absolute.getParent());
        JsonLines lines = JsonLines.open(absolute, json);
        Journal journal = new Journal(absolute, lines);
        try {
            journal.lock();
            journal.readAll();
            return journal;
        } catch (PlanException | IOException | InterruptedException | RuntimeException e) {
            lines.close();
            throw e;
        }
    }

    private void lock() throws PlanException, IOException, InterruptedException {
        FileLock lock = lines.channel().tryLock();
        for (int i = 0; lock == null && i < LOCK_LOOKS; i++) {
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
            lock = lines.channel().tryLock();
        }
        if (lock == null) {
            throw new PlanException("another jtp works on the journal " + file);
        }
    }

    private void readAll() throws PlanException {
        try {
            for (Map<String, Object> object : lines.readAll()) {
                before.add(Event.of(object));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new PlanException(file + " is no journal of jtp: " + e.getMessage(), e);
        }
    }

    /** {@return what was in it when it was opened} */
    public List<Event> before() {
        return List.copyOf(before);
    }

    void add(Event event) throws IOException {
        lines.add(event.object());
    }

    /** {@return the directory of the moves' files} */
    Path moves() throws IOException {
        Path directory = file.resolveSibling(file.getFileName() + ".d");
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        return directory;
    }

    /**
     * Begins anew: nothing of what was in it counts any more. A move of it that is still under way ends as it would have; whoever tries to move
     * that program again finds that a debugger is attached to it.
     */
    public void clear() throws IOException {
        try (java.nio.file.DirectoryStream<Path> files = Files.newDirectoryStream(moves())) {
            for (Path each : files) {
                Files.delete(each);
            }
        }
        lines.channel().truncate(0);
        before.clear();
    }

    public Path file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
