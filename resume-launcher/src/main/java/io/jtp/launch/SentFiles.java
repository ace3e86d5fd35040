package io.jtp.launch;

import io.jtp.snapshot.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;

/**
 * Copies of files for a program that goes on at a destination. They are the user's alone, in a directory {@code files.*} in jtp's cache
 * there, which is made for the first of them and removed in the end, unless they are to be {@link #keep kept}.
 */
public final class SentFiles implements AutoCloseable {
    /** For the checksum of a file, however large. While bytes are on their way, the line itself is watched. */
    static final Duration LIMIT = Duration.ofMinutes(10);

    private static final int LONGEST_NAME = 100;

    private static final String DIRECTORY = "directory ";
    private static final String ARRIVED = "arrived ";
    private static final String CONTENTS = "contents ";

    private static final String MAKE = FileCache.ROOT + """
            directory=$(mktemp -d "$root/files.XXXXXXXX") || exit 1
            printf '%s\\n' "directory $directory"
            """;

    /** Standard input: the file. */
    private static final String PUT = FileCache.SUM + """
            umask 077
            cat >"$file" || exit 1
            printf '%s\\n' "arrived $(($(wc -c <"$file"))) $(sum "$file")"
            """;

    private static final String GET = FileCache.SUM + """
            [ -f "$file" ] || { echo "it is not there any more" >&2; exit 1; }
            printf '%s\\n' "contents $(($(wc -c <"$file"))) $(sum "$file")"
            exec cat "$file"
            """;

    private final Shell shell;
    private final Transfers transfers;
    private int count;

    // the end of this process by a signal closes it on another thread
    private volatile String directory = "";
    private volatile boolean kept;

    SentFiles(Shell shell, Transfers transfers) {
        this.shell = shell;
        this.transfers = transfers;
    }

    /**
     * Sends a file.
     *
     * @return its path there
     * @throws IOException if it cannot be opened
     */
    public String send(Path file) throws LaunchException, IOException {
        if (directory.isEmpty()) {
            directory = make();
        }
        // a name that all file systems and encodings have room for
        String name = file.getFileName().toString().replaceAll("[^A-Za-z0-9._-]", "_");
        String place = directory + "/" + ++count + "-" + name.substring(0, Math.min(name.length(), LONGEST_NAME));
        MessageDigest digest = Sha256.digest();
        // stays so if reading fails, which for the shell is just an input that ends
        long[] size = {-1};
        Shell.Result result;
        try (InputStream in = Files.newInputStream(file);
                Transfers.Transfer transfer = transfers.begin(name, Files.size(file))) {
            result = shell.run(
                    "file=" + Posix.quote(place) + "\n" + PUT,
                    stdin -> size[0] = in.transferTo(new DigestOutputStream(transfer.through(stdin), digest)),
                    LIMIT);
        }
        String arrived = FileCache.marked(result, ARRIVED).findFirst().orElse("");
        String sent = size[0] + " " + Sha256.hex(digest);
        if (result.exitCode() != 0 || !same(arrived, sent)) {
            throw LaunchException.environment("The file " + file + " could not be sent to " + shell.name() + ": "
                    + (result.exitCode() == 0
                            ? "it did not arrive as it is"
                            : result.errors().strip()));
        }
        return place;
    }

    private String make() throws LaunchException {
        Shell.Result result = shell.run(MAKE, FileCache.LIMIT);
        return FileCache.marked(result, DIRECTORY)
                .findFirst()
                .filter(made -> result.exitCode() == 0)
                .orElseThrow(() -> LaunchException.environment("No directory for files can be made on " + shell.name()
                        + ": " + result.errors().strip()));
    }

    /** {@return whether these are the same size and checksum} There may be no command for checksums there. */
    private static boolean same(String there, String here) {
        return there.equals(here) || there.endsWith(" ") && here.startsWith(there);
    }

    /**
     * Fetches a file.
     *
     * @param place its path there
     * @param to is overwritten
     */
    public void fetch(String place, Path to) throws LaunchException, IOException, InterruptedException {
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        try (Contents contents = new Contents(to)) {
            RunningCommand command = shell.start("file=" + Posix.quote(place) + "\n" + GET, contents, errors);
            try {
                command.stdin().close();
                Optional<RunningCommand.Ending> ending = command.await(LIMIT);
                for (long before = 0; ending.isEmpty() && contents.size() > before; ) {
                    before = contents.size();
                    ending = command.await(LIMIT);
                }
                String problem = problem(ending, errors.toString(StandardCharsets.UTF_8), contents);
                if (problem != null) {
                    throw LaunchException.environment(
                            "The file " + place + " could not be fetched from " + shell.name() + ": " + problem);
                }
            } finally {
                command.abandon();
            }
        }
    }

    private static String problem(Optional<RunningCommand.Ending> ending, String errors, Contents contents) {
        if (ending.isEmpty()) {
            return "nothing came for " + LIMIT.toMinutes() + " minutes";
        } else if (ending.get() instanceof RunningCommand.Ending.Lost lost) {
            return lost.why();
        } else if (((RunningCommand.Ending.Exited) ending.get()).code() != 0) {
            return errors.strip();
        }
        return contents.complete() ? null : "it did not arrive as it is there";
    }

    /** They are not removed when this is closed. */
    public void keep(boolean whether) {
        kept = whether;
    }

    /** {@return where they are, for people; empty if there are none} */
    public Optional<String> whereabouts() {
        return directory.isEmpty() ? Optional.empty() : Optional.of(directory + " on " + shell.name());
    }

    @Override
    public void close() throws LaunchException {
        if (!directory.isEmpty() && !kept) {
            shell.run("rm -rf " + Posix.quote(directory), FileCache.LIMIT);
        }
    }

    /** Writes to a file what follows the line that tells size and checksum; before that line a login shell may print others. */
    private static final class Contents extends OutputStream {
        private final OutputStream file;
        private final MessageDigest digest = Sha256.digest();
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private String announced;
        private long size;

        Contents(Path file) throws IOException {
            this.file = Files.newOutputStream(file);
        }

        @Override
        public void write(int next) throws IOException {
            write(new byte[] {(byte) next}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
            int at = offset;
            for (; announced == null && at < offset + length; at++) {
                if (bytes[at] == '\n') {
                    String text = line.toString(StandardCharsets.UTF_8);
                    announced = text.startsWith(CONTENTS) ? text.substring(CONTENTS.length()) : null;
                    line.reset();
                } else {
                    line.write(bytes[at]);
                }
            }
            int rest = offset + length - at;
            file.write(bytes, at, rest);
            digest.update(bytes, at, rest);
            size += rest;
        }

        synchronized long size() {
            return size;
        }

        synchronized boolean complete() {
            return announced != null && same(announced, size + " " + Sha256.hex(digest));
        }

        @Override
        public synchronized void close() throws IOException {
            file.close();
        }
    }
}
