package io.jtp.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.samples.bad.OpenedFile;
import io.jtp.samples.harness.Baseline;
import io.jtp.samples.harness.Classes;
import io.jtp.samples.harness.Ending;
import io.jtp.samples.harness.JavaProcess;
import io.jtp.samples.harness.Jdk;
import io.jtp.samples.harness.Lab;
import io.jtp.samples.harness.MeddlingJava;
import io.jtp.samples.harness.Mover;
import io.jtp.samples.harness.Route;
import io.jtp.samples.harness.Sample;
import io.jtp.samples.harness.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A file that cannot be opened again at the destination, because something happens to it after the program was captured: the move is rolled
 * back, it is said why, and the program goes on as if nothing had happened.
 */
@Isolated("it changes the user's keys")
class ReopeningTest {
    private static final int ROLLED_BACK = 4;

    @TempDir
    private static Path directory;

    @AutoClose
    private static Lab lab;

    @BeforeAll
    static void start() throws Exception {
        lab = Lab.start(directory);
    }

    static Stream<Arguments> happenings() {
        List<Jdk> jdks = Jdk.all();
        Jdk oldest = jdks.get(0);
        Jdk latest = jdks.get(jdks.size() - 1);
        return Stream.of(
                Arguments.of("rm FILE", Route.SSH, oldest, "is not there"),
                Arguments.of("rm FILE && mkdir FILE", Route.SSH, latest, "is not there"),
                Arguments.of("cp -p FILE FILE.new && mv FILE.new FILE", Route.LOCAL, latest, "is another file now"),
                Arguments.of("touch -d 2001-02-03 FILE", Route.LOCAL, oldest, "was modified at 2001-02-03"));
    }

    @ParameterizedTest
    @MethodSource("happenings")
    void a_file_that_is_not_the_same_there_rolls_the_move_back(
            String happening, Route route, Jdk jdk, String difference) throws Exception {
        Path file = Files.createTempDirectory(lab.work(), "opened").toRealPath().resolve("file");
        Sample sample = Sample.of(OpenedFile.class, 1)
                .classes(Classes.of(OpenedFile.class))
                .arguments(file.toString())
                .vmOptions("-Djtp.samples.wait=0")
                .input("\n", "");
        Ending undisturbed = Baseline.run(jdk, sample, lab.work());
        try (JavaProcess source = JavaProcess.start(jdk, sample.command(List.of(Mover.JDWP)), lab.work())) {
            source.awaitLineWanted(1);
            Path java = MeddlingJava.make(directory, jdk, happening.replace("FILE", "'" + file + "'"), ":");
            Tool tool = Tool.moveAtMoment(
                    source, lab.address(route), sample.inputBefore(), ROLLED_BACK, List.of("--java", java.toString()));
            source.endInput();
            assertThat(tool.errors())
                    .as("%s", tool)
                    .contains(
                            "the program has the file " + file + " open, which has to be the same here, but it "
                                    + difference,
                            "--files ship sends copies of such files along",
                            "the program was not moved, and goes on where it was")
                    .doesNotContain("\tat ");
            assertThat(source.awaitEnd()).isEqualTo(undisturbed);
        }
    }
}
