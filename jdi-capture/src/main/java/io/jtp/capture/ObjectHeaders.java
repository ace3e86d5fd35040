package io.jtp.capture;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first words of objects in the memory of a JVM on this machine, read from outside by {@code /proc}. That is possible on Linux, where this process may look
 * into the other one, as long as the collector moves nothing: with collectors that do so only while all threads stand still, and until the next time that
 * one has run. The JVM counts these (see {@link JvmCounters}).
 */
final class ObjectHeaders implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(ObjectHeaders.class);

    /** How much is read at once: headers of small objects lie close together. */
    private static final int WINDOW = 1 << 16;

    /** Null if it cannot be read; so are the others then. */
    private final FileChannel memory;

    private final JvmCounters counters;
    private final Map<String, String> collections;
    private final ByteBuffer window = ByteBuffer.allocateDirect(WINDOW).order(ByteOrder.nativeOrder());
    private long windowStart;

    private ObjectHeaders(FileChannel memory, JvmCounters counters, Map<String, String> collections) {
        this.memory = memory;
        this.counters = counters;
        this.collections = collections;
    }

    /** To be called before it is known where objects are. @param pid of the process */
    static ObjectHeaders open(long pid) {
        try {
            JvmCounters counters = JvmCounters.of(pid);
            Map<String, String> collections = counters.collections();
            if (counters.stopsToCollect()) {
                FileChannel memory = FileChannel.open(Path.of("/proc", Long.toString(pid), "mem"));
                return new ObjectHeaders(memory, counters, collections);
            }
            LOG.debug("the headers of objects cannot be read, since the collector can move objects at any time");
        } catch (IOException e) {
            LOG.debug("the headers of objects cannot be read", e);
        }
        return closed();
    }

    /** {@return what can read none} */
    static ObjectHeaders closed() {
        return new ObjectHeaders(null, null, null);
    }

    /** {@return whether they can be read at all} */
    boolean isOpen() {
        return memory != null;
    }

    /** {@return the first word of each object, 0 for those without an address} @param addresses ascending ones take the least time */
    long[] read(long... addresses) throws IOException {
        long[] words = new long[addresses.length];
        window.limit(0);
        for (int i = 0; i < words.length; i++) {
            if (addresses[i] != 0) {
                words[i] = read(addresses[i]);
            }
        }
        return words;
    }

    private long read(long address) throws IOException {
        long offset = address - windowStart;
        if (offset < 0 || offset + Long.BYTES > window.limit()) {
            window.clear();
            windowStart = address;
            offset = 0;
            int count = memory.read(window, address);
            if (count < Long.BYTES) {
                throw new IOException("the process has no memory at 0x" + Long.toHexString(address));
            }
            window.flip();
        }
        return window.getLong((int) offset);
    }

    /** {@return whether all objects are still where they were when this was opened} */
    boolean haveStayed() throws IOException {
        return counters.collections().equals(collections);
    }

    @Override
    public void close() throws IOException {
        if (memory != null) {
            memory.close();
        }
    }
}
