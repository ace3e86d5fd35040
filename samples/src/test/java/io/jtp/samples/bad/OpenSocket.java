package io.jtp.samples.bad;

import io.jtp.samples.Here;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A program with a socket in one of its objects. */
public final class OpenSocket {
    private OpenSocket() {}

    private record Service(String name, ServerSocket listening) {}

    public static void main(String[] args) throws IOException {
        Service service = new Service("echo", new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        Here.begin();
        Here.now();
        System.out.println(service.name() + " is open: " + !service.listening().isClosed());
        service.listening().close();
    }
}
