package io.jtp.samples.steady;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.samples.harness.Jdk;
import io.jtp.samples.harness.Moment;
import io.jtp.samples.harness.Move;
import io.jtp.samples.harness.MoveResult;
import io.jtp.samples.harness.Mover;
import io.jtp.samples.harness.Route;
import io.jtp.samples.harness.Sample;
import io.jtp.samples.harness.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the JVMs write about their compilers' work on a loop that was resumed. */
class CompiledLoopsTest {

    static List<Jdk> jdks() {
        return Jdk.all();
    }

    /**
     * C1 is what gathers the profile: without it, C2's code for the loop can be half as fast, for as long as the loop runs. Nor is C2 to
     * compile what follows the loop before it has run.
     */
    @ParameterizedTest
    @MethodSource("jdks")
    void resumed_loops_are_compiled_with_a_profile(Jdk jdk, @TempDir Path directory) throws Exception {
        Sample sample = Sample.of(Innermost.class, 3)
                .vmOptions(
                        "-Djtp.samples.rounds=12",
                        "-Djtp.samples.times=" + directory.resolve("times"),
                        "-XX:+UnlockDiagnosticVMOptions",
                        "-XX:+LogCompilation",
                        "-XX:LogFile=" + directory.resolve("%p.compilations"));
        Mover mover = new Mover(directory, Map.of(Route.LOCAL, "local"));
        MoveResult result = mover.run(new Move(sample, new Moment.Marked(3), Route.LOCAL, jdk));
        assertThat(result.verdict()).as(result.transcript()).isEqualTo(Verdict.EQUAL);
        List<String> log = lines(directory);
        assertThat(log)
                .anyMatch(line -> line.startsWith("<nmethod ")
                        && line.contains("compile_kind='osr'")
                        && line.contains(Innermost.class.getName() + " main"))
                .anyMatch(line -> line.startsWith("<uncommon_trap ") && line.contains("reason='unreached'"))
                .noneMatch(line -> line.startsWith("<failure ") && line.contains("osr entry"));
    }

    private static List<String> lines(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> logs = files.filter(file -> file.toString().endsWith(".compilations"))
                    .toList();
            assertThat(logs).as("one of the source, one of the destination").hasSizeGreaterThanOrEqualTo(2);
            Stream.Builder<String> lines = Stream.builder();
            for (Path log : logs) {
                Files.readAllLines(log).forEach(lines);
            }
            return lines.build().toList();
        }
    }
}
