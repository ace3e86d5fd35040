package io.jtp.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jtp.cli.Phase;
import io.jtp.cli.TeleportException;
import io.jtp.cli.TeleportObserver;
import io.jtp.cli.demo.LoopbackSshServer;
import io.jtp.samples.harness.Baseline;
import io.jtp.samples.harness.Ending;
import io.jtp.samples.harness.JavaProcess;
import io.jtp.samples.harness.Jdk;
import io.jtp.samples.harness.Mover;
import io.jtp.samples.harness.Sample;
import io.jtp.samples.harness.Samples;
import io.jtp.samples.harness.Teleports;
import io.jtp.samples.harness.TestHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Something dies in the middle of a move. Before the commit the program goes on where it was and nothing of the other one is left; after
 * it the source never runs on, whoever dies.
 */
@Isolated("it changes the user's keys, and looks for processes")
class KillTest {
    private static final Sample NESTED = Samples.named("Nested");
    private static final Sample LINES = Samples.named("InputLines[typed later]");

    /** How long a process whose peer has died may take to notice. */
    private static final long NOTICE_SECONDS = 20;

    @TempDir
    private Path directory;

    /** On the command line of the source and of its successor. */
    private final String mark = "-Djtp.test.mark=" + UUID.randomUUID();

    private LoopbackSshServer server;

    @BeforeEach
    void start() throws Exception {
        server = LoopbackSshServer.start(Files.createDirectory(directory.resolve("server")));
        TestHome.useIdentity(server.identity());
        TestHome.know(Files.readString(server.knownHosts()));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        for (ProcessHandle left : marked()) {
            left.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource({"RENDEZVOUS, local", "HEAP, ssh", "TRANSFER, local", "RESTORE, local", "RESTORE, ssh"})
    void the_destination_jvm_is_killed(Phase fatal, String route) throws Exception {
        try (JavaProcess source = startSource(NESTED)) {
            assertRollsBack(source, route, fatal, () -> {
                List<ProcessHandle> destination = successors(source);
                assertThat(destination).hasSize(1);
                destination.get(0).destroyForcibly();
                destination.get(0).onExit().join();
            });
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PREPARE", "FRAMES", "TRANSFER", "RESTORE"})
    void the_ssh_connection_is_cut(Phase fatal) throws Exception {
        try (JavaProcess source = startSource(NESTED)) {
            assertRollsBack(source, "ssh", fatal, () -> server.close());
        }
    }

    @Test
    void the_destination_cannot_restore_it() throws Exception {
        try (JavaProcess source = startSource(NESTED)) {
            assertRollsBack(source, "ssh", Phase.TRANSFER, () -> {
                // the program's classes are gone there before the agent has loaded one of them
                try (Stream<Path> files = Files.walk(directory.resolve("server"))) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        String name = file.getFileName().toString();
                        if ((name.endsWith(".jar") || name.endsWith(".class")) && !name.contains("agent")) {
                            Files.delete(file);
                        }
                    }
                }
            });
        }
    }

    /** The JDWP agent may print on standard error that the connection broke, if it was just going to send an event. */
    @ParameterizedTest
    @CsvSource({"RENDEZVOUS, local", "FRAMES, ssh", "HEAP, local", "TRANSFER, ssh", "RESTORE, local", "RESTORE, ssh"})
    void jtp_is_killed_before_the_commit(Phase fatal, String route) throws Exception {
        try (JavaProcess source = startSource(NESTED);
                JavaProcess jtp = startJtp(source, route, fatal)) {
            jtp.awaitOutput(text -> text.contains("RENDEZVOUS"));
            if (fatal == Phase.RENDEZVOUS) {
                // while it waits for the program, which comes to the place only afterwards
                jtp.kill();
                jtp.awaitEnd();
            }
            source.type("\n");
            source.endInput();
            if (fatal != Phase.RENDEZVOUS) {
                jtp.awaitOutput(text -> text.contains(fatal.name()));
                jtp.kill();
            }
            Ending ending = source.awaitEnd();
            String errors = ending.err().replaceAll("ERROR: transport error 202: .*\n", "");
            assertThat(new Ending(ending.out(), errors, ending.exitCode()))
                    .as("%s\n%s", source, jtp)
                    .isEqualTo(undisturbed(NESTED));
            assertNoSuccessor(source);
        }
    }

    @ParameterizedTest
    @CsvSource({"local", "ssh"})
    void jtp_is_killed_after_the_commit(String route) throws Exception {
        try (JavaProcess source = startSource(LINES);
                JavaProcess jtp = startJtp(source, route, Phase.RUNNING)) {
            jtp.awaitOutput(text -> text.contains("RENDEZVOUS"));
            source.type("\n" + LINES.inputBefore());
            jtp.awaitOutput(text -> text.contains("RUNNING"));
            jtp.kill();
            jtp.awaitEnd();
            source.type(LINES.inputAfter());
            source.endInput();
            Ending ending = source.awaitEnd();
            // it may be cut short, but no line comes twice, and it does not look like a success
            assertThat(undisturbed(LINES).out()).as("%s", source).startsWith(ending.out());
            assertThat(ending.out()).contains("2: two");
            assertThat(ending.exitCode()).isNotZero();
            assertNoSuccessor(source);
        }
    }

    /** What is done to a move. */
    private interface Blow {
        void strike() throws IOException;
    }

    private void assertRollsBack(JavaProcess source, String route, Phase fatal, Blow blow) throws Exception {
        TeleportObserver observer = (phase, detail) -> {
            try {
                if (phase == Phase.RENDEZVOUS) {
                    source.type("\n");
                    source.endInput();
                }
                if (phase == fatal) {
                    blow.strike();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        TeleportException failure = catchThrowableOfType(
                TeleportException.class,
                () -> Teleports.of("" + source.pid(), address(route), observer).run());
        assertThat(failure).as("%s", source).isNotNull();
        assertThat(failure.kind()).as("%s", failure).isEqualTo(TeleportException.Kind.ROLLED_BACK);
        if (fatal.compareTo(Phase.RENDEZVOUS) < 0) {
            source.type("\n");
            source.endInput();
        }
        assertThat(source.awaitEnd()).as("%s after %s", source, failure).isEqualTo(undisturbed(NESTED));
        assertNoSuccessor(source);
    }

    private String address(String route) {
        return route.equals("ssh") ? server.address() : route;
    }

    private JavaProcess startSource(Sample sample) throws Exception {
        JavaProcess source =
                JavaProcess.start(Jdk.current(), waiting(sample).command(List.of(mark, Mover.JDWP)), directory);
        source.awaitLineWanted(1);
        return source;
    }

    private static Sample waiting(Sample sample) {
        return sample.vmOptions("-Djtp.samples.wait=0");
    }

    private Ending undisturbed(Sample sample) {
        Sample waiting = waiting(sample);
        return Baseline.run(Jdk.current(), waiting.input("\n" + sample.inputBefore(), sample.inputAfter()), directory);
    }

    private JavaProcess startJtp(JavaProcess source, String route, Phase fatal) throws IOException {
        return JavaProcess.startHere(
                PausingTool.class, List.of(), List.of("" + source.pid(), address(route), fatal.name()), directory);
    }

    /** {@return the processes that the source was, or was to be, moved to} */
    private List<ProcessHandle> successors(JavaProcess source) {
        return marked().stream()
                .filter(process -> process.pid() != source.pid())
                .toList();
    }

    private List<ProcessHandle> marked() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(mark))
                .toList();
    }

    private void assertNoSuccessor(JavaProcess source) throws Exception {
        for (ProcessHandle left : successors(source)) {
            left.onExit().get(NOTICE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
