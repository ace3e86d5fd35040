package io.jtp.capture.hprof;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/**
 * A file of any size in memory, big-endian.
 *
 * <p>Java unmaps a buffer when the collector finds it unused, which may be never. So that the memory, or disk, is free at {@link #close}
 * the file is emptied then; nothing must be read after that.
 */
final class MappedFile implements Closeable {

    private static final int WINDOW_BITS = 30;
    private static final long WINDOW = 1L << WINDOW_BITS;

    /** Windows overlap by more than the longest value that is read in one piece. */
    private static final int OVERLAP = 64;

    private final FileChannel channel;
    private final long size;
    private final ByteBuffer[] windows;

    private MappedFile(FileChannel channel) throws IOException {
        this.channel = channel;
        this.size = channel.size();
        this.windows = new ByteBuffer[(int) (size + WINDOW - 1 >>> WINDOW_BITS)];
        for (int i = 0; i < windows.length; i++) {
            long start = (long) i << WINDOW_BITS;
            windows[i] = channel.map(MapMode.READ_ONLY, start, Math.min(WINDOW + OVERLAP, size - start));
        }
    }

    /** @param channel to read from and write to; closed with the result, or if this fails */
    static MappedFile of(FileChannel channel) throws IOException {
        try {
            return new MappedFile(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    long size() {
        return size;
    }

    int getByte(long position) {
        return windows[(int) (position >>> WINDOW_BITS)].get((int) (position & WINDOW - 1));
    }

    int getUnsignedShort(long position) {
        return windows[(int) (position >>> WINDOW_BITS)].getChar((int) (position & WINDOW - 1));
    }

    int getInt(long position) {
        return windows[(int) (position >>> WINDOW_BITS)].getInt((int) (position & WINDOW - 1));
    }

    long getLong(long position) {
        return windows[(int) (position >>> WINDOW_BITS)].getLong((int) (position & WINDOW - 1));
    }

    void copy(long position, byte[] into, int offset, int count) {
        int done = 0;
        while (done < count) {
            long from = position + done;
            int inWindow = (int) (from & WINDOW - 1);
            int some = (int) Math.min(count - done, WINDOW - inWindow);
            windows[(int) (from >>> WINDOW_BITS)].get(inWindow, into, offset + done, some);
            done += some;
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            channel.truncate(0);
        }
    }
}
