package io.jtp.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Host keys, logins and configuration, and what the user is told when they do not fit. */
final class SshConnectorTest {
    @TempDir
    Path directory;

    private TestSshServer server;

    @BeforeEach
    void startServer() throws Exception {
        server = new TestSshServer(directory);
    }

    @AfterEach
    void stopServer() throws Exception {
        server.close();
    }

    @Test
    void anUnknownHostKeyIsRefusedAndShown() throws Exception {
        SshOptions options = server.options("");
        assertThatThrownBy(() -> Destination.connect(server.address(), options))
                .isInstanceOfSatisfying(
                        LaunchException.class, e -> assertThat(e.kind()).isEqualTo(LaunchException.Kind.ENVIRONMENT))
                .hasMessageContainingAll(
                        "[127.0.0.1]:" + server.port() + " is not known",
                        "ecdsa-sha2-nistp256 SHA256:",
                        "Nothing was sent",
                        "ssh-keyscan -p " + server.port() + " 127.0.0.1 >> "
                                + options.knownHosts().get(0));
        assertThat(options.knownHosts().get(0)).isEmptyFile();
    }

    @Test
    void aMissingKnownHostsFileKnowsNobody() throws Exception {
        SshOptions all = server.options();
        SshOptions options =
                new SshOptions(all.config(), List.of(directory.resolve("none")), all.identities(), all.agentSocket());
        assertThatThrownBy(() -> Destination.connect(server.address(), options)).hasMessageContaining("is not known");
    }

    @Test
    void aChangedHostKeyIsRefused() throws Exception {
        SshOptions options = server.options(server.knownHostsLine(TestSshServer.newKey()));
        assertThatThrownBy(() -> Destination.connect(server.address(), options))
                .isInstanceOf(LaunchException.class)
                .hasMessageContainingAll("has CHANGED", "SHA256:", "ssh-keygen -R '[127.0.0.1]:" + server.port() + "'");
    }

    @Test
    void aConfigurationCannotSwitchTheCheckOff() throws Exception {
        SshOptions all = server.options("");
        Path config = Files.writeString(directory.resolve("config"), "Host *\n  StrictHostKeyChecking no\n");
        SshOptions options = new SshOptions(Optional.of(config), all.knownHosts(), all.identities(), all.agentSocket());
        assertThatThrownBy(() -> Destination.connect(server.address(), options)).hasMessageContaining("is not known");
    }

