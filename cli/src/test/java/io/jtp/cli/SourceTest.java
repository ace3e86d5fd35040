package io.jtp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is known of a program from outside. */
class SourceTest {

    /** Whoever reads a file or nothing would wait for ever elsewhere if its input were kept open. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "what a process reads is looked up in /proc")
    void only_what_somebody_can_write_to_is_taken_for_open(@TempDir Path directory) throws Exception {
        assertThat(takesInput(Redirect.PIPE)).as("a pipe").isTrue();
        assertThat(takesInput(Redirect.from(Path.of("/dev/null").toFile())))
                .as("nothing")
                .isFalse();
        Path file = Files.writeString(directory.resolve("input"), "a line\n");
        assertThat(takesInput(Redirect.from(file.toFile()))).as("a file").isFalse();
        assertThat(Source.takesInput(0)).as("a process elsewhere").isTrue();
    }

    private static boolean takesInput(Redirect stdin) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sleep", "60").redirectInput(stdin).start();
        try {
            return Source.takesInput(process.pid());
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
    }
}
