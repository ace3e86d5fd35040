package io.jtp.samples.threads;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.samples.harness.Jdk;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import picocli.CommandLine;

/** The soak in short: a program with seven threads is moved back and forth a few times, and nothing grows. */
@Isolated("it changes the user's keys")
class SoakTest {

    @Test
    void a_program_is_moved_back_and_forth(@TempDir Path directory) {
        int wrong = new CommandLine(new Soak())
                .execute("--hops", "6", "--jdk", "" + Jdk.current().feature(), "--directory", directory.toString());
        assertThat(wrong).as("runs that ended otherwise, see the output").isZero();
    }
}
