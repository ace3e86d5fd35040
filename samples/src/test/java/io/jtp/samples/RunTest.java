package io.jtp.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.samples.expressions.Nested;
import io.jtp.samples.harness.Baseline;
import io.jtp.samples.harness.Ending;
import io.jtp.samples.harness.JavaProcess;
import io.jtp.samples.harness.Jdk;
import io.jtp.samples.harness.Launcher;
import io.jtp.samples.harness.Sample;
import io.jtp.samples.harness.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code jtp run}: the program is the one that it is without jtp, and can be moved. */
@Isolated("it asks all programs of the user")
class RunTest {
    private static final int BY_SIGTERM = 128 + 15;

    private static final Sample SAMPLE = Sample.of(Nested.class, 1)
            .vmOptions("-Djtp.samples.wait=0", "-Djtp.samples.moment=1")
            .arguments("two  blanks", "it's", "--help")
            .input("\n", "");

    @TempDir
    private Path directory;

    static Stream<Jdk> jdks() {
        return Jdk.all().stream();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void the_process_is_the_program_s_and_it_can_be_moved(Jdk jdk) throws Exception {
        Ending undisturbed = Baseline.run(jdk, SAMPLE, directory);
        try (JavaProcess source = JavaProcess.start(Launcher.command(run(jdk)), directory)) {
            source.awaitLineWanted(1);
            Tool tool = Tool.moveAtMoment(source, "local", "\n", 0, List.of());
            source.endInput();
            assertThat(source.awaitEnd()).isEqualTo(undisturbed);
            assertThat(tool.errors()).contains("moved: process");
        }
    }

    @Test
    void a_signal_to_the_jar_s_process_reaches_the_program() throws Exception {
        try (JavaProcess jtp = JavaProcess.start(Launcher.ofJar(run(Jdk.current())), directory)) {
            jtp.awaitLineWanted(1);
            ProcessHandle program = jtp.handle().children().findFirst().orElseThrow();
            jtp.handle().destroy();
            assertThat(jtp.awaitEnd().exitCode()).isEqualTo(BY_SIGTERM);
            assertThat(program.isAlive()).isFalse();
        }
    }

    @Test
    void the_jar_s_process_has_the_program_s_streams_and_exit_code() throws Exception {
        try (JavaProcess jtp = JavaProcess.start(Launcher.ofJar(run(Jdk.current())), directory)) {
            jtp.awaitLineWanted(1);
            jtp.type("\n");
            jtp.endInput();
            assertThat(jtp.awaitEnd()).isEqualTo(Baseline.run(Jdk.current(), SAMPLE, directory));
        }
    }

    /** jtp's own JVM has them, too, and what that prints is not taken for its answer. */
    @Test
    void options_in_the_environment_that_make_the_jvm_print() throws Exception {
        List<String> command = Launcher.command(run(Jdk.current()));
        command.add(1, "JDK_JAVA_OPTIONS=-Xlog:gc");
        try (JavaProcess process = JavaProcess.start(command, directory)) {
            process.awaitLineWanted(1);
            process.type("\n");
            process.endInput();
            assertThat(process.awaitEnd().out().lines().filter(line -> !line.startsWith("[")))
                    .containsExactlyElementsOf(Baseline.run(Jdk.current(), SAMPLE, directory)
                            .out()
                            .lines()
                            .toList());
        }
    }

    @Test
    void nothing_is_started_with_a_second_agent() throws Exception {
        List<String> words = List.of(
                "run", "--", Jdk.current().java().toString(), "-cp", "x", "-agentlib:jdwp=transport=dt_socket", "Main");
        try (JavaProcess jtp = JavaProcess.start(Launcher.command(words), directory)) {
            Ending ending = jtp.awaitEnd();
            assertThat(ending.exitCode()).isEqualTo(2);
            assertThat(ending.out()).isEmpty();
            assertThat(ending.err()).startsWith("jtp: a JDWP agent is there already");
        }
    }

    private static List<String> run(Jdk jdk) {
        List<String> command = new ArrayList<>(List.of("run", "--", jdk.java().toString()));
        command.addAll(SAMPLE.command(List.of()));
        return command;
    }
}
