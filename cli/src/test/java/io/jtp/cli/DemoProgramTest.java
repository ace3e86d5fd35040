package io.jtp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.cli.demo.DemoProgram;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoProgramTest {

    @Test
    void undisturbedItPrintsTheSameNumber(@TempDir Path directory) throws Exception {
        try (DemoProgram program = DemoProgram.start(directory, line -> {})) {
            assertThat(program.lines()).hasSize(4);
            program.letGo();
            assertThat(program.awaitEnd()).isZero();
            List<DemoProgram.Line> lines = program.lines();
            assertThat(lines).allMatch(line -> line.pid() == program.pid());
            assertThat(lines.get(lines.size() - 1).text()).isEqualTo(DemoProgram.LAST_LINE);
        }
    }
}
