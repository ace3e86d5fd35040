package io.jtp.samples.heap;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.samples.harness.Jdk;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The benchmark itself, with so few objects that its figures mean nothing: the tree arrives as it was, with both readers. */
class HeapFiguresTest {

    @Test
    void moves_trees(@TempDir Path directory) {
        int exitCode = new CommandLine(new HeapFigures())
                .execute(
                        "--runs",
                        "1",
                        "--objects",
                        "2000",
                        "--jdi-objects",
                        "200",
                        "--jdk",
                        "" + Jdk.current().feature(),
                        "--directory",
                        directory.toString());
        assertThat(exitCode).isZero();
    }
}
