package io.jtp.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An address with the user's configuration applied: what is written in the address counts, then {@code ~/.ssh/config}, then defaults.
 *
 * @param identities private key files, in the order in which they are tried
 * @param knownHosts files of known host keys
 * @param alias name under which the host key is known, if not the host's own
 * @param jump the host through which to go, as configured
 * @param identitiesOnly whether keys of an agent must not be offered
 */
record SshHost(
        String user,
        String host,
        int port,
        List<Path> identities,
        List<Path> knownHosts,
        Optional<String> alias,
        Optional<DestinationAddress.Ssh> jump,
        boolean identitiesOnly) {

    private static final String DEFAULT_PORT = "22";

    static SshHost of(DestinationAddress.Ssh address, SshOptions options) throws LaunchException {
        SshConfig config = config(options);
        String name = address.host();
        String host = config.value(name, "HostName").orElse("%h").replace("%h", name);
        String user =
                address.user().or(() -> config.value(name, "User")).orElseGet(() -> System.getProperty("user.name"));
        List<Path> identities = new ArrayList<>();
        config.values(name, "IdentityFile").forEach(file -> identities.add(file(file, host, user)));
        options.identities().stream().filter(key -> !identities.contains(key)).forEach(identities::add);
        return new SshHost(
                user,
                host,
                address.port().isPresent() ? address.port().getAsInt() : port(config, name),
                List.copyOf(identities),
                config.value(name, "UserKnownHostsFile")
                        .map(files -> List.of(files.split(" ")).stream()
                                .map(file -> file(file, host, user))
                                .toList())
                        .orElse(options.knownHosts()),
                config.value(name, "HostKeyAlias"),
                jump(config.value(name, "ProxyJump")),
                config.value(name, "IdentitiesOnly")
                        .filter("yes"::equalsIgnoreCase)
                        .isPresent());
    }

    private static SshConfig config(SshOptions options) throws LaunchException {
        if (options.config().isEmpty()) {
            return SshConfig.empty();
        }
        try {
            return SshConfig.read(options.config().get());
        } catch (IOException e) {
            throw LaunchException.environment(
                    "The SSH configuration " + options.config().get() + " cannot be read: " + e, e);
        }
    }

    private static int port(SshConfig config, String name) throws LaunchException {
        String written = config.value(name, "Port").orElse(DEFAULT_PORT);
        if (!written.matches("[0-9]{1,5}")) {
            throw LaunchException.usage(
                    "The SSH configuration gives " + name + " the port " + written + ", which is no number");
        }
        return Integer.parseInt(written);
    }

    private static Optional<DestinationAddress.Ssh> jump(Optional<String> configured) throws LaunchException {
        if (configured.isEmpty() || configured.get().equalsIgnoreCase("none")) {
            return Optional.empty();
        }
        if (configured.get().contains(",")) {
            throw LaunchException.usage(
                    "ProxyJump " + configured.get() + " names several hosts. Put one in ProxyJump, and let"
                            + " that host's own entry in the SSH configuration have a ProxyJump to the one before it");
        }
        try {
            if (DestinationAddress.parse(configured.get()) instanceof DestinationAddress.Ssh ssh) {
                return Optional.of(ssh);
            }
        } catch (IllegalArgumentException e) {
            throw new LaunchException(LaunchException.Kind.USAGE, "ProxyJump: " + e.getMessage(), e);
        }
        throw LaunchException.usage("ProxyJump " + configured.get() + " is no SSH host");
    }

    private static Path file(String written, String host, String user) {
        String home = System.getProperty("user.home");
        String name = written.replace("%d", home).replace("%h", host).replace("%r", user);
        return name.startsWith("~/") ? Path.of(home, name.substring(2)) : Path.of(name);
    }
}
