package io.jtp.capture.jdwp;

import java.nio.ByteBuffer;
import java.util.function.Function;

/**
 * A JDWP command ready to be sent. {@link Commands} makes them.
 *
 * @param set command set
 * @param number command in the set
 * @param data the arguments, encoded
 * @param replyBytes a rough idea of the size of the answer, so that not too much is under way at once
 * @param decode reads the answer
 * @param <R> the answer
 */
public record Command<R>(int set, int number, byte[] data, int replyBytes, Function<Reply, R> decode) {

    static final int HEADER = 11;

    /** {@return the whole packet} */
    byte[] packet(int id) {
        return ByteBuffer.allocate(HEADER + data.length)
                .putInt(HEADER + data.length)
                .putInt(id)
                .put((byte) 0)
                .put((byte) set)
                .put((byte) number)
                .put(data)
                .array();
    }
}
