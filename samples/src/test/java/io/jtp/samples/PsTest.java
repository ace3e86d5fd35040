package io.jtp.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.connect.ListeningConnector;
import io.jtp.samples.expressions.Nested;
import io.jtp.samples.harness.JavaProcess;
import io.jtp.samples.harness.Jdk;
import io.jtp.samples.harness.JsonDocument;
import io.jtp.samples.harness.Mover;
import io.jtp.samples.harness.PlainDebugger;
import io.jtp.samples.harness.Sample;
import io.jtp.samples.harness.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code jtp ps}: which programs can be moved, and why the others cannot. */
@Isolated("it asks all programs of the user")
class PsTest {
    private static final Sample SAMPLE =
            Sample.of(Nested.class, 1).vmOptions("-Djtp.samples.wait=0", "-Djtp.samples.moment=1");

    @TempDir
    private Path directory;

    static Stream<Jdk> jdks() {
        return Jdk.all().stream();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void each_program_with_its_reason(Jdk jdk) throws Exception {
        try (JavaProcess movable = start(jdk, Mover.JDWP);
                JavaProcess plain = start(jdk, "-Xlog:disable");
                JavaProcess closed = start(jdk, Mover.JDWP, "-XX:+DisableAttachMechanism");
                JavaProcess debugged = start(jdk, Mover.JDWP)) {
            VirtualMachine debugger =
                    PlainDebugger.attach("com.sun.jdi.ProcessAttach", Map.of("pid", "" + debugged.pid()));
            try {
                JsonNode processes =
                        JsonDocument.of("ps", run("ps", "--json").output()).get("processes");
                JsonNode first = find(processes, movable);
                assertThat(first.get("program").asText()).isEqualTo(Nested.class.getName());
                assertThat(first.get("jdk").asText()).startsWith(jdk.feature() + ".");
                assertThat(first.get("movable").asBoolean()).isTrue();
                assertThat(first.get("jdwp").asText()).matches("127\\.0\\.0\\.1:\\d+");
                assertThat(find(processes, plain).get("reason").asText()).isEqualTo("no-agent");
                assertThat(find(processes, closed).get("reason").asText()).isEqualTo("no-attach");
                assertThat(find(processes, debugged).get("reason").asText()).isEqualTo("debugger-attached");

                assertThat(run("ps").output())
                        .containsPattern("(?m)^" + movable.pid() + " .* yes \\(127\\.0\\.0\\.1:\\d+\\)$")
                        .containsPattern("(?m)^" + plain.pid() + " .* no: it runs without a JDWP agent \\[\\d]$")
                        .containsPattern("(?m)^" + debugged.pid() + " .* no: it has a debugger attached already")
                        .containsPattern("(?m)^\\[\\d] Start the program with `jtp run -- java \\.\\.\\.`");
            } finally {
                debugger.dispose();
            }
            // asked or not, they print what they print undisturbed
            for (JavaProcess each : List.of(movable, plain, closed)) {
                assertThat(each.output()).as("%s", each).doesNotContain("Full thread dump");
            }
        }
    }

    /** A program that an IDE has started calls the IDE, and listens for nobody, not even when that has let go of it. */
    @ParameterizedTest
    @MethodSource("jdks")
    void a_program_that_its_debugger_has_started(Jdk jdk) throws Exception {
        try (Debugger ide = Debugger.listen();
                JavaProcess program = JavaProcess.start(jdk, SAMPLE.command(List.of(ide.option())), directory)) {
            VirtualMachine debugger = ide.accept();
            program.awaitLineWanted(1);
            JsonNode processes =
                    JsonDocument.of("ps", run("ps", "--json").output()).get("processes");
            assertThat(find(processes, program).get("reason").asText()).isEqualTo("started-by-debugger");

            Tool attach = Tool.start(List.of("attach", "" + program.pid(), "--to", "local"));
            assertThat(attach.awaitExitCode()).isEqualTo(2);
            assertThat(attach.errors()).contains("was started by a debugger", "jtp run -- java");
            debugger.dispose();
        }
    }

    private JavaProcess start(Jdk jdk, String... options) throws Exception {
        JavaProcess process = JavaProcess.start(jdk, SAMPLE.command(List.of(options)), directory);
        process.awaitLineWanted(1);
        return process;
    }

    private static Tool run(String... words) throws InterruptedException {
        Tool tool = Tool.start(List.of(words));
        assertThat(tool.awaitExitCode()).as("%s", tool).isZero();
        return tool;
    }

    private static JsonNode find(JsonNode processes, JavaProcess process) {
        return StreamSupport.stream(processes.spliterator(), false)
                .filter(each -> each.get("pid").asLong() == process.pid())
                .findFirst()
                .orElseThrow();
    }

    /** What an IDE does to debug a program that it starts. */
    private record Debugger(ListeningConnector connector, Map<String, Connector.Argument> arguments, String address)
            implements AutoCloseable {

        static Debugger listen() throws Exception {
            ListeningConnector connector = Bootstrap.virtualMachineManager().listeningConnectors().stream()
                    .filter(each -> each.name().equals("com.sun.jdi.SocketListen"))
                    .findFirst()
                    .orElseThrow();
            Map<String, Connector.Argument> arguments = connector.defaultArguments();
            arguments.get("localAddress").setValue("127.0.0.1");
            return new Debugger(connector, arguments, connector.startListening(arguments));
        }

        String option() {
            return "-agentlib:jdwp=transport=dt_socket,suspend=y,address=" + address;
        }

        /** Lets the program go when it stands at its start: before that there would be nothing to resume. */
        VirtualMachine accept() throws Exception {
            VirtualMachine program = connector.accept(arguments);
            program.eventQueue().remove().resume();
            return program;
        }

        @Override
        public void close() throws IOException, IllegalConnectorArgumentsException {
            connector.stopListening(arguments);
        }
    }
}
