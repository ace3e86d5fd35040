package io.jtp.launch;

import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection to a port, here or through SSH. */
record Link(InputStream in, OutputStream out, Closeable ending) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);

    /** Of a channel; about a window's worth. */
    private static final int BUFFER = 1 << 20;

    /** By number, so that nobody takes it for that of IPv6. */
    static final String LOOPBACK = "127.0.0.1";

    /** {@return a connection of this machine's} */
    static Link of(Socket socket) throws IOException {
        // debuggers ask short questions, one after the other
        socket.setTcpNoDelay(true);
        return new Link(socket.getInputStream(), socket.getOutputStream(), socket);
    }

    /**
     * Connects through an SSH session, as {@code ssh -W} does; nothing listens anywhere for it.
     *
     * @param host as the session's host knows it
     * @param timeout milliseconds
     */
    static Link through(Session session, String host, int port, int timeout) throws JSchException, IOException {
        BytePipe received = new BytePipe(BUFFER);
        ChannelDirectTCPIP channel = (ChannelDirectTCPIP) session.openChannel("direct-tcpip");
        channel.setHost(host);
        channel.setPort(port);
        channel.setOutputStream(received.sink());
        channel.connect(timeout);
        return new Link(received.source(), channel.getOutputStream(), channel::disconnect);
    }

    @Override
    public void close() {
        try {
            ending.close();
        } catch (IOException e) {
            LOG.debug("a connection could not be closed", e);
        }
    }
}
