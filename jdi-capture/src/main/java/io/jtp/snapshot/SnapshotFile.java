package io.jtp.snapshot;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.KryoBufferUnderflowException;
import com.esotericsoftware.kryo.io.Output;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * The form of a cargo outside a JVM, on the line and at the beginning of a {@link ProgramFile}.
 *
 * <pre>
 *   magic       8 bytes, "jtpsnap\n"
 *   format      int
 *   vm version  short length, UTF-8: java.vm.version of the JVM the snapshot was taken from
 *   chunks      see {@link ChunkedInput}: the cargo as {@link CargoCodec} writes it, then a SHA-256 over all that precedes
 * </pre>
 *
 * Integers of this frame are big-endian. It is self-delimiting. What is truncated, altered, foreign or of another format is refused
 * with a {@link SnapshotFormatException}; no length that it claims is believed before the bytes are there.
 */
public final class SnapshotFile {

    /** Rises with every change of the format or of a record in it. */
    public static final int FORMAT = 19;

    private static final byte[] MAGIC = "jtpsnap\n".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_VERSION = 1024;
    private static final int BUFFER = 64 << 10;

    private SnapshotFile() {}

    /** Writes a cargo; flushes, does not close. */
    public static void write(OutputStream out, Cargo cargo) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] header = header(cargo.snapshot().program().origin().vmVersion());
        digest.update(header);
        out.write(header);
        try {
            ChunkedOutput chunks = new ChunkedOutput(out, digest);
            Output output = new Output(chunks, BUFFER);
            new CargoCodec().write(output, cargo);
            output.flush();
            chunks.finish();
        } catch (KryoException e) {
            throw ioCause(e);
        }
    }

    /**
     * Reads a cargo and not a byte more.
     *
     * @throws SnapshotFormatException if this is not a whole, unaltered cargo of this format
     */
    public static Cargo read(InputStream in) throws IOException {
        MessageDigest digest = Sha256.digest();
        String vmVersion = readHeader(in, digest);
        ChunkedInput chunks = new ChunkedInput(in, digest);
        Cargo cargo;
        try {
            Input input = new Input(chunks, BUFFER);
            cargo = new CargoCodec().read(input);
            if (!input.end()) {
                throw new SnapshotFormatException("the snapshot is damaged: it goes on behind its end");
            }
        } catch (KryoBufferUnderflowException e) {
            throw new SnapshotFormatException("the snapshot is damaged: it ends too early", e);
        } catch (KryoException e) {
            throw ioCause(e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (ClassCastException | IllegalArgumentException | IndexOutOfBoundsException | NullPointerException e) {
            throw new SnapshotFormatException("the snapshot is damaged: " + e.getMessage(), e);
        }
        if (!cargo.snapshot().program().origin().vmVersion().equals(vmVersion)) {
            throw new SnapshotFormatException("the snapshot is damaged: its header names another JVM");
        }
        return cargo;
    }

    /** {@return the cargo of a {@link ProgramFile}, which is read and checked as a whole} */
    public static Cargo read(Path file) throws IOException {
        return ProgramFile.read(file).cargo();
    }

    /**
     * Writes and reads the cargo in memory, so that the classes this takes are loaded and linked when it counts.
     *
     * @param sample should have something of each kind
     */
    public static void warmUp(Cargo sample) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(out, sample);
        read(new ByteArrayInputStream(out.toByteArray()));
    }

    private static byte[] header(String vmVersion) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream header = new DataOutputStream(bytes);
        header.write(MAGIC);
        header.writeInt(FORMAT);
        byte[] version = vmVersion.getBytes(StandardCharsets.UTF_8);
        if (version.length > LONGEST_VERSION) {
            throw new IllegalArgumentException("a JVM version of " + version.length + " bytes");
        }
        header.writeShort(version.length);
        header.write(version);
        return bytes.toByteArray();
    }

    private static String readHeader(InputStream in, MessageDigest digest) throws IOException {
        byte[] magic = part(in, MAGIC.length, digest);
        if (!MessageDigest.isEqual(magic, MAGIC)) {
            throw new SnapshotFormatException("this is not a jtp snapshot");
        }
        int format = ByteBuffer.wrap(part(in, Integer.BYTES, digest)).getInt();
        if (format != FORMAT) {
            throw new SnapshotFormatException("the snapshot has format " + format + ", this jtp knows format " + FORMAT
                    + ": use the jtp that wrote it");
        }
        int length = ByteBuffer.wrap(part(in, Short.BYTES, digest)).getShort();
        if (length < 0 || length > LONGEST_VERSION) {
            throw new SnapshotFormatException("the snapshot is damaged: a JVM version of " + length + " bytes");
        }
        return new String(part(in, length, digest), StandardCharsets.UTF_8);
    }

    private static byte[] part(InputStream in, int length, MessageDigest digest) throws IOException {
        byte[] bytes = new byte[length];
        ChunkedInput.fill(in, bytes, length);
        digest.update(bytes);
        return bytes;
    }

    /** Kryo wraps what the stream below throws. */
    private static IOException ioCause(KryoException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException io) {
                return io;
            }
        }
        return new SnapshotFormatException("the snapshot is damaged: " + e.getMessage(), e);
    }
}
