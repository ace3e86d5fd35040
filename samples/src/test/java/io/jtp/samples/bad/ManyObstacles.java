package io.jtp.samples.bad;

import io.jtp.samples.Here;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileLock;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Has at the same time one of everything that cannot be moved, in frames, objects, collections and statics; and uses it all afterwards. */
public final class ManyObstacles {
    private ManyObstacles() {}

    private static Selector selector;

    private record Conn(String name, ServerSocket socket) {}

    private record Pool(List<Conn> idle) {}

    private static Pool pool() throws IOException {
        List<Conn> idle = new ArrayList<>();
        idle.add(new Conn("none", null));
        idle.add(new Conn("one", new ServerSocket(0, 1, InetAddress.getLoopbackAddress())));
        return new Pool(idle);
    }

    private static void withFiles(Pool pool, SelectionKey key) throws IOException, GeneralSecurityException {
        Path locked = Files.createTempFile(Path.of(""), "locked", "");
        Path deleted = Files.createTempFile(Path.of(""), "deleted", "");
        try (RandomAccessFile first = new RandomAccessFile(locked.toFile(), "rw");
                FileLock lock = first.getChannel().lock();
                RandomAccessFile second = new RandomAccessFile(deleted.toFile(), "rw")) {
            Files.delete(deleted);
            second.writeInt(17);
            second.seek(0);
            withProcess(pool, key);
            System.out.println(second.readInt() + " " + lock.isValid());
        }
        Files.delete(locked);
    }

    private static void withProcess(Pool pool, SelectionKey key) throws IOException, GeneralSecurityException {
        Process child = new ProcessBuilder("cat").start();
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(new byte[100]);
        Here.now();
        child.outputWriter(StandardCharsets.UTF_8).append("to the child\n").close();
        System.out.println(child.inputReader(StandardCharsets.UTF_8).readLine());
        System.out.println(HexFormat.of().formatHex(digest.digest()));
        ServerSocket listening = pool.idle().get(1).socket();
        try (Socket to = new Socket(listening.getInetAddress(), listening.getLocalPort());
                Socket from = listening.accept()) {
            to.getOutputStream().write(42);
            System.out.println(from.getInputStream().read() + " through a socket");
        }
        InetSocketAddress address = (InetSocketAddress) ((ServerSocketChannel) key.channel()).getLocalAddress();
        try (Socket to = new Socket(address.getAddress(), address.getPort())) {
            System.out.println(selector.select() + " selected, " + key.isAcceptable() + " " + to.isConnected());
        }
    }

    public static void main(String[] args) throws IOException, GeneralSecurityException {
        Here.begin();
        selector = Selector.open();
        try (ServerSocketChannel server =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            server.configureBlocking(false);
            Pool pool = pool();
            withFiles(pool, server.register(selector, SelectionKey.OP_ACCEPT));
            pool.idle().get(1).socket().close();
        }
        selector.close();
    }
}
