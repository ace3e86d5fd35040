package io.jtp.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;

/**
 * An SSH server on a free port of the loopback interface that knows one user and one key, both made for it. It runs commands on this
 * machine as the user who started it, with a home directory of their own; all its files are below one directory, which is the
 * caller's to remove.
 */
public final class LoopbackSshServer implements AutoCloseable {

    /** The one user it lets in. */
    public static final String USER = "demo";

    private static final String HOST = "127.0.0.1";

    private final SshServer server;
    private final Path identity;
    private final Path knownHosts;

    private LoopbackSshServer(SshServer server, Path identity, Path knownHosts) {
        this.server = server;
        this.identity = identity;
        this.knownHosts = knownHosts;
    }

    /** Starts a server that keeps its keys and its user's home in {@code directory}, which exists and is empty. */
    public static LoopbackSshServer start(Path directory) throws IOException {
        try {
            KeyPair hostKey = newKey();
            KeyPair userKey = newKey();
            Path home = Files.createDirectory(directory.resolve("home"));

            SshServer server = SshServer.setUpDefaultServer();
            server.setHost(HOST);
            server.setPort(0);
            server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
            server.setPublickeyAuthenticator(
                    (user, key, session) -> USER.equals(user) && KeyUtils.compareKeys(key, userKey.getPublic()));
            server.setCommandFactory((channel, command) -> new ShellCommand(command, home));
            server.setForwardingFilter(new LoopbackForwarding());
            server.start();

            Path identity = directory.resolve("id_ecdsa");
            Files.createFile(
                    identity, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (var out = Files.newOutputStream(identity)) {
                new OpenSSHKeyPairResourceWriter().writePrivateKey(userKey, "made by jtp demo", null, out);
            }
            Path knownHosts = directory.resolve("known_hosts");
            Files.writeString(
                    knownHosts,
                    "[" + HOST + "]:" + server.getPort() + " " + PublicKeyEntry.toString(hostKey.getPublic()) + "\n");
            return new LoopbackSshServer(server, identity, knownHosts);
        } catch (GeneralSecurityException e) {
            throw new IOException("could not make the keys of the demo's SSH server: " + e.getMessage(), e);
        }
    }

    /** {@return user, host and port, as {@code --to} takes them} */
    public String address() {
        return USER + "@" + HOST + ":" + server.getPort();
    }

    /** {@return the private key that it lets in} */
    public Path identity() {
        return identity;
    }

    /** {@return a known_hosts file that names it} */
    public Path knownHosts() {
        return knownHosts;
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }

    private static KeyPair newKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }
}
