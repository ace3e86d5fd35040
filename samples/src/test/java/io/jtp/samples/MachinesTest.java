package io.jtp.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jtp.cli.Main;
import io.jtp.samples.harness.Ending;
import io.jtp.samples.harness.JavaProcess;
import io.jtp.samples.harness.Jdk;
import io.jtp.samples.harness.Machines;
import io.jtp.samples.harness.Mover;
import io.jtp.samples.harness.TestHome;
import io.jtp.samples.machines.HostName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** From one machine to another, which has another name, and between which the cable can be pulled. */
@Isolated("it changes the user's keys")
class MachinesTest {
    private static final int ROLLED_BACK = 4;

    @TempDir
    private Path directory;

    private Machines machines;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(
                Machines.arePossible(), "only root can make two machines of one, and needs iproute2 and sshd for it");
        machines = Machines.start(Files.createDirectory(directory.resolve("machines")));
        TestHome.useIdentity(machines.identity());
        TestHome.know(machines.knownHosts());
    }

    @AfterEach
    void stop() throws Exception {
        if (machines != null) {
            machines.close();
        }
    }

    @Test
    void a_program_sees_two_machines() throws Exception {
        for (Jdk jdk : Jdk.all()) {
            try (JavaProcess source = program(jdk);
                    JavaProcess tool = attach(source)) {
                tool.awaitErrors(text -> text.contains(Mover.WAITS));
                source.type("\n");
                source.endInput();
                Ending ending = source.awaitEnd();
                assertThat(ending.out()).as("%s\n%s", source, tool).isEqualTo("from jtp-one to jtp-two\n");
                assertThat(ending.exitCode()).isZero();
                assertThat(tool.awaitEnd().exitCode()).as(tool.toString()).isZero();
            }
        }
    }

    @Test
    void the_cable_is_pulled_before_the_program_is_sent() throws Exception {
        assertStaysWithoutCable();
    }

    /** Then nobody can ask for a sign of life, either: that would have to wait until the line takes more. */
    @Test
    void the_cable_is_pulled_and_the_line_does_not_take_all_that_is_sent() throws Exception {
        machines.limitUnreceived(16 * 1024);
        assertStaysWithoutCable();
    }

    private void assertStaysWithoutCable() throws Exception {
        try (JavaProcess source = program(Jdk.current());
                JavaProcess tool = attach(source)) {
            tool.awaitErrors(text -> text.contains(Mover.WAITS));
            machines.cut();
            source.type("\n");
            source.endInput();
            assertThat(tool.awaitEnd().exitCode()).as(tool.toString()).isEqualTo(ROLLED_BACK);
            assertThat(tool.errors()).contains("goes on where it was");
            assertThat(source.awaitEnd().out()).as(source.toString()).isEqualTo("from jtp-one to jtp-one\n");
            Matcher moved = Pattern.compile("process (\\d+) at").matcher(tool.errors());
            assertThat(moved.find()).as(tool.toString()).isFalse();
        }
    }

    private JavaProcess program(Jdk jdk) throws IOException, InterruptedException {
        JavaProcess source = JavaProcess.start(
                machines.on(
                        Machines.FIRST,
                        List.of(
                                jdk.java().toString(),
                                Mover.JDWP,
                                "-Djtp.samples.wait=0",
                                "-cp",
                                System.getProperty("java.class.path"),
                                HostName.class.getName())),
                directory);
        source.awaitLineWanted(1);
        return source;
    }

    private JavaProcess attach(JavaProcess source) throws IOException {
        List<String> arguments =
                List.of("attach", "" + source.pid(), "--to", machines.address(), "--at", "io.jtp.samples.Here.moment");
        return JavaProcess.start(
                machines.on(Machines.FIRST, JavaProcess.here(Main.class, List.of(), arguments)), directory);
    }
}
