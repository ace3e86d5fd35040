package io.jtp.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.samples.bad.ManyObstacles;
import io.jtp.samples.harness.Baseline;
import io.jtp.samples.harness.Classes;
import io.jtp.samples.harness.JavaProcess;
import io.jtp.samples.harness.Jdk;
import io.jtp.samples.harness.Lab;
import io.jtp.samples.harness.Mover;
import io.jtp.samples.harness.Sample;
import io.jtp.samples.harness.Tool;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Objects that cannot be moved: all of them are told at once, each once, with a path to it; and the program goes on undisturbed. */
@Isolated("it changes the user's keys")
class ObstaclesTest {
    private static final int REFUSED = 3;

    private static final String MAIN =
            "main, io.jtp.samples.bad.ManyObstacles.main (ManyObstacles.java), local variable ";
    private static final String FILES =
            "main, io.jtp.samples.bad.ManyObstacles.withFiles (ManyObstacles.java), local variable ";
    private static final String PROCESS =
            "main, io.jtp.samples.bad.ManyObstacles.withProcess (ManyObstacles.java), local variable ";

    private static final List<String> PLACES = List.of(
            MAIN + "server",
            FILES + "key",
            FILES + "lock",
            PROCESS + "child",
            "static ManyObstacles.selector",
            FILES + "second -> RandomAccessFile.fd",
            MAIN + "pool -> ManyObstacles.Pool.idle -> ArrayList.elementData[1] -> ManyObstacles.Conn.socket");

    private static final List<String> PROBLEMS = List.of(
            "a channel (sun.nio.ch.ServerSocketChannelImpl)",
            "a selection key (sun.nio.ch.SelectionKeyImpl)",
            "a lock on a file (sun.nio.ch.FileLockImpl)",
            "a child process (java.lang.ProcessImpl)",
            "a selector (sun.nio.ch.EPollSelectorImpl)",
            "an open file that has been deleted or replaced",
            "a server socket (java.net.ServerSocket)");

    @AutoClose
    private static Lab lab;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        lab = Lab.start(directory);
    }

    static Stream<Jdk> jdks() {
        return Jdk.all().stream();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void a_dry_run_and_a_move_tell_the_same_complete_list(Jdk jdk) throws Exception {
        Sample sample = sample(ManyObstacles.class)
                .vmOptions("-Djtp.samples.hops=1,1", "-Djtp.samples.moment=0")
                .input("\n\n", "");
        try (JavaProcess source = JavaProcess.start(jdk, sample.command(List.of(Mover.JDWP)), lab.work())) {
            List<String> dryRun = refused(source, 1, "--dry-run");
            List<String> move = refused(source, 2);
            source.endInput();

            assertThat(move).isEqualTo(dryRun);
            assertThat(move.get(0)).endsWith("for 7 reasons");
            assertThat(told(move, "  at:      ").map(place -> place.replaceAll(":\\d+\\)", ")")))
                    .containsExactlyElementsOf(PLACES);
            assertThat(told(move, "  problem: ").map(problem -> problem.replaceAll(": /.*", "")))
                    .containsExactlyElementsOf(PROBLEMS);
            assertThat(told(move, "  remedy:  "))
                    .hasSize(PROBLEMS.size())
                    .allMatch(remedy -> remedy.contains("Move the program"));
            assertThat(source.awaitEnd()).isEqualTo(Baseline.run(jdk, sample, lab.work()));
        }
    }

    /** {@return what it says from the first obstacle on} */
    private static List<String> refused(JavaProcess source, int times, String... options) throws Exception {
        source.awaitLineWanted(times);
        return Tool.moveAtMoment(source, "local", "\n", REFUSED, List.of(options))
                .errors()
                .lines()
                .dropWhile(line -> !line.contains("cannot be moved as it stands"))
                .toList();
    }

    private static Stream<String> told(List<String> lines, String what) {
        return lines.stream().filter(line -> line.startsWith(what)).map(line -> line.substring(what.length()));
    }

    private static Sample sample(Class<?> program) {
        return Sample.of(program, 1).classes(Classes.of(program));
    }
}
