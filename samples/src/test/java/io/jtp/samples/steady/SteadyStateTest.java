package io.jtp.samples.steady;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.samples.harness.Jdk;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The benchmark itself, in so few rounds that its figures mean nothing: every program is moved, and ends as it should. */
class SteadyStateTest {

    @Test
    void moves_every_program(@TempDir Path directory) {
        int wrong = new CommandLine(new SteadyState())
                .execute(
                        "--pairs",
                        "1",
                        "--rounds",
                        "12",
                        "--limit",
                        "1000",
                        "--jdk",
                        "" + Jdk.current().feature(),
                        "--directory",
                        directory.toString());
        assertThat(wrong).as("programs that were not moved, see the output").isZero();
    }
}
