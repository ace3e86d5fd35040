package io.jtp.samples.heap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Runs {@link HeapFigures} as a test that is not among the ordinary ones, as it takes minutes and wants a quiet machine:
 * {@code -Dtest=HeapBenchmark}, with further options for it in {@code -Djtp.heap="--objects 10000000 --reader dump"}.
 */
class HeapBenchmark {

    @Test
    void trees_are_moved(@TempDir Path directory) {
        String options = System.getProperty("jtp.heap", "").strip();
        String[] arguments =
                ("--directory " + directory + " " + options).strip().split(" +");
        assertThat(new CommandLine(new HeapFigures()).execute(arguments)).isZero();
    }
}
