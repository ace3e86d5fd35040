package io.jtp.launch;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.KeyPair;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;

/** An SSH server in this JVM, on a free port of the loopback address, with one user and one key; runs commands with a home of its own. */
final class TestSshServer implements AutoCloseable {
    static final String USER = "tester";

    private final SshServer server = SshServer.setUpDefaultServer();
    private final java.security.KeyPair hostKey;
    private final Path directory;
    private final Path identity;
    private final Map<String, String> environment = new ConcurrentHashMap<>();
    private volatile String prelude = "";

    /** @param directory an existing directory; the home directory and the keys are made in it */
    TestSshServer(Path directory) throws Exception {
        this.directory = directory;
        hostKey = newKey();
        identity = newIdentity(directory.resolve("id_test"));
        PublicKey allowed = PublicKeyEntry.parsePublicKeyEntry(Files.readString(directory.resolve("id_test.pub")))
                .resolvePublicKey(null, Map.of(), null);
        environment.put(
                "HOME", Files.createDirectories(directory.resolve("home")).toString());
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPublickeyAuthenticator(
                (user, key, session) -> user.equals(USER) && KeyUtils.compareKeys(key, allowed));
        server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
        server.setCommandFactory((channel, line) -> new ProcessCommand(prelude + line, environment));
        server.start();
    }

    /** {@return a new private key file, its public key beside it} */
    static Path newIdentity(Path file) throws Exception {
        KeyPair pair = KeyPair.genKeyPair(new JSch(), KeyPair.ECDSA, 256);
        try (OutputStream out = Files.newOutputStream(file)) {
            pair.writePrivateKey(out);
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        pair.writePublicKey(line, "test");
        Files.write(file.resolveSibling(file.getFileName() + ".pub"), line.toByteArray());
        pair.dispose();
        return file;
    }

    static java.security.KeyPair newKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    int port() {
        return server.getPort();
    }

    Path home() {
        return directory.resolve("home");
    }

    Path identity() {
        return identity;
    }

    DestinationAddress.Ssh address() {
        return new DestinationAddress.Ssh(Optional.of(USER), "127.0.0.1", OptionalInt.of(port()));
    }

    /** {@return a line for known_hosts} */
    String knownHostsLine() {
        return knownHostsLine(hostKey);
    }

    String knownHostsLine(java.security.KeyPair key) {
        return "[127.0.0.1]:" + port() + " " + PublicKeyEntry.toString(key.getPublic()) + "\n";
    }

    /** {@return options with which everything works} */
    SshOptions options() throws IOException {
        return options(knownHostsLine());
    }

    SshOptions options(String knownHosts) throws IOException {
        Path file = directory.resolve("known_hosts");
        Files.writeString(file, knownHosts);
        return new SshOptions(Optional.empty(), List.of(file), List.of(identity), Optional.empty());
    }

    /** Commands have this variable from now on. */
    void setEnvironment(String name, String value) {
        environment.put(name, value);
    }

    /** Commands are run after this from now on. */
    void setPrelude(String shell) {
        prelude = shell;
    }

    /** Cuts all connections, as a network that breaks does. */
    void cut() {
        server.getActiveSessions().forEach(session -> session.getIoSession().close(true));
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }

    private static final class ProcessCommand implements Command {
        private final String line;
        private final Map<String, String> variables;
        private InputStream in;
        private OutputStream out;
        private OutputStream err;
        private ExitCallback callback;
        private Process process;

        ProcessCommand(String line, Map<String, String> variables) {
            this.line = line;
            this.variables = variables;
        }

        @Override
        public void start(ChannelSession channel, Environment environment) throws IOException {
            ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", line);
            builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.startsWith("XDG_"));
            builder.environment().put("LANG", "C");
            builder.environment().putAll(variables);
            process = builder.start();
            Thread output = pump(process.getInputStream(), out);
            Thread errors = pump(process.getErrorStream(), err);
            pump(in, process.getOutputStream());
            process.onExit().thenAccept(ended -> {
                try {
                    output.join();
                    errors.join();
                    callback.onExit(ended.exitValue());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }

        private static Thread pump(InputStream from, OutputStream to) {
            Thread thread = new Thread(() -> {
                byte[] chunk = new byte[8192];
                try (to) {
                    for (int n = from.read(chunk); n >= 0; n = from.read(chunk)) {
                        to.write(chunk, 0, n);
                        to.flush();
                    }
                } catch (IOException e) {
                    org.slf4j.LoggerFactory.getLogger(TestSshServer.class).debug("a pump ended", e);
                }
            });
            thread.setDaemon(true);
            thread.start();
            return thread;
        }

        /** As sshd does it when a connection ends: the process only loses its standard input. */
        @Override
        public void destroy(ChannelSession channel) throws IOException {
            process.getOutputStream().close();
        }

        @Override
        public void setInputStream(InputStream in) {
            this.in = in;
        }

        @Override
        public void setOutputStream(OutputStream out) {
            this.out = out;
        }

        @Override
        public void setErrorStream(OutputStream err) {
            this.err = err;
        }

        @Override
        public void setExitCallback(ExitCallback callback) {
            this.callback = callback;
        }
    }

    /** {@return text as it stands in a file or stream} */
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
