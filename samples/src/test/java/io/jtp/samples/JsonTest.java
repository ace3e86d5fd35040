package io.jtp.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.samples.harness.JavaProcess;
import io.jtp.samples.harness.Jdk;
import io.jtp.samples.harness.JsonDocument;
import io.jtp.samples.harness.Mover;
import io.jtp.samples.harness.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What commands print with {@code --json} keeps to the documented schema. See also {@link PsTest} and {@link DoctorTest}. */
@Isolated("it asks all programs of the user")
class JsonTest {

    @TempDir
    private Path directory;

    @Test
    void a_dry_run_and_a_move() throws Exception {
        try (JavaProcess source = start()) {
            Tool dryRun = Tool.start(List.of("attach", "" + source.pid(), "--to", "local", "--dry-run", "--json"));
            assertThat(dryRun.awaitExitCode()).as("%s", dryRun).isZero();
            assertThat(JsonDocument.of("move", dryRun.output()).get("outcome").asText())
                    .isEqualTo("dry-run");

            Tool move = Tool.start(List.of("attach", "" + source.pid(), "--to", "local", "--json"));
            try {
                move.awaitOutput(text -> text.endsWith("}\n"));
                assertThat(JsonDocument.of("move", move.output()).get("outcome").asText())
                        .isEqualTo("moved");
                Files.createFile(end());
                assertThat(move.awaitExitCode()).as("%s", move).isZero();
            } finally {
                move.abandon();
            }
        }
    }

    @Test
    void a_refusal() throws Exception {
        try (JavaProcess source = start("with sockets")) {
            Tool tool = Tool.start(List.of("attach", "" + source.pid(), "--to", "local", "--dry-run", "--json"));
            assertThat(tool.awaitExitCode()).as("%s", tool).isEqualTo(3);
            assertThat(JsonDocument.of("refusal", tool.output()).get("obstacles"))
                    .hasSize(2);
        }
    }

    @Test
    void failures() throws Exception {
        Tool nobody = Tool.start(List.of("attach", "999999999", "--to", "local", "--json"));
        assertThat(nobody.awaitExitCode()).isEqualTo(2);
        assertThat(JsonDocument.of("failure", nobody.output()).get("kind").asText())
                .isEqualTo("mistake");

        Tool usage = Tool.start(List.of("attach", "1", "--json", "--to", "local", "--no-such-option"));
        assertThat(usage.awaitExitCode()).isEqualTo(2);
        assertThat(JsonDocument.of("failure", usage.output()).get("message").asText())
                .contains("--no-such-option");
    }

    @Test
    void the_version() throws Exception {
        Tool tool = Tool.start(List.of("version", "--json"));
        assertThat(tool.awaitExitCode()).isZero();
        assertThat(JsonDocument.of("version", tool.output()).get("java").asText())
                .startsWith(System.getProperty("java.vm.version"));
    }

    private JavaProcess start(String... furtherArguments) throws Exception {
        JavaProcess process = JavaProcess.start(
                Jdk.current(), UntilThere.command(end(), List.of(Mover.JDWP), furtherArguments), directory);
        process.awaitOutput(text -> text.contains(UntilThere.RUNS));
        return process;
    }

    private Path end() {
        return directory.resolve("end");
    }
}
