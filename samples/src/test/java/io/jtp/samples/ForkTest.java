package io.jtp.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.samples.copies.WhichOne;
import io.jtp.samples.harness.Baseline;
import io.jtp.samples.harness.Ending;
import io.jtp.samples.harness.JavaProcess;
import io.jtp.samples.harness.Jdk;
import io.jtp.samples.harness.Jtp;
import io.jtp.samples.harness.Lab;
import io.jtp.samples.harness.Mover;
import io.jtp.samples.harness.Route;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Copies of a program go on side by side. */
@Isolated("it changes the user's keys")
class ForkTest {
    private static final int FAILED = 4;

    @TempDir
    private Path directory;

    private Lab lab;

    @BeforeEach
    void start() throws IOException {
        lab = Lab.start(directory);
    }

    @AfterEach
    void stop() throws IOException {
        lab.close();
    }

    static List<Jdk> jdks() {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void each_copy_knows_which_it_is_and_the_program_goes_on(Jdk jdk) throws Exception {
        try (JavaProcess source = start(jdk);
                JavaProcess jtp = fork(source, "--to", "local," + lab.address(Route.SSH), "-n", "3")) {
            letGo(source, jtp);
            assertThat(source.awaitEnd().out()).isEqualTo("begins\nis null\n");
            Ending ending = jtp.awaitEnd();
            // the first exit code that is not 0: each copy ends with its number less 1
            assertThat(ending.exitCode()).as("%s", jtp).isEqualTo(1);
            assertThat(ending.out().lines()).containsExactlyInAnyOrder("[1] is 1", "[2] is 2", "[3] is 3");
            assertThat(ending.err())
                    .contains("[1] process", "at local", "[2] process", "at " + lab.address(Route.SSH))
                    .contains("the program itself goes on", "copy 3 has ended with exit code 2");
        }
    }

    @Test
    void the_program_ends_when_it_is_asked_to() throws Exception {
        try (JavaProcess source = start(Jdk.current());
                JavaProcess jtp = fork(source, "--to", "local", "--end")) {
            letGo(source, jtp);
            Ending before = source.awaitEnd();
            assertThat(before.out()).isEqualTo("begins\n");
            assertThat(before.exitCode()).isEqualTo(143);
            assertThat(jtp.awaitEnd().out()).as("%s", jtp).isEqualTo("[1] is 1\n");
            assertThat(jtp.awaitEnd().exitCode()).isZero();
        }
    }

    @Test
    void none_goes_if_one_cannot() throws Exception {
        try (JavaProcess source = start(Jdk.current());
                JavaProcess jtp = fork(source, "--to", "local,nobody@no-such-host.invalid", "-n", "2")) {
            assertThat(jtp.awaitEnd().exitCode()).as("%s", jtp).isEqualTo(FAILED);
            assertThat(jtp.errors()).contains("no-such-host.invalid", "no copy runs, and the program goes on");
            assertThat(jtp.output()).isEmpty();
            source.type("\n");
            source.endInput();
            assertThat(source.awaitEnd().out()).isEqualTo("begins\nis null\n");
        }
    }

    private static void letGo(JavaProcess source, JavaProcess jtp) throws InterruptedException {
        jtp.awaitErrors(text -> text.contains(Mover.WAITS));
        source.type("\n");
        source.endInput();
    }

    private JavaProcess fork(JavaProcess source, String... options) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("fork", "" + source.pid(), "--at", "io.jtp.samples.Here.moment"));
        command.addAll(Arrays.asList(options));
        return Jtp.start(lab.work(), command.toArray(new String[0]));
    }

    private JavaProcess start(Jdk jdk) throws Exception {
        Path tests = Path.of(WhichOne.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        JavaProcess source = JavaProcess.start(
                jdk,
                List.of(
                        Mover.JDWP,
                        "-Djtp.samples.wait=0",
                        "-cp",
                        Baseline.classPath() + File.pathSeparator + tests,
                        WhichOne.class.getName()),
                lab.work());
        source.awaitLineWanted(1);
        return source;
    }
}
