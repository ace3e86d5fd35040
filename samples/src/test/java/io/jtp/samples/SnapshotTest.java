package io.jtp.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jtp.cli.Main;
import io.jtp.cli.Phase;
import io.jtp.cli.TeleportException;
import io.jtp.cli.TeleportObserver;
import io.jtp.samples.bad.OpenedFile;
import io.jtp.samples.harness.Baseline;
import io.jtp.samples.harness.Ending;
import io.jtp.samples.harness.JavaProcess;
import io.jtp.samples.harness.Jdk;
import io.jtp.samples.harness.Jtp;
import io.jtp.samples.harness.Lab;
import io.jtp.samples.harness.Mover;
import io.jtp.samples.harness.Route;
import io.jtp.samples.harness.Sample;
import io.jtp.samples.harness.Samples;
import io.jtp.samples.harness.Teleports;
import io.jtp.samples.harness.Tool;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A program is written into a file, and goes on from there: what it prints in all is what it prints undisturbed. */
@Isolated("it changes the user's keys")
class SnapshotTest {
    private static final int ENDED = 143;
    private static final int USAGE = 2;
    private static final int FAILED = 4;

    private static final Sample LINES = Samples.named("InputLines[typed later]");

    @TempDir
    private Path directory;

    private Lab lab;
    private Path file;

    @BeforeEach
    void start() throws IOException {
        lab = Lab.start(directory);
        file = directory.resolve("program.jtp");
    }

    @AfterEach
    void stop() throws IOException {
        lab.close();
    }

