package io.jtp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jtp.cli.demo.LoopbackSshServer;
import io.jtp.launch.Destination;
import io.jtp.launch.DestinationAddress;
import io.jtp.launch.LaunchException;
import io.jtp.launch.PlacedFiles;
import io.jtp.launch.RemoteJdk;
import io.jtp.launch.SshOptions;
import io.jtp.launch.WantedJdk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's SSH server, used by the tool's own SSH side. */
class LoopbackSshServerTest {

    @Test
    void servesADestination(@TempDir Path directory) throws Exception {
        Path serverFiles = Files.createDirectory(directory.resolve("ssh"));
        try (LoopbackSshServer server = LoopbackSshServer.start(serverFiles);
                Destination destination =
                        Destination.connect(DestinationAddress.parse(server.address()), keysOf(server))) {
            WantedJdk wanted = new WantedJdk(
                    System.getProperty("java.vm.version"),
                    System.getProperty("java.vm.vendor"),
                    Optional.of(System.getProperty("java.home")));
            RemoteJdk jdk = destination.findJdk(Optional.empty(), wanted);
            assertThat(jdk.vmVersion()).isEqualTo(wanted.vmVersion());

            Path agent = AgentJar.in(directory.resolve("cache"));
            PlacedFiles files = destination.place(agent, List.of());
            assertThat(Path.of(files.agentJar())).startsWith(serverFiles).hasSameBinaryContentAs(agent);
        }
    }

    @Test
    void letsNobodyElseIn(@TempDir Path directory) throws Exception {
        try (LoopbackSshServer server = LoopbackSshServer.start(Files.createDirectory(directory.resolve("one")));
                LoopbackSshServer other = LoopbackSshServer.start(Files.createDirectory(directory.resolve("two")))) {
            SshOptions otherKey = new SshOptions(
                    Optional.empty(), List.of(server.knownHosts()), List.of(other.identity()), Optional.empty());
            assertThatThrownBy(() -> Destination.connect(DestinationAddress.parse(server.address()), otherKey))
                    .isInstanceOf(LaunchException.class);
        }
    }

    private static SshOptions keysOf(LoopbackSshServer server) {
        return new SshOptions(
                Optional.empty(), List.of(server.knownHosts()), List.of(server.identity()), Optional.empty());
    }
}
