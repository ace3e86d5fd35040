package io.jtp.launch;

import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A connection through an SSH session, as {@code ssh -W} makes it; nothing listens anywhere for it. */
final class DirectChannel implements Link {
    /** About a window's worth. */
    private static final int BUFFER = 1 << 20;

    private final ChannelDirectTCPIP channel;
    private final InputStream in;
    private final OutputStream out;

    private DirectChannel(ChannelDirectTCPIP channel, InputStream in, OutputStream out) {
        this.channel = channel;
        this.in = in;
        this.out = out;
    }

    /** @param host as the session's host knows it @param timeout milliseconds */
    static DirectChannel open(Session session, String host, int port, int timeout) throws JSchException, IOException {
        BytePipe received = new BytePipe(BUFFER);
        ChannelDirectTCPIP channel = (ChannelDirectTCPIP) session.openChannel("direct-tcpip");
        channel.setHost(host);
        channel.setPort(port);
        channel.setOutputStream(received.sink());
        channel.connect(timeout);
        return new DirectChannel(channel, received.source(), channel.getOutputStream());
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public OutputStream out() {
        return out;
    }

    @Override
    public void close() {
        channel.disconnect();
    }
}
