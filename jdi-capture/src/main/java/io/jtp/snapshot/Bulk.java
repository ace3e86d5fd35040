package io.jtp.snapshot;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Strings and arrays of any length, little-endian, a varint with the length in front. Reading takes no memory for more than twice of
 * what has really arrived, whatever length is claimed.
 */
final class Bulk {

    private static final int LATIN1 = 0;
    private static final int UTF16 = 1;

    /** Bytes read before the first growth. */
    private static final int FIRST_STEP = 1 << 20;

    /** Bytes converted at a time. */
    private static final int PIECE = 32 << 10;

    private Bulk() {}

    static void writeString(Output out, String text) {
        boolean latin1 = isLatin1(text);
        out.writeByte(latin1 ? LATIN1 : UTF16);
        writeBytes(out, latin1 ? text.getBytes(StandardCharsets.ISO_8859_1) : utf16(text));
    }

    private static boolean isLatin1(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xff) {
                return false;
            }
        }
        return true;
    }

    static String readString(Input in) {
        int coding = in.readByte();
        byte[] bytes = readBytes(in);
        return switch (coding) {
            case LATIN1 -> new String(bytes, StandardCharsets.ISO_8859_1);
            case UTF16 -> fromUtf16(bytes);
            default -> throw new IllegalArgumentException("a string coded as " + coding);
        };
    }

    /** Not by a {@link Charset}, which would lose surrogates that are not in pairs. */
    private static byte[] utf16(String text) {
        byte[] bytes = new byte[Math.multiplyExact(text.length(), Character.BYTES)];
        littleEndian(bytes).asCharBuffer().put(text);
        return bytes;
    }

    private static String fromUtf16(byte[] bytes) {
        return littleEndian(bytes).asCharBuffer().toString();
    }

    static void writeBytes(Output out, byte[] bytes) {
        out.writeVarInt(bytes.length, true);
        out.writeBytes(bytes);
    }

    static byte[] readBytes(Input in) {
        int length = readLength(in);
        byte[] bytes = new byte[Math.min(length, FIRST_STEP)];
        int done = 0;
        while (true) {
            in.readBytes(bytes, done, bytes.length - done);
            done = bytes.length;
            if (done == length) {
                return bytes;
            }
            bytes = Arrays.copyOf(bytes, grown(done, length));
        }
    }

    static void writeInts(Output out, int[] ints) {
        out.writeVarInt(ints.length, true);
        byte[] piece = new byte[Math.min(PIECE, ints.length * Integer.BYTES)];
        ByteBuffer buffer = littleEndian(piece);
        for (int done = 0; done < ints.length; ) {
            int count = Math.min(PIECE / Integer.BYTES, ints.length - done);
            buffer.asIntBuffer().put(ints, done, count);
            out.writeBytes(piece, 0, count * Integer.BYTES);
            done += count;
        }
    }

    static int[] readInts(Input in) {
        int length = readLength(in);
        int[] ints = new int[Math.min(length, FIRST_STEP / Integer.BYTES)];
        byte[] piece = new byte[PIECE];
        ByteBuffer buffer = littleEndian(piece);
        for (int done = 0; done < length; ) {
            if (done == ints.length) {
                ints = Arrays.copyOf(ints, grown(done, length));
            }
            int count = Math.min(PIECE / Integer.BYTES, ints.length - done);
            in.readBytes(piece, 0, count * Integer.BYTES);
            buffer.asIntBuffer().get(ints, done, count);
            done += count;
        }
        return ints;
    }

    static void writeLongs(Output out, long[] longs) {
        out.writeVarInt(longs.length, true);
        for (long value : longs) {
            out.writeLong(value);
        }
    }

    static long[] readLongs(Input in) {
        int length = readLength(in);
        long[] longs = new long[Math.min(length, FIRST_STEP / Long.BYTES)];
        for (int done = 0; done < length; done++) {
            if (done == longs.length) {
                longs = Arrays.copyOf(longs, grown(done, length));
            }
            longs[done] = in.readLong();
        }
        return longs;
    }

    /** {@return the number of elements that follow} */
    static int readLength(Input in) {
        int length = in.readVarInt(true);
        if (length < 0) {
            throw new IllegalArgumentException("a length of " + length);
        }
        return length;
    }

    private static int grown(int size, int limit) {
        return (int) Math.min(2L * size, limit);
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
