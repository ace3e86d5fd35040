package io.jtp.snapshot;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The conversation between the tool and the agent, over the destination process's own standard input and output.
 *
 * <pre>
 *   agent -> tool   PREAMBLE, READY     the JVM is up and waits
 *   tool -> agent   the cargo           as {@link SnapshotFile} writes it
 *   agent -> tool   PREPARED | FAILED   all threads stand at the barrier | nothing has run, the JVM ends
 *   tool -> agent   GO
 *   agent -> tool   GONE                the very last message; from the next byte on, standard input and output are the program's
 * </pre>
 *
 * <p>The JVM itself may print before the agent does; {@link #awaitPreamble} skips that. Neither side reads ahead: what follows GO on
 * the agent's input is the program's standard input. If the agent's input ends before GO, the agent halts its JVM.
 */
public final class Wire {

    /** The kinds of messages, see {@link Wire}. */
    public enum Kind {
        READY,
        PREPARED,
        FAILED,
        GO,
        GONE
    }

    /** A message; what the details mean depends on the kind. */
    public record Message(Kind kind, Map<String, String> details) {
        public Message {
            details = Map.copyOf(details);
        }

        public static Message of(Kind kind) {
            return new Message(kind, Map.of());
        }
    }

    private static final byte[] PREAMBLE = "\njtp-wire 1\n".getBytes(StandardCharsets.US_ASCII);

    /** No message of ours is longer; anything above is not a message. */
    private static final int LONGEST_TEXT = 16 << 20;

    private Wire() {}

    public static void sendPreamble(OutputStream out) throws IOException {
        out.write(PREAMBLE);
        out.flush();
    }

    /**
     * Reads up to and including the preamble.
     *
     * @return what came before it, for a log
     * @throws IOException if the input ends first; its message quotes what came instead
     */
    public static String awaitPreamble(InputStream in) throws IOException {
        byte[] seen = new byte[256];
        int length = 0;
        while (true) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the JVM at the destination ended before it was ready. It printed: "
                        + new String(seen, 0, length, StandardCharsets.UTF_8).strip());
            }
            if (length == seen.length) {
                seen = Arrays.copyOf(seen, 2 * length);
            }
            seen[length++] = (byte) next;
            int start = length - PREAMBLE.length;
            if (start >= 0 && Arrays.equals(seen, start, length, PREAMBLE, 0, PREAMBLE.length)) {
                return new String(seen, 0, start, StandardCharsets.UTF_8);
            }
        }
    }

    /** Writes and flushes one message. */
    public static void send(OutputStream out, Message message) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeByte(message.kind().ordinal());
        data.writeInt(message.details().size());
        for (Map.Entry<String, String> detail : message.details().entrySet()) {
            writeText(data, detail.getKey());
            writeText(data, detail.getValue());
        }
        data.flush();
    }

    /**
     * Reads one message and not a byte more.
     *
     * @throws IOException at the end of the input, or if this is no message
     */
    public static Message receive(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        int kind = data.readUnsignedByte();
        int size = data.readInt();
        if (kind >= Kind.values().length || size < 0 || size > 1000) {
            throw new IOException("not a jtp message: kind " + kind + ", " + size + " details");
        }
        Map<String, String> details = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            details.put(readText(data), readText(data));
        }
        return new Message(Kind.values()[kind], details);
    }

    private static void writeText(DataOutputStream data, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        data.writeInt(bytes.length);
        data.write(bytes);
    }

    private static String readText(DataInputStream data) throws IOException {
        int length = data.readInt();
        if (length < 0 || length > LONGEST_TEXT) {
            throw new IOException("not a jtp message: a text of " + length + " bytes");
        }
        return new String(data.readNBytes(length), StandardCharsets.UTF_8);
    }
}
