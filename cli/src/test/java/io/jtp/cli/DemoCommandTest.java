package io.jtp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoCommandTest {

    @Test
    void theProgramEndsInTheSecondProcess() {
        JtpRun run = JtpRun.of("demo");
        assertThat(run.exitCode()).as("%s%s", run.out(), run.err()).isZero();
        assertThat(run.out())
                .containsPattern(
                        "(?s)(\\d+) \\| c     has 5.*moved: process (\\d+) at demo@.*\\2 \\| main  result = 87\\.5")
                .containsPattern("process (\\d+) printed the first 4 lines, process (\\d+) the other 4")
                .containsPattern("1 thread, \\d+ frames, \\d+ objects, .*down \\d+ ms \\(rendezvous");
    }
}
