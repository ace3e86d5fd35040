package io.jtp.capture;

import io.jtp.capture.heap.HeapDumper;
import io.jtp.capture.hprof.HprofDump;
import io.jtp.capture.hprof.HprofException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a JVM on this machine write heap dumps. The JVM makes the file itself, readable for its user only; it is opened here as soon as it
 * is there, and deleted, so that the JVM writes into a file that nobody else finds and that is gone whatever happens to either
 * process. If this process is killed in the instant before, the next one that makes a dump in the same directory deletes it.
 */
final class HeapDumps implements HeapDumper {

    private static final Logger LOG = LoggerFactory.getLogger(HeapDumps.class);
    private static final String NAME = "jtp-heap-";

    /** A JVM that answers begins within some milliseconds. */
    private static final Duration BEGIN_BOUND = Duration.ofSeconds(10);

    /** Between two looks for the file. */
    private static final long LOOK_MILLIS = 1;

    private final long pid;
    private final Path directory;

    /**
     * @param pid a process that the Attach API has been attached to
     * @param directory absolute, in the file system that the process sees
     */
    HeapDumps(long pid, Path directory) {
        this.pid = pid;
        this.directory = directory;
    }

    /** Has the JVM collect what it can, as {@code System.gc()} does: not if it was started with {@code -XX:+DisableExplicitGC}. */
    void collectGarbage() throws IOException {
        String answer = AttachSocket.ask(pid, "jcmd", "GC.run");
        LOG.debug("garbage collection: {}", answer);
    }

    @Override
    public HprofDump dump() throws IOException {
        Path path = directory.resolve(NAME + ProcessHandle.current().pid() + "-" + UUID.randomUUID() + ".hprof");
        try {
            deleteLeftOver();
            FutureTask<String> dumping =
                    new FutureTask<>(() -> AttachSocket.ask(pid, "dumpheap", path.toString(), "-all"));
            Thread thread = new Thread(dumping, "jtp heap dump");
            thread.setDaemon(true);
            thread.start();
            FileChannel channel = take(AttachSocket.inFileSystemOf(pid, path), dumping);
            return read(channel, dumping);
        } catch (HprofException e) {
            throw e;
        } catch (IOException e) {
            throw new HprofException("no heap dump could be made: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a heap dump was made", e);
        }
    }

    /**
     * Waits for the file, opens and deletes it. The JVM serves those who ask it something one after the other; what another tool has asked for can be
     * stuck for as long as the program stands still, and then this would be, too.
     */
    private FileChannel take(Path file, FutureTask<String> dumping) throws IOException, InterruptedException {
        Deadline deadline = Deadline.in(BEGIN_BOUND);
        while (true) {
            boolean last = dumping.isDone();
            try {
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                Files.delete(file);
                return channel;
            } catch (NoSuchFileException e) {
                if (last) {
                    throw new HprofException("the JVM made no heap dump in " + directory + ": " + answer(dumping), e);
                } else if (deadline.millisLeft() == 0) {
                    forbid(file);
                }
            }
            try {
                dumping.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException e) {
                // another look will tell
            }
        }
    }

    /** Should the JVM come to the dump after all, it will not write to a file that is there; the next dump deletes that. */
    private static void forbid(Path file) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            // it has begun
            return;
        }
        throw new HprofException(
                "the JVM does not begin with a heap dump; perhaps another tool has asked it something");
    }

    private static String answer(FutureTask<String> dumping) throws IOException, InterruptedException {
        try {
            // a status in a line of its own, then what it has to say
            return dumping.get().strip().replaceFirst("^-?\\d+\\s+", "");
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        }
    }

    private static HprofDump read(FileChannel channel, FutureTask<String> dumping)
            throws IOException, InterruptedException {
        String answer;
        try {
            answer = answer(dumping);
        } catch (IOException | InterruptedException e) {
            channel.close();
            throw e;
        }
        try {
            return HprofDump.read(channel);
        } catch (HprofException e) {
            throw new HprofException(e.getMessage() + ". The JVM says: " + answer, e);
        }
    }

    /** Dumps of processes like this one that were killed. */
    private void deleteLeftOver() throws IOException {
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(AttachSocket.inFileSystemOf(pid, directory), NAME + "*")) {
            for (Path file : found) {
                String[] parts = file.getFileName().toString().split("-");
                boolean gone = parts[2].matches("\\d{1,18}")
                        && ProcessHandle.of(Long.parseLong(parts[2])).isEmpty();
                if (gone && Files.isWritable(file)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
