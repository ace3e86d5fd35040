package io.jtp.launch;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.IdentityRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.SSHAgentConnector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What a user has for SSH, apart from what is configured for single hosts.
 *
 * @param keys private keys that can be used
 * @param unusable private keys that cannot, each with the reason
 * @param agent how many keys the agent has; empty if there is none, or if it does not answer
 * @param knownHosts files of known host keys that can be read
 * @param unreadable files that are there and cannot be read
 */
public record SshMeans(
        List<Path> keys, Map<Path, String> unusable, OptionalInt agent, List<Path> knownHosts, List<Path> unreadable) {

    /** {@return what these options come to} */
    public static SshMeans of(SshOptions options) {
        JSch jsch = new JSch();
        Map<Path, String> unusable = new LinkedHashMap<>();
        for (Path key : options.identities()) {
            if (Files.exists(key)) {
                SshConnector.unusable(jsch, key).ifPresent(reason -> unusable.put(key, reason));
            }
        }
        return new SshMeans(
                options.identities().stream()
                        .filter(key -> Files.exists(key) && !unusable.containsKey(key))
                        .toList(),
                unusable,
                options.agentSocket().map(SshMeans::keysOf).orElse(OptionalInt.empty()),
                options.knownHosts().stream().filter(Files::isReadable).toList(),
                Stream.concat(options.knownHosts().stream(), options.config().stream())
                        .filter(file -> Files.exists(file) && !Files.isReadable(file))
                        .toList());
    }

    private static OptionalInt keysOf(Path socket) {
        try {
            AgentIdentityRepository agent = new AgentIdentityRepository(new SSHAgentConnector(socket));
            return agent.getStatus() == IdentityRepository.RUNNING
                    ? OptionalInt.of(agent.getIdentities().size())
                    : OptionalInt.empty();
        } catch (AgentProxyException e) {
            return OptionalInt.empty();
        }
    }
}
