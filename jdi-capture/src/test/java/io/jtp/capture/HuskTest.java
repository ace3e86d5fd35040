package io.jtp.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import io.jtp.capture.TargetJvm.Jdk;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class HuskTest {
    private static final String UNDISTURBED_OUTPUT = "ready\n1\n2\n3\n4\nrest\nhook\n";
    private static final String UNDISTURBED_ERRORS = "interrupted: true\n";
    private static final int SIGKILLED = 128 + 9;

    static List<Jdk> jdks() {
        return TargetJvm.jdks();
    }

    static Stream<Arguments> jdksAndStagesBeforeCommit() {
        return jdks().stream()
                .flatMap(jdk -> Stream.of(HuskTool.Stage.STOPPED, HuskTool.Stage.PREPARED, HuskTool.Stage.TRAPPED)
                        .map(stage -> Arguments.of(jdk, stage)));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void streams_and_exit_code_carry_on(Jdk jdk) throws Exception {
        try (HuskSource source = HuskSource.start(jdk)) {
            ThreadReference main = source.stop();
            Husk husk = Husk.prepare(main);
            husk.trap(List.of(HeldThread.atEvent(main, false)));
            husk.commit();
            source.type("rest\n");
            source.endInput();
            assertThat(new String(husk.stdin().readAllBytes(), UTF_8)).isEqualTo("rest\n");
            husk.stdout().write("moved\n".getBytes(UTF_8));
            husk.stderr().write("moved too\n".getBytes(UTF_8));
            byte[] much = "0123456789\n".repeat(100_000).getBytes(UTF_8);
            husk.stdout().write(much);
            husk.end(7);

            assertThat(source.exitCode()).isEqualTo(7);
            assertThat(source.output()).isEqualTo("ready\n1\n2\nmoved\n" + new String(much, UTF_8));
            assertThat(source.errors()).isEqualTo("moved too\n");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void closing_before_the_commit_leaves_no_trace(Jdk jdk) throws Exception {
        try (HuskSource source = HuskSource.start(jdk)) {
            ThreadReference main = source.stop();
            source.type("rest\n");
            source.endInput();
            Husk husk = Husk.prepare(main);
            husk.trap(List.of(HeldThread.atEvent(main, false)));
            husk.close();
            assertThat(main.frameCount()).isEqualTo(2);
            main.virtualMachine().dispose();

            assertThat(source.exitCode()).isEqualTo(3);
            assertThat(source.output()).isEqualTo(UNDISTURBED_OUTPUT);
            assertThat(source.errors()).isEqualTo(UNDISTURBED_ERRORS);
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void can_be_prepared_while_the_program_runs(Jdk jdk) throws Exception {
        try (HuskSource source = HuskSource.start(jdk)) {
            Target target = Target.attach(source.address());
            Husk husk = target.prepareHusk();
            Stop stop = Stop.at(target.vm(), HuskProgram.class, "pass");
            source.type("go\n");
            husk.trap(List.of(HeldThread.atEvent(stop.await(), false)));
            husk.commit();
            husk.end(0);

            assertThat(source.exitCode()).isEqualTo(0);
            assertThat(source.output()).isEqualTo("ready\n1\n2\n");
            assertThat(source.errors()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("jdksAndStagesBeforeCommit")
    void a_tool_killed_before_the_commit_leaves_the_program_running(Jdk jdk, HuskTool.Stage stage) throws Exception {
        try (HuskSource source = HuskSource.start(jdk)) {
            source.killToolAt(stage);
            source.type("rest\n");
            source.endInput();

            assertThat(source.exitCode()).isEqualTo(3);
            assertThat(source.output()).isEqualTo(UNDISTURBED_OUTPUT);
            assertThat(source.errors()).isEqualTo(UNDISTURBED_ERRORS);
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void a_tool_killed_after_the_commit_takes_the_husk_along(Jdk jdk) throws Exception {
        try (HuskSource source = HuskSource.start(jdk)) {
            source.killToolAt(HuskTool.Stage.COMMITTED);

            assertThat(source.exitCode()).isEqualTo(SIGKILLED);
            assertThat(source.output()).isEqualTo("ready\n1\n2\nmoved\n");
            assertThat(source.errors()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HUP 1", "INT 2", "TERM 15"})
    void a_signal_to_the_husk_ends_it_and_the_tool_knows(String nameAndNumber) throws Exception {
        String[] signal = nameAndNumber.split(" ");
        for (Jdk jdk : jdks()) {
            try (HuskSource source = HuskSource.start(jdk)) {
                ThreadReference main = source.stop();
                Husk husk = Husk.prepare(main);
                husk.trap(List.of(HeldThread.atEvent(main, false)));
                husk.commit();
                source.signal(signal[0]);
                husk.awaitEnd();

                assertThat(source.exitCode()).isEqualTo(128 + Integer.parseInt(signal[1]));
                assertThat(source.output()).isEqualTo("ready\n1\n2\n");
                assertThatThrownBy(() -> husk.end(0)).isInstanceOf(IOException.class);
                husk.close();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void a_source_can_be_ended_at_once(Jdk jdk) throws Exception {
        try (HuskSource source = HuskSource.start(jdk)) {
            ThreadReference main = source.stop();
            EndedSource.end(main.virtualMachine(), source.process().pid(), 0);

            assertThat(source.exitCode()).isEqualTo(0);
            assertThat(source.output()).isEqualTo("ready\n1\n2\n");
            assertThatThrownBy(main::frameCount).isInstanceOf(VMDisconnectedException.class);
        }
    }
}
