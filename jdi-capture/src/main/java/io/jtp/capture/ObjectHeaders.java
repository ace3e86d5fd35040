package io.jtp.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first words of objects in the memory of a JVM on this machine, read from outside by {@code /proc}. That is possible on Linux, where this process may look
 * into the other one, as long as the collector moves nothing: with collectors that do so only while all threads stand still, and until the next time that
 * one has run. The JVM counts these (see {@link JvmCounters}).
 */
final class ObjectHeaders {

    private static final Logger LOG = LoggerFactory.getLogger(ObjectHeaders.class);

    /** How much is read at once: headers of small objects lie close together. */
    private static final int WINDOW = 1 << 16;

    private final long pid;
    private final JvmCounters before;

    private ObjectHeaders(long pid, JvmCounters before) {
        this.pid = pid;
        this.before = before;
    }

    /** {@return what can read them; empty if nothing can} To be called before it is known where objects are. */
    static Optional<ObjectHeaders> of(long pid) {
        try {
            JvmCounters counters = JvmCounters.of(pid);
            if (counters.stopsToCollect()) {
                ObjectHeaders headers = new ObjectHeaders(pid, counters);
                headers.memory().close();
                return Optional.of(headers);
            }
            LOG.debug("the headers of objects cannot be read, since the collector can move objects at any time");
        } catch (IOException e) {
            LOG.debug("the headers of objects cannot be read", e);
        }
        return Optional.empty();
    }

    /** @throws IOException if this process may not look into the other one */
    private FileChannel memory() throws IOException {
        return FileChannel.open(Path.of("/proc", Long.toString(pid), "mem"));
    }

    /** {@return the first word of each object, 0 for those without an address} @param addresses ascending ones take the least time */
    long[] read(long... addresses) throws IOException {
        long[] words = new long[addresses.length];
        ByteBuffer window = ByteBuffer.allocateDirect(WINDOW).order(ByteOrder.nativeOrder());
        window.limit(0);
        long start = 0;
        try (FileChannel memory = memory()) {
            for (int i = 0; i < words.length; i++) {
                long address = addresses[i];
                if (address == 0) {
                    continue;
                }
                if (address < start || address - start > window.limit() - Long.BYTES) {
                    start = address;
                    fill(window, memory, start);
                }
                words[i] = window.getLong((int) (address - start));
            }
        }
        return words;
    }

    private static void fill(ByteBuffer window, FileChannel memory, long address) throws IOException {
        window.clear();
        if (memory.read(window, address) < Long.BYTES) {
            throw new IOException("the process has no memory at 0x" + Long.toHexString(address));
        }
        window.flip();
    }

    /** {@return whether all objects are still where they were when this was made} */
    boolean haveStayed() throws IOException {
        return JvmCounters.of(pid).equals(before);
    }
}
