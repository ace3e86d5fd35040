package io.jtp.capture.jdwp;

import com.sun.jdi.connect.spi.ClosedConnectionException;
import com.sun.jdi.connect.spi.Connection;
import io.jtp.capture.jdwp.JdwpConnectException.Reason;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A JDWP connection over TCP for {@code VirtualMachineManager.createVirtualMachine}, which a {@link JdwpPipe} can use at the same time.
 *
 * <p>JDI's own reader thread calls {@link #readPacket}; answers to the pipe's commands, known by the high bit of their id, are taken
 * out there. When the connection closes, for whatever reason, the target's agent resumes the program.
 */
public final class JdwpConnection extends Connection {

    private static final byte[] HANDSHAKE = "JDWP-Handshake".getBytes(StandardCharsets.US_ASCII);

    /** Ids from here on, seen as unsigned, are the pipe's. JDI counts from 1. */
    static final int FIRST_PIPE_ID = 0x8000_0000;

    private static final int FLAGS = 8;
    private static final int IS_REPLY = 0x80;
    private static final int BUFFER = 1 << 16;
    private static final Logger LOG = LoggerFactory.getLogger(JdwpConnection.class);

    /** An agent that is stopped never closes its end. */
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(2);

    /** Knows whether more can be read without waiting. */
    private static final class Input extends BufferedInputStream {
        Input(InputStream in) {
            super(in, BUFFER);
        }

        boolean hasMore() {
            return count > pos;
        }
    }

    private final Socket socket;
    private final Input input;
    private final DataInputStream in;
    private final OutputStream out;
    private final Object writing = new Object();
    private final ReentrantLock reading = new ReentrantLock();
    private volatile JdwpPipe pipe;

