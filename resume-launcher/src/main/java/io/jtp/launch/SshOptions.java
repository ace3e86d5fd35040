package io.jtp.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files that SSH goes by, so that tests and the demo need not touch the user's own.
 *
 * @param config a file as in ssh_config(5); one that is not there is empty
 * @param knownHosts files of known host keys; they are only read
 * @param identities private keys; those that are not there are skipped. Ones from {@code config} come first
 * @param agentSocket where the SSH agent listens
 */
public record SshOptions(
        Optional<Path> config, List<Path> knownHosts, List<Path> identities, Optional<Path> agentSocket) {

    /** {@return what {@code ssh} itself uses: {@code ~/.ssh}, {@code /etc/ssh/ssh_known_hosts}, {@code SSH_AUTH_SOCK}} */
    public static SshOptions ofUser() {
        Path ssh = Path.of(System.getProperty("user.home"), ".ssh");
        return new SshOptions(
                Optional.of(ssh.resolve("config")),
                List.of(
                        ssh.resolve("known_hosts"),
                        ssh.resolve("known_hosts2"),
                        Path.of("/etc/ssh/ssh_known_hosts"),
                        Path.of("/etc/ssh/ssh_known_hosts2")),
                List.of(ssh.resolve("id_ed25519"), ssh.resolve("id_ecdsa"), ssh.resolve("id_rsa")),
                Optional.ofNullable(System.getenv("SSH_AUTH_SOCK"))
                        .filter(path -> !path.isEmpty())
                        .map(Path::of));
    }
}
