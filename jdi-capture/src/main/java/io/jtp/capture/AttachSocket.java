package io.jtp.capture;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The wire protocol of the Attach API, for what has no public call, or has to be asked while the program is held. Attaching once, while it
 * runs, has made the JVM open the socket; the thread behind it is none that a debugger suspends.
 */
final class AttachSocket {

    private AttachSocket() {}

    /** {@return a path of that process's file system, as this process sees it} */
    static Path inFileSystemOf(long pid, Path path) {
        return Path.of("/proc", Long.toString(pid), "root")
                .resolve(path.toString().substring(1));
    }

    /**
     * Has a command carried out.
     *
     * @param words the command and up to three arguments
     * @return what the JVM says: a status, 0 if all is well, and a text
     */
    static String ask(long pid, String... words) throws IOException {
        Path socket = inFileSystemOf(pid, Path.of("/tmp/.java_pid" + pid));
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            StringBuilder text = new StringBuilder("1\0");
            for (int i = 0; i < 4; i++) {
                text.append(i < words.length ? words[i] : "").append('\0');
            }
            ByteBuffer request = StandardCharsets.UTF_8.encode(text.toString());
            while (request.hasRemaining()) {
                channel.write(request);
            }
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
