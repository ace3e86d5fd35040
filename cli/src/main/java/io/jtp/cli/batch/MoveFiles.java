package io.jtp.cli.batch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The files by which a batch and the process that moves one of its programs know of each other, whichever of the two was started again:
 * {@code N.lock}, locked while such a process is there, which the operating system sees to; {@code N.status}, what it has done; {@code N.log},
 * what it has said.
 */
record MoveFiles(Path lock, Path status, Path log) {

    /** In the status: an attempt has been begun, {@code attempt}. */
    static final String BEGUN = "begun";

    /** In the status: an attempt is over, with {@code exitCode}. */
    static final String OVER = "over";

    /** In the status: what {@code jtp attach --json} has said, under {@code report}. */
    static final String REPORT = "report";

    static final String WHAT = "what";
    static final String ATTEMPT = "attempt";
    static final String EXIT_CODE = "exitCode";

    /**
     * What is known of one attempt.
     *
     * @param moved what jtp said when the program had been moved
     * @param failure what it said when it had not, or when something went wrong afterwards
     */
    record Attempt(
            boolean begun,
            Optional<Map<String, Object>> moved,
            Optional<Map<String, Object>> failure,
            Optional<Integer> exitCode) {}

    static MoveFiles in(Path directory, int item) {
        return new MoveFiles(
                directory.resolve(item + ".lock"),
                directory.resolve(item + ".status"),
                directory.resolve(item + ".log"));
    }

    @SuppressWarnings("unchecked")
    Attempt attempt(int number) throws IOException {
        boolean begun = false;
        Optional<Map<String, Object>> moved = Optional.empty();
        Optional<Map<String, Object>> failure = Optional.empty();
        Optional<Integer> exitCode = Optional.empty();
        for (Map<String, Object> line : JsonLines.read(status)) {
            if (!Integer.valueOf(number).equals(line.get(ATTEMPT))) {
                continue;
            }
            switch ((String) line.get(WHAT)) {
                case BEGUN -> begun = true;
                case REPORT -> {
                    Map<String, Object> report = (Map<String, Object>) line.get(REPORT);
                    if (isMoved(report)) {
                        moved = Optional.of(report);
                    } else {
                        failure = Optional.of(report);
                    }
                }
                case OVER -> exitCode = Optional.of((Integer) line.get(EXIT_CODE));
                default -> throw new IOException(status + " has a line that no jtp has written: " + line);
            }
        }
        return new Attempt(begun, moved, failure, exitCode);
    }

    /** {@return whether an attempt has moved the program} @param lines of the status */
    static boolean moved(List<Map<String, Object>> lines) {
        return lines.stream().anyMatch(line -> line.get(REPORT) instanceof Map<?, ?> report && isMoved(report));
    }

    private static boolean isMoved(Map<?, ?> report) {
        return "moved".equals(report.get("outcome"));
    }

    /** {@return whether a process is at work on it} */
    boolean isLocked() throws IOException {
        try (FileChannel channel = openLock()) {
            FileLock held = channel.tryLock();
            return held == null;
        }
    }

    FileChannel openLock() throws IOException {
        return open(lock);
    }

    /** {@return the log, which is there afterwards} */
    Path madeLog() throws IOException {
        open(log).close();
        return log;
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** {@return the last of what it has said} */
    String lastWords() throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        List<String> lines = new String(Files.readAllBytes(log), java.nio.charset.StandardCharsets.UTF_8)
                .strip()
                .lines()
                .toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }
}