    private JdwpConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.input = new Input(socket.getInputStream());
        this.in = new DataInputStream(input);
        this.out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
    }

    /**
     * Connects and shakes hands.
     *
     * @param timeout for the connection, and again for the handshake
     * @throws JdwpConnectException if there is no JDWP agent to be had at this address
     */
    public static JdwpConnection open(String host, int port, Duration timeout) throws IOException {
        String address = host + ":" + port;
        int millis = Math.toIntExact(timeout.toMillis());
        Socket socket = new Socket();
        try {
            connect(socket, host, port, millis);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(millis);
            shakeHands(socket, address);
            socket.setSoTimeout(0);
            return new JdwpConnection(socket);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static void connect(Socket socket, String host, int port, int millis) throws IOException {
        String address = host + ":" + port;
        try {
            socket.connect(new InetSocketAddress(host, port), millis);
        } catch (ConnectException e) {
            throw new JdwpConnectException(
                    Reason.REFUSED,
                    "nothing listens on " + address + ": no program with a JDWP agent, or a debugger is attached to it",
                    e);
        } catch (SocketTimeoutException e) {
            throw new JdwpConnectException(Reason.TIMEOUT, address + " did not answer within " + millis + " ms", e);
        } catch (IOException e) {
            throw new JdwpConnectException(Reason.UNREACHABLE, address + " cannot be reached: " + e.getMessage(), e);
        }
    }

    private static void shakeHands(Socket socket, String address) throws IOException {
        byte[] answer = new byte[HANDSHAKE.length];
        try {
            socket.getOutputStream().write(HANDSHAKE);
            InputStream in = socket.getInputStream();
            int count = in.readNBytes(answer, 0, answer.length);
            if (count < answer.length && Arrays.equals(answer, 0, count, HANDSHAKE, 0, count)) {
                throw new EOFException("after " + count + " bytes");
            }
        } catch (SocketTimeoutException e) {
            throw new JdwpConnectException(
                    Reason.TIMEOUT,
                    "whoever listens on " + address
                            + " did not answer as a JDWP agent. Another debugger may be attached",
                    e);
        } catch (IOException e) {
            throw new JdwpConnectException(
                    Reason.CLOSED,
                    "the JDWP agent on " + address
                            + " closed the connection: another debugger is attached to the program",
                    e);
        }
        if (!Arrays.equals(answer, HANDSHAKE)) {
            throw new JdwpConnectException(
                    Reason.NOT_JDWP, "whoever listens on " + address + " is no JDWP agent", null);
        }
    }

    /** {@return a pipe beside JDI's traffic} It works once JDI, which reads from this connection, is at work. */
    JdwpPipe attach(JdwpPipe newPipe) {
        if (pipe != null) {
            throw new IllegalStateException("this connection has a pipe already");
        }
        pipe = newPipe;
        return newPipe;
    }

    @Override
    public byte[] readPacket() throws IOException {
        try {
            while (true) {
                byte[] packet = read();
                if (packet.length == 0) {
                    disconnected(new EOFException("the program ended or closed the JDWP connection"));
                    return packet;
                }
                JdwpPipe receiver = pipe;
                boolean ofPipe = isOfPipe(packet);
                if (receiver != null && ofPipe) {
                    receiver.received(packet);
                }
                // one of JDI's is no news for the pipe, but what came right before it is
                if (receiver != null && (!ofPipe || !input.hasMore())) {
                    receiver.wake();
                }
                if (!ofPipe) {
                    return packet;
                }
            }
        } catch (IOException e) {
            disconnected(e);
            throw socket.isClosed() ? closed(e) : e;
        }
    }

    private static boolean isOfPipe(byte[] packet) {
        ByteBuffer header = ByteBuffer.wrap(packet);
        return (header.get(FLAGS) & IS_REPLY) != 0 && header.getInt(4) < 0;
    }

    /** An empty array at the end of the stream. */
    private byte[] read() throws IOException {
        reading.lock();
        try {
            return readUnlocked();
        } finally {
            reading.unlock();
        }
    }

    private byte[] readUnlocked() throws IOException {
        int first = in.read();
        if (first < 0) {
            return new byte[0];
        }
        int length = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
        if (length < Command.HEADER) {
            throw new IOException("a JDWP packet of " + length + " bytes");
        }
        byte[] packet = new byte[length];
        ByteBuffer.wrap(packet).putInt(length);
        in.readFully(packet, 4, length - 4);
        return packet;
    }

    private void disconnected(IOException cause) {
        JdwpPipe receiver = pipe;
        if (receiver != null) {
            receiver.disconnected(cause);
        }
    }

    private static IOException closed(IOException cause) {
        ClosedConnectionException exception = new ClosedConnectionException("the JDWP connection was closed");
        exception.initCause(cause);
        return exception;
    }

    @Override
    public void writePacket(byte[] packet) throws IOException {
        synchronized (writing) {
            if (socket.isClosed()) {
                throw new ClosedConnectionException("the JDWP connection is closed");
            }
            out.write(packet);
            out.flush();
        }
    }

    /** Writes without flushing. */
    void write(byte[] packet) throws IOException {
        synchronized (writing) {
            out.write(packet);
        }
    }

    void flush() throws IOException {
        synchronized (writing) {
            out.flush();
        }
    }

    /**
     * Says that nothing more comes, and reads what does until the target's agent has closed its end too. Were this end closed first,
     * an event on its way at that moment could not be sent, and the agent would say so on the program's standard error.
     */
    @Override
    public void close() throws IOException {
        if (socket.isClosed()) {
            return;
        }
        try (socket) {
            socket.shutdownOutput();
            // a read under way, by JDI's thread, is bounded by the lock, ours by the socket
            socket.setSoTimeout(Math.toIntExact(CLOSE_BOUND.toMillis()));
            if (reading.tryLock(CLOSE_BOUND.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    in.transferTo(OutputStream.nullOutputStream());
                } finally {
                    reading.unlock();
                }
            }
        } catch (SocketException | SocketTimeoutException e) {
            LOG.debug("the JDWP agent did not close the connection by itself", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes this end at once, as the end of this process would. */
    public void cut() throws IOException {
        socket.close();
    }

    @Override
    public boolean isOpen() {
        return !socket.isClosed();
    }
}