    static List<Arguments> everywhere() {
        return Jdk.all().stream()
                .flatMap(jdk -> Stream.of(Route.values()).map(route -> Arguments.of(jdk, route)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void a_program_goes_on_from_its_file(Jdk jdk, Route route) throws Exception {
        Ending before;
        try (JavaProcess source = start(jdk, LINES)) {
            Jtp.snapshot(source, file, "\n" + LINES.inputBefore(), "--end");
            before = source.awaitEnd();
        }
        assertThat(before.exitCode()).isEqualTo(ENDED);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (JavaProcess resumed = Jtp.start(lab.work(), "resume", file.toString(), "--to", lab.address(route))) {
            resumed.type(LINES.inputAfter());
            resumed.endInput();
            assertGoesOn(before, resumed, undisturbed(jdk, LINES));
        }
    }

    @Test
    void the_program_itself_goes_on_and_every_resumption_is_alike() throws Exception {
        Sample sample = Samples.named("Nested");
        Ending expected = undisturbed(Jdk.current(), sample);
        try (JavaProcess source = start(Jdk.current(), sample)) {
            Jtp.snapshot(source, file, "\n");
            source.endInput();
            assertThat(source.awaitEnd()).isEqualTo(expected);
        }
        for (int i = 0; i < 2; i++) {
            try (JavaProcess resumed = Jtp.start(lab.work(), "resume", file.toString())) {
                Ending after = Jtp.withoutWords(resumed.awaitEnd());
                assertThat(after.out()).as("%s", resumed).startsWith("c has hello world");
                assertThat(expected.out()).endsWith(after.out());
                assertThat(after.exitCode()).isZero();
            }
        }
    }

    /** Neither the classes that it was started with nor others that are there now are used. */
    @ParameterizedTest
    @MethodSource("routes")
    void the_file_is_enough_by_itself(Route route) throws Exception {
        compile("other than in the snapshot");
        byte[] other = Files.readAllBytes(directory.resolve("classes/Other.class"));
        compile("as in the snapshot");
        try (JavaProcess source = startCompiled()) {
            Jtp.snapshot(source, file, "\n", "--end");
            source.awaitEnd();
        }
        Files.delete(directory.resolve("classes/Compiled.class"));
        Files.write(directory.resolve("classes/Other.class"), other);
        try (JavaProcess resumed = Jtp.start(lab.work(), "resume", file.toString(), "--to", lab.address(route))) {
            assertThat(Jtp.withoutWords(resumed.awaitEnd()))
                    .as("%s", resumed)
                    .isEqualTo(new Ending("as in the snapshot\n", "", 7));
        }
    }

    static Route[] routes() {
        return Route.values();
    }

    /** What exit code 5 promises. */
    @Test
    void what_a_failed_hand_over_leaves_is_resumed() throws Exception {
        Path snapshot;
        Ending before;
        try (JavaProcess source = start(Jdk.current(), LINES)) {
            TeleportObserver observer = (phase, detail) -> {
                if (phase == Phase.RENDEZVOUS) {
                    source.type("\n" + LINES.inputBefore());
                } else if (phase == Phase.COMMIT) {
                    // the destination is lost in the very instant of the hand-over
                    ProcessHandle.current()
                            .children()
                            .filter(child -> child.pid() != source.pid())
                            .filter(child ->
                                    child.info().commandLine().orElse("").contains("jtp-agent.jar"))
                            .forEach(child -> {
                                child.destroyForcibly();
                                child.onExit().join();
                            });
                }
            };
            TeleportException failure = catchThrowableOfType(
                    TeleportException.class,
                    () -> Teleports.of("" + source.pid(), "local", observer).run());
            assertThat(failure.kind()).as("%s", failure).isEqualTo(TeleportException.Kind.AFTER_COMMIT);
            snapshot = failure.snapshot().orElseThrow();
            before = source.awaitEnd();
            assertThat(before.exitCode()).isNotZero();
        }
        try (JavaProcess resumed = Jtp.start(lab.work(), "resume", snapshot.toString())) {
            resumed.type(LINES.inputAfter());
            resumed.endInput();
            assertGoesOn(before, resumed, undisturbed(Jdk.current(), LINES));
        } finally {
            Files.delete(snapshot);
        }
    }

    @Test
    void a_file_that_is_no_whole_snapshot_of_ones_own_is_not_resumed() throws Exception {
        try (JavaProcess source = start(Jdk.current(), Samples.named("Nested"))) {
            Jtp.snapshot(source, file, "\n");
            assertFails(USAGE, "is there already", "snapshot", "" + source.pid(), "-o", file.toString());
            assertFails(USAGE, "no directory", "snapshot", "" + source.pid(), "-o", directory + "/none/x.jtp");
        }
        byte[] whole = Files.readAllBytes(file);
        Path bad = directory.resolve("bad.jtp");
        assertRefused(bad, "there is no file");
        assertRefused(directory, "is not a file");
        Files.writeString(bad, "something else\n");
        assertRefused(bad, "not a jtp snapshot");
        Files.write(bad, Arrays.copyOf(whole, whole.length - 1));
        assertRefused(bad, "truncated");
        byte[] altered = whole.clone();
        altered[whole.length / 2] ^= 1;
        Files.write(bad, altered);
        assertRefused(bad, "damaged");
        byte[] newer = whole.clone();
        newer[11]++;
        Files.write(bad, newer);
        assertRefused(bad, "use the jtp that wrote it");
        Files.write(bad, whole);
        Files.setPosixFilePermissions(bad, PosixFilePermissions.fromString("rw--w----"));
        assertRefused(bad, "chmod 600");
    }

    /** The program that went on has written to it. */
    @Test
    void an_open_file_that_has_changed_since_is_noticed() throws Exception {
        Path opened = directory.resolve("opened.txt");
        Path tests = Path.of(OpenedFile.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        String classPath = Baseline.classPath() + File.pathSeparator + tests;
        List<String> command = List.of(
                Mover.JDWP, "-Djtp.samples.wait=0", "-cp", classPath, OpenedFile.class.getName(), opened.toString());
        try (JavaProcess source = JavaProcess.start(Jdk.current(), command, lab.work())) {
            source.awaitLineWanted(1);
            Jtp.snapshot(source, file, "\n");
            source.endInput();
            assertThat(source.awaitEnd().exitCode()).isZero();
        }
        assertFails(FAILED, opened.toString(), "resume", file.toString());
        assertFails(FAILED, "nothing runs, and the snapshot is as it was", "resume", file.toString());
        assertThat(opened).hasContent("one\ntwo\ndrei \n");
    }

    /** A process that may write no more than this much into a file stands in for a disk that is full. */
    @Test
    void a_full_disk_leaves_nothing_and_the_program_goes_on() throws Exception {
        Sample sample = Samples.named("Nested");
        try (JavaProcess source = start(Jdk.current(), sample)) {
            List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -f 200; exec \"$@\"", "sh"));
            command.addAll(JavaProcess.here(
                    Main.class,
                    List.of("-XX:-UsePerfData"),
                    List.of(
                            "snapshot",
                            "" + source.pid(),
                            "-o",
                            file.toString(),
                            "--end",
                            "--at",
                            "io.jtp.samples.Here.moment")));
            try (JavaProcess jtp = JavaProcess.start(command, directory)) {
                jtp.awaitErrors(text -> text.contains(Mover.WAITS));
                source.type("\n");
                source.endInput();
                assertThat(jtp.awaitEnd().exitCode()).as("%s", jtp).isEqualTo(FAILED);
                assertThat(jtp.errors()).contains("writing the snapshot", "the program goes on");
            }
            assertThat(source.awaitEnd()).isEqualTo(undisturbed(Jdk.current(), sample));
        }
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.map(path -> path.getFileName().toString())).noneMatch(name -> name.contains(".jtp"));
        }
    }

