package io.jtp.samples.threads;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.samples.harness.Figures;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Runs {@link Soak} at its full length: {@code -Dtest=SoakBenchmark}, with further options for it in {@code -Djtp.soak="--hops 200"}. */
@Isolated("it changes the user's keys")
class SoakBenchmark {

    @Test
    void a_program_is_moved_back_and_forth(@TempDir Path directory) {
        assertThat(Figures.run(new Soak(), directory, "jtp.soak")).isZero();
    }
}
