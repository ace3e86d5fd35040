package io.jtp.cli.batch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The other end of a batch: the process that moves one program, which goes on when the batch is killed. Whoever starts it, and however often:
 * the lock lets one at a time be at work on a program, and that one begins nothing that has been begun before.
 */
public final class Mover implements AutoCloseable {
    private static final int LOCK_LOOKS = 30;
    private static final long BETWEEN_LOOKS_MILLIS = 100;

    private final FileChannel lock;
    private final JsonLines status;
    private final int attempt;

    private Mover(FileChannel lock, JsonLines status, int attempt) {
        this.lock = lock;
        this.status = status;
        this.attempt = attempt;
    }

    /**
     * Begins an attempt.
     *
     * @param directory where the files of the moves are
     * @param json writes a value as one line of JSON
     * @return null if it is not for this process to do: another one is at work, or has been
     */
    public static Mover begin(Path directory, int item, int attempt, Function<Object, String> json)
            throws IOException, InterruptedException {
        MoveFiles files = MoveFiles.in(directory, item);
        FileChannel channel = files.openLock();
        FileLock held = channel.tryLock();
        // a batch that looks whether it is locked has it for an instant
        for (int i = 0; held == null && i < LOCK_LOOKS; i++) {
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
            held = channel.tryLock();
        }
        if (held == null) {
            channel.close();
            return null;
        }
        JsonLines status = JsonLines.open(files.status(), json);
        boolean done =
                MoveFiles.moved(status.readAll()) || files.attempt(attempt).begun();
        Mover mover = new Mover(channel, status, attempt);
        if (done) {
            mover.close();
            return null;
        }
        mover.write(MoveFiles.BEGUN, Map.of());
        return mover;
    }

    /** Keeps what jtp says. @param line one JSON object */
    public void report(String line) throws IOException {
        write(MoveFiles.REPORT, Map.of(MoveFiles.REPORT, JsonLines.parseLine(line)));
    }

    /** It is over; the program's exit code, if it was moved and its streams came through here. */
    public void over(int exitCode) throws IOException {
        write(MoveFiles.OVER, Map.of(MoveFiles.EXIT_CODE, exitCode));
    }

    private void write(String what, Map<String, Object> fields) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put(MoveFiles.ATTEMPT, attempt);
        line.put(MoveFiles.WHAT, what);
        line.putAll(fields);
        status.add(line);
    }

    @Override
    public void close() throws IOException {
        status.close();
        lock.close();
    }
}
