package io.jtp.launch;

import com.jcraft.jsch.SocketFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TCP connections of SSH sessions. One that takes no byte any more is closed: its session cannot find out that the line is dead, since what asks
 * the server for a sign of life has to wait until the packet before it has been written.
 */
final class GuardedSockets implements SocketFactory {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedSockets.class);

    private final Duration connectLimit;
    private final Supplier<Duration> stallLimit;

    /**
     * @param connectLimit how long to wait for an answer
     * @param stallLimit how long a connection may take no byte
     */
    GuardedSockets(Duration connectLimit, Supplier<Duration> stallLimit) {
        this.connectLimit = connectLimit;
        this.stallLimit = stallLimit;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), (int) connectLimit.toMillis());
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public InputStream getInputStream(Socket socket) throws IOException {
        return socket.getInputStream();
    }

    /** The session closes it, and with it the guard. */
    @Override
    public OutputStream getOutputStream(Socket socket) throws IOException {
        return new StallGuard(socket.getOutputStream(), () -> close(socket), stallLimit);
    }

    private static void close(Socket socket) {
        LOG.debug("{} takes no byte any more", socket);
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("{} cannot be closed", socket, e);
        }
    }
}
