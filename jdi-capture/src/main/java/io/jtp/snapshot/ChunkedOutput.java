package io.jtp.snapshot;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.zip.CRC32C;

/**
 * Cuts what is written into chunks that can be checked one by one, see {@link ChunkedInput} for their form. {@link #finish}
 * writes the end chunk.
 */
final class ChunkedOutput extends OutputStream {

    /** Payload of a full chunk, bytes. Small enough to be checked before its content is used, large enough to cost nothing. */
    static final int CHUNK = 256 << 10;

    private final DataOutputStream out;
    private final MessageDigest digest;
    private final byte[] chunk = new byte[CHUNK];
    private final CRC32C checksum = new CRC32C();
    private int length;

    /**
     * @param digest already fed with whatever precedes the first chunk; the end chunk holds its result
     */
    ChunkedOutput(OutputStream out, MessageDigest digest) {
        this.out = new DataOutputStream(out);
        this.digest = digest;
    }

    @Override
    public void write(int value) throws IOException {
        if (length == CHUNK) {
            writeChunk();
        }
        chunk[length++] = (byte) value;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        int done = 0;
        while (done < count) {
            if (length == CHUNK) {
                writeChunk();
            }
            int part = Math.min(count - done, CHUNK - length);
            System.arraycopy(bytes, offset + done, chunk, length, part);
            length += part;
            done += part;
        }
    }

    private void writeChunk() throws IOException {
        checksum.reset();
        checksum.update(chunk, 0, length);
        digest.update(chunk, 0, length);
        ByteBuffer head = ByteBuffer.allocate(2 * Integer.BYTES);
        head.putInt(length).putInt((int) checksum.getValue());
        out.write(head.array());
        out.write(chunk, 0, length);
        length = 0;
    }

    /** Writes what is left and the end chunk. Not done by closing: what an exception interrupted must not look whole. */
    void finish() throws IOException {
        if (length > 0) {
            writeChunk();
        }
        out.writeInt(0);
        out.write(digest.digest());
        out.flush();
    }
}
