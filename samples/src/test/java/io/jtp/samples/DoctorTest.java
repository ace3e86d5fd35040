package io.jtp.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jtp.samples.harness.Ending;
import io.jtp.samples.harness.JavaProcess;
import io.jtp.samples.harness.Jdk;
import io.jtp.samples.harness.JsonDocument;
import io.jtp.samples.harness.Lab;
import io.jtp.samples.harness.Mover;
import io.jtp.samples.harness.Route;
import io.jtp.samples.harness.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code jtp doctor}: what a move would find, without one. */
@Isolated("it changes the user's keys")
class DoctorTest {
    private static final int REFUSED = 3;

    @AutoClose
    private static Lab lab;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        lab = Lab.start(directory);
    }

    static Stream<Jdk> jdks() {
        return Jdk.all().stream();
    }

    @Test
    void this_machine() throws Exception {
        Tool tool = doctor(0);
        assertThat(tool.output())
                .startsWith("this machine\n  good      java ")
                .containsPattern("good +SSH keys .*id_ecdsa")
                .contains("0 obstacles, ");
        assertThat(tool.errors()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void a_program_that_can_be_moved_and_a_destination_that_can_take_it(Jdk jdk) throws Exception {
        Path end = lab.work().resolve("end of " + jdk);
        try (JavaProcess source = start(jdk, end, List.of(Mover.JDWP))) {
            Tool tool = doctor(0, "" + source.pid(), lab.address(Route.SSH));
            assertThat(tool.output())
                    .containsPattern("good +JDWP +process " + source.pid() + " can be attached to")
                    .containsPattern("good +stacks and heap +1 thread, ")
                    .containsPattern("good +SSH +.* is reached")
                    .containsPattern("good +JDK +the program's build is there");
            Files.createFile(end);
            assertThat(source.awaitEnd())
                    .isEqualTo(new Ending(UntilThere.RUNS + "\nit has ended, with nothing open\n", "", 0));
        }
    }

    @Test
    void all_obstacles_of_a_program() throws Exception {
        Path agent = lab.work().resolve("agent.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", UntilThere.class.getName());
        new JarOutputStream(Files.newOutputStream(agent), manifest).close();
        List<String> options = List.of(Mover.JDWP, "-javaagent:" + agent);
        try (JavaProcess source = start(Jdk.current(), lab.work().resolve("end"), options, "with sockets")) {
            JsonNode document = JsonDocument.of(
                    "doctor", doctor(REFUSED, "--json", "" + source.pid()).output());
            assertThat(document.get("level").asText()).isEqualTo("obstacle");
            assertThat(StreamSupport.stream(document.get("findings").spliterator(), false)
                            .filter(finding -> finding.get("level").asText().equals("obstacle"))
                            .map(finding -> finding.get("topic").asText() + ": "
                                    + finding.get("text").asText()))
                    .as("%s", document)
                    .hasSize(3)
                    .anyMatch(text -> text.startsWith("JVM option -javaagent:" + agent))
                    .anyMatch(text -> text.startsWith("static UntilThere.server: a server socket"))
                    .anyMatch(text -> text.startsWith("static UntilThere.selector: a selector"));
        }
    }

    @Test
    void a_destination_that_cannot_be_reached() throws Exception {
        Tool tool = doctor(REFUSED, "--quiet", "nobody@no-such-host.invalid");
        assertThat(tool.output())
                .containsPattern("obstacle +connection +No connection to no-such-host\\.invalid")
                .doesNotContain("good");
    }

    @Test
    void a_program_that_is_not_there() throws Exception {
        assertThat(doctor(REFUSED, "999999999").output()).contains("There is no process 999999999");
    }

    private static JavaProcess start(Jdk jdk, Path end, List<String> options, String... furtherArguments)
            throws Exception {
        JavaProcess process = JavaProcess.start(jdk, UntilThere.command(end, options, furtherArguments), lab.work());
        process.awaitOutput(text -> text.contains(UntilThere.RUNS));
        return process;
    }

    private static Tool doctor(int exitCode, String... words) throws InterruptedException {
        Tool tool =
                Tool.start(Stream.concat(Stream.of("doctor"), Stream.of(words)).toList());
        assertThat(tool.awaitExitCode()).as("%s", tool).isEqualTo(exitCode);
        return tool;
    }
}
