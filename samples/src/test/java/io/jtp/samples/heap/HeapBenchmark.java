package io.jtp.samples.heap;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.samples.harness.Figures;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs {@link HeapFigures} as a test that is not among the ordinary ones, as it takes minutes and wants a quiet machine:
 * {@code -Dtest=HeapBenchmark}, with further options for it in {@code -Djtp.heap="--objects 10000000 --reader dump"}.
 */
class HeapBenchmark {

    @Test
    void trees_are_moved(@TempDir Path directory) {
        assertThat(Figures.run(new HeapFigures(), directory, "jtp.heap")).isZero();
    }
}
