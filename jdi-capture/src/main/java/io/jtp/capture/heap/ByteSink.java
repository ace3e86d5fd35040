package io.jtp.capture.heap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing little-endian byte array. */
final class ByteSink {

    private ByteBuffer bytes = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);

    /**
     * Appends the low bytes of a value.
     *
     * @param size 1, 2, 4 or 8
     */
    void put(long bits, int size) {
        reserve(size);
        switch (size) {
            case 1 -> bytes.put((byte) bits);
            case 2 -> bytes.putShort((short) bits);
            case 4 -> bytes.putInt((int) bits);
            default -> bytes.putLong(bits);
        }
    }

    void put(byte[] more) {
        put(more, more.length);
    }

    /** Appends the first bytes of an array. */
    void put(byte[] more, int count) {
        reserve(count);
        bytes.put(more, 0, count);
    }

    int size() {
        return bytes.position();
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private void reserve(int count) {
        if (bytes.remaining() < count) {
            int capacity = (int)
                    Math.min(Integer.MAX_VALUE - 16, Math.max(2L * bytes.capacity(), bytes.position() + (long) count));
            bytes = ByteBuffer.wrap(Arrays.copyOf(bytes.array(), capacity))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .position(bytes.position());
        }
    }
}
