package io.jtp.snapshot;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The conversation between the tool and the agent, over the destination process's own standard input and output.
 *
 * <pre>
 *   agent -> tool   READY               the JVM is up and waits
 *   tool -> agent   the cargo           as {@link SnapshotFile} writes it
 *   agent -> tool   PREPARED | FAILED   all threads stand at the barrier | nothing has run, the JVM ends
 *   tool -> agent   GO
 *   agent -> tool   GONE                the very last message; from the next byte on, standard input and output are the program's
 * </pre>
 *
 * <p>The JVM may print on the same output at any time ({@code -Xlog}, {@code -XX:+PrintCompilation}). So each message begins with a
 * mark, is written at once, and whoever receives one passes over what is in front of the mark. Neither side reads ahead: what follows
 * GO on the agent's input is the program's standard input. If the agent's input ends before GO, the agent halts its JVM.
 *
 * <p>For a program that is detached the conversation goes over descriptors 3 and 4 instead, which are closed behind GONE.
 */
public final class Wire {

    /**
     * The detail of GO, for a program that is detached, that names the directory with its files: the agent empties those of its output and
     * then removes the one that stands for its start, before it says GONE.
     */
    public static final String DETACHED = "detached";

    /** In that directory: the program's standard output. */
    public static final String DETACHED_OUT = "out";

    /** In that directory: its standard error. */
    public static final String DETACHED_ERR = "err";

    /** In that directory, and empty: it has not gone on yet. */
    public static final String DETACHED_STARTING = "starting";

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

    /** Its first byte does not come again before its last. */
    private static final byte[] MARK = "\njtp-wire 2\n".getBytes(StandardCharsets.US_ASCII);

    /** No message of ours is longer; anything above is not a message. */
    private static final int LONGEST_TEXT = 16 << 20;

    private Wire() {}

    /** Writes and flushes one message, in one call: up to 4 KiB nothing that others write to the same pipe gets into it. */
    public static void send(OutputStream out, Message message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(MARK);
        DataOutputStream data = new DataOutputStream(bytes);
        data.writeByte(message.kind().ordinal());
        data.writeInt(message.details().size());
        for (Map.Entry<String, String> detail : message.details().entrySet()) {
            writeText(data, detail.getKey());
            writeText(data, detail.getValue());
        }
        bytes.writeTo(out);
        out.flush();
    }

    /**
     * Reads up to the end of the next message and not a byte more.
     *
     * @param others gets what comes before the message
     * @throws IOException at the end of the input, or if there is no message behind the mark
     */
    public static Message receive(InputStream in, OutputStream others) throws IOException {
        DataInputStream data = new DataInputStream(in);
        passOver(data, others);
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

    private static void passOver(InputStream in, OutputStream others) throws IOException {
        int matched = 0;
        while (matched < MARK.length) {
            int next = in.read();
            if (next != MARK[matched]) {
                others.write(MARK, 0, matched);
                matched = 0;
            }
            if (next < 0) {
                throw new EOFException("the other side has closed the connection");
            }
            if (next == MARK[matched]) {
                matched++;
            } else {
                others.write(next);
            }
        }
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
