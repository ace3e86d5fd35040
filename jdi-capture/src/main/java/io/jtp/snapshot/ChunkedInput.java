package io.jtp.snapshot;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.zip.CRC32C;

/**
 * Hands out the contents of chunks, each only after its checksum was found right, and ends exactly behind the end chunk.
 *
 * <pre>
 *   chunk       int length (1 to 256 Ki), int CRC32C of the content, content
 *   end chunk   int 0, digest of everything before
 * </pre>
 */
final class ChunkedInput extends InputStream {

    private final InputStream in;
    private final MessageDigest digest;
    private final CRC32C checksum = new CRC32C();
    private final byte[] chunk = new byte[ChunkedOutput.CHUNK];
    private int position;
    private int limit;
    private boolean ended;

    /**
     * @param digest already fed with whatever precedes the first chunk
     */
    ChunkedInput(InputStream in, MessageDigest digest) {
        this.in = in;
        this.digest = digest;
    }

    @Override
    public int read() throws IOException {
        return hasMore() ? chunk[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (!hasMore()) {
            return -1;
        }
        int part = Math.min(count, limit - position);
        System.arraycopy(chunk, position, bytes, offset, part);
        position += part;
        return part;
    }

    private boolean hasMore() throws IOException {
        if (position == limit && !ended) {
            readChunk();
        }
        return position < limit;
    }

    private void readChunk() throws IOException {
        int length = ByteBuffer.wrap(exactly(Integer.BYTES)).getInt();
        if (length < 0 || length > chunk.length) {
            throw new SnapshotFormatException("the snapshot is damaged: a chunk of " + length + " bytes");
        }
        position = 0;
        limit = 0;
        if (length == 0) {
            byte[] expected = digest.digest();
            if (!MessageDigest.isEqual(expected, exactly(expected.length))) {
                throw new SnapshotFormatException("the snapshot is damaged: its digest is wrong");
            }
            ended = true;
            return;
        }
        int expected = ByteBuffer.wrap(exactly(Integer.BYTES)).getInt();
        fill(in, chunk, length);
        checksum.reset();
        checksum.update(chunk, 0, length);
        if ((int) checksum.getValue() != expected) {
            throw new SnapshotFormatException("the snapshot is damaged: the checksum of a chunk is wrong");
        }
        digest.update(chunk, 0, length);
        limit = length;
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = new byte[length];
        fill(in, bytes, length);
        return bytes;
    }

    /** Reads {@code length} bytes; an early end of the input is a truncated snapshot. */
    static void fill(InputStream in, byte[] bytes, int length) throws IOException {
        if (in.readNBytes(bytes, 0, length) < length) {
            SnapshotFormatException truncated = new SnapshotFormatException("the snapshot is truncated");
            truncated.initCause(new EOFException());
            throw truncated;
        }
    }
}