    @Test
    void hashedHostNamesAreUnderstood() throws Exception {
        byte[] salt = "twenty bytes of salt".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(salt, "HmacSHA1"));
        byte[] name = mac.doFinal(TestSshServer.bytes("[127.0.0.1]:" + server.port()));
        Base64.Encoder base64 = Base64.getEncoder();
        String key = server.knownHostsLine().split(" ", 2)[1];
        SshOptions options =
                server.options("|1|" + base64.encodeToString(salt) + "|" + base64.encodeToString(name) + " " + key);
        Destination.connect(server.address(), options).close();
    }

    @Test
    void aRefusedLoginTellsWhatWasTried() throws Exception {
        SshOptions all = server.options();
        Path other = TestSshServer.newIdentity(directory.resolve("id_other"));
        Path none = directory.resolve("id_none");
        SshOptions options = new SshOptions(
                Optional.empty(), all.knownHosts(), List.of(none, other), Optional.of(directory.resolve("no-agent")));
        assertThatThrownBy(() -> Destination.connect(server.address(), options))
                .isInstanceOf(LaunchException.class)
                .hasMessageContainingAll(
                        "Login as tester at 127.0.0.1 port " + server.port() + " was refused",
                        other.toString(),
                        "ssh-copy-id")
                .hasMessageNotContaining(none.toString());
    }

    @Test
    void aKeyWithAPassphraseIsLeftToTheAgent() throws Exception {
        SshOptions all = server.options();
        com.jcraft.jsch.KeyPair pair =
                com.jcraft.jsch.KeyPair.genKeyPair(new com.jcraft.jsch.JSch(), com.jcraft.jsch.KeyPair.ECDSA, 256);
        Path locked = directory.resolve("id_locked");
        try (var out = Files.newOutputStream(locked)) {
            pair.writePrivateKey(out, TestSshServer.bytes("passphrase"));
        }
        SshOptions options = new SshOptions(Optional.empty(), all.knownHosts(), List.of(locked), Optional.empty());
        assertThatThrownBy(() -> Destination.connect(server.address(), options))
                .hasMessageContainingAll(locked.toString(), "has a passphrase", "ssh-add");
    }

    @Test
    void aKeyOfTheAgentIsUsed() throws Exception {
        SshOptions all = server.options();
        Path socket = directory.resolve("agent");
        Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                .redirectErrorStream(true)
                .start();
        try {
            // it prints where it listens once it does
            assertThat(agent.inputReader().readLine()).contains(socket.toString());
            Files.setPosixFilePermissions(
                    server.identity(), java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
            ProcessBuilder add =
                    new ProcessBuilder("ssh-add", "-q", server.identity().toString());
            add.environment().put("SSH_AUTH_SOCK", socket.toString());
            assertThat(add.inheritIO().start().waitFor()).isZero();
            SshOptions options = new SshOptions(Optional.empty(), all.knownHosts(), List.of(), Optional.of(socket));
            Destination.connect(server.address(), options).close();
        } finally {
            agent.destroy();
            agent.waitFor();
        }
    }

    @Test
    void theConfigurationFileIsFollowed() throws Exception {
        SshOptions all = server.options();
        Path included = directory.resolve("conf.d");
        Files.createDirectory(included);
        Files.writeString(
                included.resolve("one.conf"), "Host elsewhere\n  HostName 127.0.0.1\n  Port " + server.port() + "\n");
        Path config = directory.resolve("config");
        Files.writeString(
                config,
                "Include conf.d/*.conf\nHost elsewhere\n  User tester\n  IdentityFile " + server.identity()
                        + "\n  UserKnownHostsFile " + all.knownHosts().get(0) + "\n");
        SshOptions options = new SshOptions(Optional.of(config), List.of(), List.of(), Optional.empty());
        Destination.connect(DestinationAddress.parse("elsewhere"), options).close();
    }

    @Test
    void aJumpHostIsGoneThrough() throws Exception {
        Path behind = Files.createDirectory(directory.resolve("behind"));
        try (TestSshServer second = new TestSshServer(behind)) {
            SshOptions all = server.options(server.knownHostsLine() + second.knownHostsLine());
            Path config = directory.resolve("config");
            Files.writeString(
                    config,
                    "Host target\n  HostName 127.0.0.1\n  User tester\n  Port " + second.port() + "\n  IdentityFile "
                            + second.identity() + "\n  ProxyJump tester@127.0.0.1:" + server.port() + "\n");
            SshOptions options =
                    new SshOptions(Optional.of(config), all.knownHosts(), all.identities(), Optional.empty());
            try (Destination destination = Destination.connect(DestinationAddress.parse("target"), options)) {
                assertThat(destination
                                .findJdk(Optional.empty(), Fixture.THIS_JDK)
                                .vmVersion())
                        .isEqualTo(Fixture.THIS_JDK.vmVersion());
            }
        }
    }

    @Test
    void aPortWithoutAServerIsSaid() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var address = new DestinationAddress.Ssh(Optional.of("tester"), "127.0.0.1", OptionalInt.of(port));
        SshOptions options = server.options();
        assertThatThrownBy(() -> Destination.connect(address, options))
                .isInstanceOf(LaunchException.class)
                .hasMessageContainingAll("No connection to 127.0.0.1 port " + port, "Nothing listens there");
    }

    @Test
    void aHostThatDoesNotExistIsSaid() throws Exception {
        var address = new DestinationAddress.Ssh(Optional.empty(), "no-such-host.invalid", OptionalInt.empty());
        SshOptions options = server.options();
        assertThatThrownBy(() -> Destination.connect(address, options))
                .hasMessageContainingAll("No connection to no-such-host.invalid port 22", "no host of that name");
    }

    @Test
    void aServerThatSpeaksNoSshIsSaid() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread hangsUp = new Thread(() -> {
                try {
                    socket.accept().close();
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            hangsUp.start();
            var address =
                    new DestinationAddress.Ssh(Optional.empty(), "127.0.0.1", OptionalInt.of(socket.getLocalPort()));
            SshOptions options = server.options();
            assertThatThrownBy(() -> Destination.connect(address, options))
                    .hasMessageContainingAll("SSH with 127.0.0.1 port", "Is it an SSH server?");
            hangsUp.join();
        }
    }
}
