package io.jtp.capture;

import com.sun.jdi.IntegerValue;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ThreadReference;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/**
 * One TCP connection over the loopback interface between the tool and the target, and the daemon thread that serves it there.
 *
 * @param socket the tool's end
 * @param remote the target's end, a {@code java.net.Socket}
 * @param input the target end's input stream
 * @param output the target end's output stream
 */
record HuskLink(Socket socket, ObjectReference remote, ObjectReference input, ObjectReference output)
        implements Closeable {
    /** Both ends are on this machine; what takes longer has failed. */
    private static final int CONNECT_BOUND_MILLIS = 10_000;

    /** How long a new thread may stay silent before it is resumed once more; see {@link #start}. */
    private static final int NUDGE_MILLIS = 2;

    /** What a thread of the husk writes to say that it got there. */
    static final int HERE = 1;

    /**
     * Connects the target to a listening socket of the tool.
     *
     * @param server bound to 127.0.0.1; of those who connect only the target is accepted, known by its port
     */
    static HuskLink connect(ServerSocket server, Invoker invoker) throws IOException, InvocationFailedException {
        ObjectReference noProxy = invoker.staticObject("java.net.Proxy", "NO_PROXY");
        ObjectReference remote = invoker.make("java.net.Socket", "(Ljava/net/Proxy;)V", noProxy);
        ObjectReference address = invoker.make(
                "java.net.InetSocketAddress",
                "(Ljava/lang/String;I)V",
                server.getInetAddress().getHostAddress(),
                server.getLocalPort());
        invoker.call(remote, "connect", "(Ljava/net/SocketAddress;I)V", address, CONNECT_BOUND_MILLIS);
        int port = ((IntegerValue) invoker.call(remote, "getLocalPort", "()I")).value();
        Socket socket = accept(server, port);
        try {
            socket.setTcpNoDelay(true);
            invoker.call(remote, "setTcpNoDelay", "(Z)V", true);
            return new HuskLink(
                    socket,
                    remote,
                    invoker.objectFrom(remote, "getInputStream", "()Ljava/io/InputStream;"),
                    invoker.objectFrom(remote, "getOutputStream", "()Ljava/io/OutputStream;"));
        } catch (IOException | InvocationFailedException e) {
            socket.close();
            throw e;
        }
    }

    /** {@return a socket that only processes on this machine can reach} */
    static ServerSocket listen() throws IOException {
        ServerSocket server = new ServerSocket();
        server.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
        server.setSoTimeout(CONNECT_BOUND_MILLIS);
        return server;
    }

    private static Socket accept(ServerSocket server, int port) throws IOException {
        while (true) {
            Socket socket = server.accept();
            if (socket.getPort() == port && socket.getInetAddress().isLoopbackAddress()) {
                return socket;
            }
            socket.close();
        }
    }

    /**
     * Starts the thread that serves this link, and returns when it runs.
     *
     * <p>A thread that is started while the target is suspended is suspended too, in its first moment; a resume that comes before
     * that moment has no effect. So it is resumed until it has written {@link #HERE}.
     *
     * @param body a method handle; what it throws is ignored
     */
    ThreadReference start(String name, ObjectReference body, TargetHandles handles, Invoker invoker)
            throws IOException, InvocationFailedException {
        ObjectReference hello = writing(HERE, handles, invoker);
        ObjectReference close = handles.calling(remote, "java.net.Socket", "close", "()V");
        ObjectReference task = handles.inTurn(handles.quietly(handles.inTurn(hello, body)), handles.quietly(close));
        ThreadReference thread = invoker.daemonThread(name, handles.runnable(task));
        invoker.call(thread, "start", "()V");
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CONNECT_BOUND_MILLIS);
        socket.setSoTimeout(NUDGE_MILLIS);
        while (!heard(name)) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the thread '" + name + "' did not start in the target");
            }
            thread.resume();
        }
        return thread;
    }

    /** {@return a handle that writes one byte to the tool} */
    ObjectReference writing(int octet, TargetHandles handles, Invoker invoker) throws InvocationFailedException {
        return handles.calling(output, "java.io.OutputStream", "write", "(I)V", invoker.boxed(octet));
    }

    /** {@return a handle that waits for one byte from the tool, and throws an IOException if the link ends first} */
    ObjectReference awaiting(TargetHandles handles, Invoker invoker) throws InvocationFailedException {
        ObjectReference data = invoker.make("java.io.DataInputStream", "(Ljava/io/InputStream;)V", input);
        return handles.calling(data, "java.io.DataInputStream", "readByte", "()B");
    }

    /** {@return a handle that returns when the link has ended} */
    ObjectReference awaitingEnd(TargetHandles handles) throws InvocationFailedException {
        return handles.quietly(handles.calling(input, "java.io.InputStream", "read", "()I"));
    }

    private boolean heard(String who) throws IOException {
        try {
            if (socket.getInputStream().read() != HERE) {
                throw new IOException("the thread '" + who + "' in the target closed its connection");
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
