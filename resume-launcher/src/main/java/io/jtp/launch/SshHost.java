package io.jtp.launch;

import com.jcraft.jsch.ConfigRepository;
import com.jcraft.jsch.OpenSSHConfig;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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

    private static final int DEFAULT_PORT = 22;

    /** Files that include each other end here, as in ssh_config(5). */
    private static final int INCLUDE_DEPTH = 16;

    static SshHost of(DestinationAddress.Ssh address, SshOptions options) throws LaunchException {
        ConfigRepository.Config config = config(address.host(), options);
        String user = address.user().orElse(config.getUser());
        String host = config.getHostname() == null ? address.host() : config.getHostname();
        int configured = config.getPort();
        List<Path> identities = new ArrayList<>();
        for (String file : values(config, "IdentityFile")) {
            identities.add(file(file, address.host(), user));
        }
        options.identities().stream().filter(key -> !identities.contains(key)).forEach(identities::add);
        List<String> hostFiles = values(config, "UserKnownHostsFile").stream()
                .flatMap(line -> Arrays.stream(line.split("\\s+")))
                .toList();
        List<Path> knownHosts = options.knownHosts();
        if (!hostFiles.isEmpty()) {
            knownHosts = new ArrayList<>();
            for (String file : hostFiles) {
                knownHosts.add(file(file, address.host(), user));
            }
        }
        return new SshHost(
                user == null ? System.getProperty("user.name") : user,
                host.replace("%h", address.host()),
                address.port().orElse(configured > 0 ? configured : DEFAULT_PORT),
                List.copyOf(identities),
                List.copyOf(knownHosts),
                Optional.ofNullable(config.getValue("HostKeyAlias")),
                jump(config.getValue("ProxyJump")),
                "yes".equalsIgnoreCase(config.getValue("IdentitiesOnly")));
    }

    private static Optional<DestinationAddress.Ssh> jump(String configured) throws LaunchException {
        if (configured == null || configured.equalsIgnoreCase("none")) {
            return Optional.empty();
        }
        if (configured.contains(",")) {
            throw LaunchException.usage(
                    "ProxyJump " + configured + " names several hosts. Put one in ProxyJump, and let that"
                            + " host's own entry in the SSH configuration have a ProxyJump to the one before it");
        }
        try {
            if (DestinationAddress.parse(configured) instanceof DestinationAddress.Ssh ssh) {
                return Optional.of(ssh);
            }
        } catch (IllegalArgumentException e) {
            throw new LaunchException(LaunchException.Kind.USAGE, "ProxyJump: " + e.getMessage(), e);
        }
        throw LaunchException.usage("ProxyJump " + configured + " is no SSH host");
    }

    private static List<String> values(ConfigRepository.Config config, String key) {
        String[] values = config.getValues(key);
        return values == null
                ? List.of()
                : Arrays.stream(values)
                        .filter(value -> value != null)
                        .map(String::strip)
                        .toList();
    }

    private static Path file(String written, String host, String user) {
        String home = System.getProperty("user.home");
        String name = written.replace("\"", "").replace("%d", home).replace("%h", host);
        name = name.replace("%r", user == null ? System.getProperty("user.name") : user);
        return name.startsWith("~/") ? Path.of(home, name.substring(2)) : Path.of(name);
    }

    private static ConfigRepository.Config config(String host, SshOptions options) throws LaunchException {
        if (options.config().isEmpty() || !Files.isRegularFile(options.config().get())) {
            return ConfigRepository.nullConfig.getConfig(host);
        }
        Path file = options.config().get();
        try {
            return OpenSSHConfig.parse(withIncludes(file, file.toAbsolutePath().getParent(), INCLUDE_DEPTH))
                    .getConfig(host);
        } catch (IOException e) {
            throw LaunchException.environment(
                    "The SSH configuration " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** JSch knows no Include, so it is carried out here. */
    private static String withIncludes(Path file, Path directory, int depth) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line : Files.readAllLines(file)) {
            String[] words = line.strip().split("[\\s=]+");
            if (!words[0].toLowerCase(Locale.ROOT).equals("include") || depth == 0) {
                text.append(line).append('\n');
                continue;
            }
            for (String word : Arrays.asList(words).subList(1, words.length)) {
                Path pattern = directory.resolve(file(word, "", null));
                if (!Files.isDirectory(pattern.getParent())) {
                    continue;
                }
                try (DirectoryStream<Path> matches = Files.newDirectoryStream(
                        pattern.getParent(), pattern.getFileName().toString())) {
                    List<Path> sorted = new ArrayList<>();
                    matches.forEach(sorted::add);
                    sorted.sort(null);
                    for (Path match : sorted) {
                        text.append(withIncludes(match, directory, depth - 1));
                    }
                }
            }
        }
        return text.toString();
    }
}
