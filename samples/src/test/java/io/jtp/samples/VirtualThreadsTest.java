package io.jtp.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.samples.harness.Baseline;
import io.jtp.samples.harness.JavaProcess;
import io.jtp.samples.harness.Lab;
import io.jtp.samples.harness.Mover;
import io.jtp.samples.harness.Sample;
import io.jtp.samples.harness.Samples;
import io.jtp.samples.harness.Tool;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of virtual threads that cannot be moved; that they can be otherwise is tested with all other samples. */
@Isolated("it changes the user's keys")
class VirtualThreadsTest {
    private static final int REFUSED = 3;

    @AutoClose
    private static Lab lab;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        lab = Lab.start(directory);
    }

    /** Those of a JDK on this machine that has virtual threads. */
    static Stream<Sample> samples() {
        return Samples.all().stream().filter(sample -> sample.name().equals("FanOut[500]"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void without_the_option_the_refusal_counts_them_and_names_it(Sample fanOut) throws Exception {
        Sample sample = fanOut.vmOptions("-Djtp.samples.hops=2", "-Djtp.samples.moment=0")
                .input("\n", "");
        try (JavaProcess source = JavaProcess.start(sample.jdk(), sample.command(List.of(Mover.JDWP)), lab.work())) {
            source.awaitLineWanted(1);
            assertThat(Tool.moveAtMoment(source, "local", "\n", REFUSED, List.of())
                            .errors())
                    .contains("500 virtual threads are alive")
                    .contains("includevirtualthreads=y");
            source.endInput();
            assertThat(source.awaitEnd()).isEqualTo(Baseline.run(sample.jdk(), sample, lab.work()));
        }
    }
}
