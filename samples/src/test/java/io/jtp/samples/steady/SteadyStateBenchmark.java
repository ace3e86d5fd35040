package io.jtp.samples.steady;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.samples.harness.Figures;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs {@link SteadyState} as a test that is not among the ordinary ones, as it takes minutes and wants a quiet machine:
 * {@code -Dtest=SteadyStateBenchmark}, with further options for it in {@code -Djtp.steady="--program Matrix --pairs 9"}.
 */
class SteadyStateBenchmark {

    @Test
    void moved_programs_are_as_fast_as_before(@TempDir Path directory) {
        assertThat(Figures.run(new SteadyState(), directory, "jtp.steady"))
                .as("programs that are slower after a move, see the table")
                .isZero();
    }
}
