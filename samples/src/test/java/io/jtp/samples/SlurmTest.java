package io.jtp.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jtp.cli.demo.LoopbackSshServer;
import io.jtp.samples.expressions.Nested;
import io.jtp.samples.harness.Baseline;
import io.jtp.samples.harness.JavaProcess;
import io.jtp.samples.harness.Jdk;
import io.jtp.samples.harness.Jtp;
import io.jtp.samples.harness.Mover;
import io.jtp.samples.harness.Sample;
import io.jtp.samples.harness.Slurm;
import io.jtp.samples.harness.TestHome;
import io.jtp.samples.harness.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The script for Slurm, with a real one of a single node. */
@Isolated("it changes the user's keys")
class SlurmTest {

    /** In what way the node is reached is in the user's configuration of SSH. */
    private static void reach(String node, LoopbackSshServer server) throws Exception {
        TestHome.useIdentity(server.identity());
        TestHome.know(Files.readString(server.knownHosts()));
        Matcher address = Pattern.compile("(.+)@(.+):(\\d+)").matcher(server.address());
        assertThat(address.matches()).as(server.address()).isTrue();
        Files.writeString(
                TestHome.ssh().resolve("config"),
                "Host " + node + "\n  User " + address.group(1) + "\n  HostName " + address.group(2) + "\n  Port "
                        + address.group(3) + "\n");
    }

    @Test
    void a_program_is_moved_into_an_allocation(@TempDir Path directory) throws Exception {
        assumeTrue(Slurm.isInstalled(), "Slurm is not installed, or this is not root");
        String script = Path.of("provision/slurm").toAbsolutePath().toString();
        Sample sample = Jtp.waiting(Sample.of(Nested.class, 1));
        try (Slurm slurm = Slurm.start(Files.createDirectory(directory.resolve("slurm")));
                LoopbackSshServer server = LoopbackSshServer.start(Files.createDirectory(directory.resolve("server")));
                JavaProcess source = JavaProcess.start(Jdk.current(), sample.command(List.of(Mover.JDWP)), directory)) {
            reach(slurm.node(), server);
            source.awaitLineWanted(1);
            String environment = slurm.configuration() + " ";
            Tool tool = Tool.start(List.of(
                    "attach",
                    "" + source.pid(),
                    "--at",
                    "io.jtp.samples.Here.moment",
                    "--provision",
                    environment + script + " start --ntasks=1",
                    "--release",
                    environment + script + " end"));
            assertThat(tool.awaitErrors(text -> text.contains(Mover.WAITS)))
                    .as(tool.toString())
                    .isTrue();
            assertThat(slurm.ask("squeue", "--noheader", "--format=%j %T"))
                    .as("the allocation is there")
                    .startsWith("jtp-")
                    .endsWith("RUNNING\n");
            source.type("\n");
            source.endInput();
            assertThat(tool.awaitExitCode()).as(tool.toString()).isZero();
            assertThat(tool.errors()).containsPattern("moved: process \\d+ at " + slurm.node());
            assertThat(source.awaitEnd().out())
                    .isEqualTo(Baseline.run(Jdk.current(), sample, directory).out());
            assertThat(slurm.ask("squeue", "--noheader", "--states=PENDING,RUNNING"))
                    .as("the allocation is given back")
                    .isEmpty();
        } finally {
            Files.deleteIfExists(TestHome.ssh().resolve("config"));
        }
    }
}
