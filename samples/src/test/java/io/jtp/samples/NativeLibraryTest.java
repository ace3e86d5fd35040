package io.jtp.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.samples.bad.OwnLibrary;
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
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A program that has loaded a native library: refused, or with {@code --native same} moved if the destination has the very same file, which
 * is loaded there, without a second warning of native code on those JDKs that give one. The library is one of the JDK's that it does not load by itself.
 */
@Isolated("it changes the user's keys")
class NativeLibraryTest {
    private static final int REFUSED = 3;
    private static final int ROLLED_BACK = 4;
    private static final int EXIT_CODE = 5;

    @TempDir
    private static Path directory;

    @AutoClose
    private static Lab lab;

    @BeforeAll
    static void start() throws Exception {
        lab = Lab.start(directory);
    }

    static Stream<Jdk> jdks() {
        return Jdk.all().stream();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void it_is_refused_without_being_asked_for(Jdk jdk) throws Exception {
        Path library = library(jdk);
        String errors = move(jdk, library, Route.LOCAL, REFUSED);
        assertThat(errors)
                .contains("native library " + library, "a native library of the program's own", "--native same");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void the_destination_loads_the_same(Jdk jdk) throws Exception {
        move(jdk, library(jdk), Route.SSH, EXIT_CODE, "--native", "same");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void another_one_at_the_destination_rolls_the_move_back(Jdk jdk) throws Exception {
        Path library = library(jdk);
        Path java = MeddlingJava.make(directory, jdk, "printf x >> '" + library + "'", ":");
        String errors = move(jdk, library, Route.SSH, ROLLED_BACK, "--native", "same", "--java", java.toString());
        assertThat(errors)
                .contains(
                        "the native library " + library + " is another one here",
                        "the program was not moved, and goes on where it was");
    }

    private static Path library(Jdk jdk) throws Exception {
        Path copies = Files.createTempDirectory(lab.work(), "library").toRealPath();
        return Files.copy(jdk.home().resolve("lib/libprefs.so"), copies.resolve("libown.so"));
    }

    /** {@return what jtp says on standard error} */
    private static String move(Jdk jdk, Path library, Route route, int exitCode, String... options) throws Exception {
        Sample sample = Sample.of(OwnLibrary.class, 1)
                .classes(Classes.of(OwnLibrary.class))
                .arguments(library.toString())
                .vmOptions("-Djtp.samples.wait=0")
                .input("\n", "");
        Ending undisturbed = Baseline.run(jdk, sample, lab.work());
        assertThat(undisturbed.exitCode()).isEqualTo(EXIT_CODE);
        assertThat(undisturbed.out().lines()).containsExactly("false", "true", "true");
        try (JavaProcess source = JavaProcess.start(jdk, sample.command(List.of(Mover.JDWP)), lab.work())) {
            source.awaitLineWanted(1);
            Tool tool = Tool.moveAtMoment(source, lab.address(route), sample.inputBefore(), exitCode, List.of(options));
            source.endInput();
            assertThat(source.awaitEnd()).as("%s", tool).isEqualTo(undisturbed);
            return tool.errors();
        }
    }
}
