package io.jtp.launch;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a JVM for a debugger, as {@code suspend=y} does, but in the middle of its program: all threads of the JVM are suspended over JDWP,
 * and whoever connects to a port on this machine's loopback interface is told VM_START with suspend policy ALL, which a debugger answers by setting its breakpoints and by
 * resuming the JVM, at once or when its user says so. From then on this passes bytes on. When the debugger leaves the JVM runs on.
 *
 * <p>The JVM's own agent listens where it runs; what it says goes through the connection to the destination.
 */
public final class DebuggerGate implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DebuggerGate.class);

    private static final byte[] HANDSHAKE = "JDWP-Handshake".getBytes(StandardCharsets.US_ASCII);

    /** Debuggers speak first, and at once. */
    private static final int HANDSHAKE_MILLIS = 5000;

    private static final int CHUNK = 1 << 16;
    private static final int HEADER = 11;
    private static final int REPLY = 0x80;
    private static final int LONGEST_PACKET = 16 << 20;

    private static final int VIRTUAL_MACHINE = 1;
    private static final int ALL_THREADS = 4;
    private static final int ID_SIZES = 7;
    private static final int SUSPEND = 8;
    private static final int THREAD_REFERENCE = 11;
    private static final int NAME = 1;
    private static final int EVENT = 64;
    private static final int COMPOSITE = 100;
    private static final int SUSPEND_ALL = 2;
    private static final int VM_START = 90;

    /** Far from the ids that the JVM's agent gives to its events. */
    private static final int OUR_EVENT = 0x6a747000;

    private final ServerSocket listener;
    private final Link held;
    private final DataInputStream fromJvm;
    private final byte[] start;
    private final CompletableFuture<Link> attached = new CompletableFuture<>();
    private volatile Link debugger;
    private int lastId;

    private DebuggerGate(Link held) throws IOException {
        this.held = held;
        handshake(held);
        fromJvm = new DataInputStream(held.in());
        start = suspend();
        listener = new ServerSocket(0, 1, InetAddress.getByName(Link.LOOPBACK));
    }

    /**
     * Suspends a JVM whose program is complete and waits to be let go.
     *
     * @param held to its agent
     */
    static DebuggerGate hold(Link held) throws LaunchException {
        try {
            return new DebuggerGate(held);
        } catch (IOException e) {
            held.close();
            throw LaunchException.environment("The JVM does not talk like a debugger's target: " + e.getMessage(), e);
        }
    }

    /** {@return the port of the loopback interface here that a debugger is to connect to} */
    public int port() {
        return listener.getLocalPort();
    }

    /**
     * Waits for a debugger, without limit. The JVM is still suspended when this returns: what its program is told is dealt with once the
     * debugger has resumed it.
     *
     * @throws LaunchException if the JVM ends meanwhile, or this is closed
     */
    public void awaitDebugger() throws LaunchException {
        run("target", () -> {
            passOn(held.in(), () -> attached.join().out());
            // it has ended, or its debugger has left it
            close();
        });
        try {
            Link link = accept();
            link.out().write(start);
            link.out().flush();
            attached.complete(link);
            run("debugger", () -> {
                passOn(link.in(), held::out);
                held.close();
                link.close();
            });
            listener.close();
        } catch (IOException e) {
            throw LaunchException.environment(
                    listener.isClosed()
                            ? "The JVM ended before a debugger had attached"
                            : "No debugger can attach: " + e.getMessage(),
                    e);
        }
    }

    /** {@return the first who connects and says what a debugger says} */
    private Link accept() throws IOException {
        while (true) {
            Socket socket = listener.accept();
            Link link = Link.of(socket);
            debugger = link;
            try {
                socket.setSoTimeout(HANDSHAKE_MILLIS);
                byte[] hello = link.in().readNBytes(HANDSHAKE.length);
                if (Arrays.equals(hello, HANDSHAKE)) {
                    link.out().write(HANDSHAKE);
                    socket.setSoTimeout(0);
                    return link;
                }
                LOG.debug("somebody connected who is no debugger");
            } catch (IOException e) {
                LOG.debug("somebody connected and left again", e);
            }
            link.close();
        }
    }

    /** Where bytes go; it may take a while until that is known. */
    private interface Sink {
        OutputStream out() throws IOException;
    }

    /** Until one side is gone. */
    private void passOn(InputStream from, Sink to) {
        byte[] chunk = new byte[CHUNK];
        try {
            for (int length = from.read(chunk); length >= 0; length = from.read(chunk)) {
                OutputStream out = to.out();
                out.write(chunk, 0, length);
                out.flush();
            }
        } catch (IOException | CompletionException e) {
            LOG.debug("a debugger's connection has ended", e);
        }
    }

    private static void run(String who, Runnable work) {
        Thread thread = new Thread(work, "jtp " + who);
        thread.setDaemon(true);
        thread.start();
    }

    private static void handshake(Link link) throws IOException {
        link.out().write(HANDSHAKE);
        link.out().flush();
        if (!Arrays.equals(link.in().readNBytes(HANDSHAKE.length), HANDSHAKE)) {
            throw new IOException("it answers something else than JDWP");
        }
    }

    /** Suspends all threads. @return the packet that tells a debugger so */
    private byte[] suspend() throws IOException {
        ask(VIRTUAL_MACHINE, SUSPEND, new byte[0]);
        ByteBuffer sizes = ask(VIRTUAL_MACHINE, ID_SIZES, new byte[0]);
        int idSize = sizes.getInt(2 * Integer.BYTES);
        ByteBuffer threads = ask(VIRTUAL_MACHINE, ALL_THREADS, new byte[0]);
        byte[] chosen = null;
        for (int left = threads.getInt(); left > 0; left--) {
            byte[] id = new byte[idSize];
            threads.get(id);
            ByteBuffer name = ask(THREAD_REFERENCE, NAME, id);
            byte[] text = new byte[name.getInt()];
            name.get(text);
            if (chosen == null || new String(text, StandardCharsets.UTF_8).equals("main")) {
                chosen = id;
            }
        }
        if (chosen == null) {
            throw new IOException("it has no threads");
        }
        ByteBuffer event = ByteBuffer.allocate(1 + Integer.BYTES + 1 + Integer.BYTES + idSize);
        event.put((byte) SUSPEND_ALL).putInt(1).put((byte) VM_START).putInt(0).put(chosen);
        return packet(OUR_EVENT, EVENT, COMPOSITE, event.array());
    }

    /** {@return the data of the answer} Events that come in between are dropped: nobody has asked for any. */
    private ByteBuffer ask(int commandSet, int command, byte[] data) throws IOException {
        int id = ++lastId;
        held.out().write(packet(id, commandSet, command, data));
        held.out().flush();
        while (true) {
            int length = fromJvm.readInt() - HEADER;
            int answered = fromJvm.readInt();
            boolean reply = (fromJvm.readUnsignedByte() & REPLY) != 0;
            int error = fromJvm.readUnsignedShort();
            if (length < 0 || length > LONGEST_PACKET) {
                throw new IOException("a packet of " + length + " bytes");
            }
            byte[] answer = new byte[length];
            fromJvm.readFully(answer);
            if (reply && answered == id) {
                if (error != 0) {
                    throw new IOException("error " + error + " for command " + commandSet + "." + command);
                }
                return ByteBuffer.wrap(answer);
            }
        }
    }

    private static byte[] packet(int id, int commandSet, int command, byte[] data) {
        return ByteBuffer.allocate(HEADER + data.length)
                .putInt(HEADER + data.length)
                .putInt(id)
                .put((byte) 0)
                .put((byte) commandSet)
                .put((byte) command)
                .put(data)
                .array();
    }

    /** Nobody can attach any more. A JVM that is still suspended runs on, so it has to be ended before if its program is not to. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            LOG.debug("a listener could not be closed", e);
        }
        Link connected = debugger;
        if (connected != null) {
            connected.close();
        }
        held.close();
    }
}