    private static void assertRefused(Path file, String words) throws Exception {
        assertFails(USAGE, words, "resume", file.toString());
    }

    private static void assertFails(int exitCode, String words, String... command) throws Exception {
        Tool tool = Tool.start(List.of(command));
        try {
            assertThat(tool.awaitExitCode()).as("%s", tool).isEqualTo(exitCode);
            assertThat(tool.errors()).contains(words).doesNotContain("\tat ");
        } finally {
            tool.abandon();
        }
    }

    private static void assertGoesOn(Ending before, JavaProcess resumed, Ending expected) throws Exception {
        Ending after = Jtp.withoutWords(resumed.awaitEnd());
        assertThat(new Ending(before.out() + after.out(), before.err() + after.err(), after.exitCode()))
                .as("%s", resumed)
                .isEqualTo(expected);
    }

    private JavaProcess start(Jdk jdk, Sample sample) throws Exception {
        JavaProcess source = JavaProcess.start(jdk, Jtp.waiting(sample).command(List.of(Mover.JDWP)), lab.work());
        source.awaitLineWanted(1);
        return source;
    }

    private Ending undisturbed(Jdk jdk, Sample sample) {
        Sample waiting = Jtp.waiting(sample);
        return Baseline.run(jdk, waiting.input("\n" + sample.inputBefore(), sample.inputAfter()), lab.work());
    }

    /** Compiles a program of two classes, the second of which is not loaded before its moment. */
    private void compile(String text) throws IOException {
        Path classes = Files.createDirectories(directory.resolve("classes"));
        Path source = Files.writeString(directory.resolve("Compiled.java"), """
                public class Compiled {
                    public static void main(String[] args) {
                        io.jtp.samples.Here.begin();
                        int code = 7;
                        io.jtp.samples.Here.now();
                        System.out.println(Other.text());
                        System.exit(code);
                    }
                }
                class Other {
                    static String text() {
                        return "%s";
                    }
                }
                """.formatted(text));
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", Baseline.classPath(), "-d", classes.toString(), source.toString());
        assertThat(result).isZero();
    }

    private JavaProcess startCompiled() throws Exception {
        JavaProcess source = JavaProcess.start(
                Jdk.current(),
                List.of(
                        Mover.JDWP,
                        "-Djtp.samples.wait=0",
                        "-cp",
                        directory.resolve("classes") + File.pathSeparator + Baseline.classPath(),
                        "Compiled"),
                lab.work());
        source.awaitLineWanted(1);
        return source;
    }
}
