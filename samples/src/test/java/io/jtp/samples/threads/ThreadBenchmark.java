package io.jtp.samples.threads;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.samples.harness.Figures;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Runs {@link ThreadFigures} as a test that is not among the ordinary ones, as it takes minutes and wants a quiet machine:
 * {@code -Dtest=ThreadBenchmark}, with further options for it in {@code -Djtp.threads="--threads 100 --depth 1000"}.
 */
@Isolated("it measures time")
class ThreadBenchmark {

    @Test
    void threads_are_moved(@TempDir Path directory) {
        assertThat(Figures.run(new ThreadFigures(), directory, "jtp.threads")).isZero();
    }
}
