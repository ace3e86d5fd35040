package io.jtp.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.slf4j.LoggerFactory;

/** A line to a port of this machine that can fall silent without breaking: what is sent then is lost. For one connection. */
final class SilencingProxy {
    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private volatile boolean silent;
    private volatile Socket client;
    private volatile Socket server;

    SilencingProxy(int port) throws IOException {
        daemon(() -> {
            client = listener.accept();
            server = new Socket(InetAddress.getLoopbackAddress(), port);
            daemon(() -> pump(client.getInputStream(), server.getOutputStream()));
            pump(server.getInputStream(), client.getOutputStream());
        });
    }

    int port() {
        return listener.getLocalPort();
    }

    void silence() {
        silent = true;
    }

    private void pump(InputStream from, OutputStream to) throws IOException {
        byte[] chunk = new byte[8192];
        for (int n = from.read(chunk); n >= 0; n = from.read(chunk)) {
            if (!silent) {
                to.write(chunk, 0, n);
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                LoggerFactory.getLogger(SilencingProxy.class).debug("a direction ended", e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** Breaks the line, as both ends see it. */
    void cut() throws IOException {
        listener.close();
        if (client != null) {
            client.close();
        }
        if (server != null) {
            server.close();
        }
    }
}
