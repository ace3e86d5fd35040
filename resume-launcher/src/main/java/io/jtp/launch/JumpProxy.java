package io.jtp.launch;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Proxy;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SocketFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** Connects through another session, as {@code ssh -J} does; nothing listens anywhere for it. */
final class JumpProxy implements Proxy {
    private final Session jump;
    private Link link;

    JumpProxy(Session jump) {
        this.jump = jump;
    }

    @Override
    public void connect(SocketFactory ignored, String host, int port, int timeout) throws JSchException, IOException {
        link = Link.through(jump, host, port, timeout);
    }

    @Override
    public InputStream getInputStream() {
        return link.in();
    }

    @Override
    public OutputStream getOutputStream() {
        return link.out();
    }

    /** {@return null, there is none: keep-alives are the jump session's} */
    @Override
    public Socket getSocket() {
        return null;
    }

    @Override
    public void close() {
        if (link != null) {
            link.close();
        }
    }
}
