package io.jtp.samples.steady;

import io.jtp.samples.harness.JavaProcess;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Where two programs wait for each other before their rounds that count, see {@link Rounds}. From there on they share a processor. */
final class Meeting implements AutoCloseable {

    private final ServerSocket server;

    Meeting() throws IOException {
        server = new ServerSocket(0, 2, InetAddress.getLoopbackAddress());
        server.setSoTimeout(Math.toIntExact(JavaProcess.PATIENCE.toMillis()));
    }

    int port() {
        return server.getLocalPort();
    }

    /** Waits until both are there, puts them on the first processor if this system can do that, and lets them go on. */
    void hold() throws IOException, InterruptedException {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 2; i++) {
                Socket socket = server.accept();
                sockets.add(socket);
                pin(new DataInputStream(socket.getInputStream()).readLong());
            }
        } finally {
            // which they wait for
            for (Socket each : sockets) {
                each.close();
            }
        }
    }

    private static void pin(long pid) throws IOException, InterruptedException {
        if (System.getProperty("os.name").equals("Linux")) {
            int code = new ProcessBuilder("taskset", "-a", "-c", "-p", "0", "" + pid)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IOException("taskset ended with " + code);
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
