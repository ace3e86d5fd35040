package io.jtp.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** OpenSSH's own server as a child process, with a configuration and keys of its own, on the loopback address. */
final class OpenSshServer {
    static final Path SSHD = Path.of("/usr/sbin/sshd");

    private final Process process;
    private final Path directory;
    private final int port;

    OpenSshServer(Path directory) throws Exception {
        this.directory = directory;
        Path hostKey = newKey("host_key");
        Path identity = newKey("id_ed25519");
        Files.copy(identity.resolveSibling("id_ed25519.pub"), directory.resolve("authorized_keys"));
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort(); // sshd cannot choose one itself and tell
        }
        Path config = Files.writeString(directory.resolve("sshd_config"), """
                ListenAddress 127.0.0.1:%d
                HostKey %s
                AuthorizedKeysFile %s
                PidFile none
                UsePAM no
                StrictModes no
                PermitRootLogin yes
                PasswordAuthentication no
                SetEnv XDG_CACHE_HOME=%s XDG_STATE_HOME=%s
                """.formatted(
                        port, hostKey, directory.resolve("authorized_keys"), directory.resolve("cache"), state()));
        if (System.getProperty("user.name").equals("root")) {
            // where it puts itself away before a login; the system's start script makes it, but nobody runs that here
            Files.createDirectories(Path.of("/run/sshd"));
        }
        process = new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", config.toString())
                .redirectErrorStream(true)
                .start();
        awaitListening();
    }

    /** {@return where commands keep state} */
    Path state() {
        return directory.resolve("state");
    }

    private void awaitListening() throws IOException {
        BufferedReader log = process.inputReader();
        StringBuilder seen = new StringBuilder();
        String line = log.readLine();
        while (line != null && !line.startsWith("Server listening")) {
            seen.append(line).append('\n');
            line = log.readLine();
        }
        assertThat(line).as("sshd said: %s", seen).isNotNull();
        Thread drain = new Thread(() -> log.lines().forEach(text -> {}));
        drain.setDaemon(true);
        drain.start();
    }

    private Path newKey(String name) throws Exception {
        Path file = directory.resolve(name);
        Process keygen =
                new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString()).start();
        assertThat(keygen.waitFor()).isZero();
        return file;
    }

    DestinationAddress.Ssh address() {
        return new DestinationAddress.Ssh(Optional.empty(), "127.0.0.1", OptionalInt.of(port));
    }

    SshOptions options() throws IOException {
        Path knownHosts = Files.writeString(
                directory.resolve("known_hosts"),
                "[127.0.0.1]:" + port + " " + Files.readString(directory.resolve("host_key.pub")));
        return new SshOptions(
                Optional.empty(), List.of(knownHosts), List.of(directory.resolve("id_ed25519")), Optional.empty());
    }

    /** Ends the processes that serve connections, as a host that goes down does. */
    void cut() {
        process.descendants()
                .filter(child ->
                        child.info().command().filter(SSHD.toString()::equals).isPresent())
                .forEach(ProcessHandle::destroyForcibly);
    }

    void stop() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
}
