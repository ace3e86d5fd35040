package io.jtp.capture;

import io.jtp.capture.heap.HeapDumper;
import io.jtp.capture.hprof.HprofDump;
import io.jtp.capture.hprof.HprofException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a JVM on this machine write heap dumps. The JVM makes the file itself, readable for its user only; it is deleted as soon as it is
 * open here. If this process is killed before that, the next one that makes a dump in the same directory deletes it.
 */
final class HeapDumps implements HeapDumper {

    private static final Logger LOG = LoggerFactory.getLogger(HeapDumps.class);

    private static final String NAME = "jtp-heap-";

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

    Path directory() {
        return directory;
    }

    @Override
    public HprofDump dump() throws IOException {
        String name = NAME + ProcessHandle.current().pid() + "-" + UUID.randomUUID() + ".hprof";
        Path file = AttachSocket.inFileSystemOf(pid, directory.resolve(name));
        Thread removal = new Thread(() -> delete(file), "jtp-heap-dump-removal");
        Runtime.getRuntime().addShutdownHook(removal);
        try {
            deleteLeftOver();
            String answer =
                    AttachSocket.ask(pid, "dumpheap", directory.resolve(name).toString(), "-all");
            if (!Files.exists(file)) {
                throw new HprofException("the JVM made no heap dump in " + directory + ": " + answer.strip());
            }
            return HprofDump.take(file);
        } catch (HprofException e) {
            throw e;
        } catch (IOException e) {
            HprofException failure = new HprofException("no heap dump could be made: " + e.getMessage());
            failure.addSuppressed(e);
            throw failure;
        } finally {
            delete(file);
            removeHook(removal);
        }
    }

    private static void removeHook(Thread removal) {
        try {
            Runtime.getRuntime().removeShutdownHook(removal);
        } catch (IllegalStateException e) {
            // this process is ending, and the hook finds nothing to do
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("cannot delete the heap dump {}", file, e);
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
                    delete(file);
                }
            }
        }
    }
}
