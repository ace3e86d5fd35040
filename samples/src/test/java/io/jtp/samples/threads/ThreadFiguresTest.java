package io.jtp.samples.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import picocli.CommandLine;

/** The benchmark itself, with 20 threads 1,000 frames deep on every JDK: all of them come back from where they were. */
@Isolated("it measures time")
class ThreadFiguresTest {

    @Test
    void twenty_threads_with_a_thousand_frames_each_are_moved(@TempDir Path directory) {
        int exitCode = new CommandLine(new ThreadFigures())
                .execute("--runs", "1", "--threads", "20", "--directory", directory.toString());
        assertThat(exitCode).isZero();
    }
}
