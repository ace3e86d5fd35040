package io.jtp.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.samples.harness.Baseline;
import io.jtp.samples.harness.Ending;
import io.jtp.samples.harness.JavaProcess;
import io.jtp.samples.harness.Jdk;
import io.jtp.samples.harness.Sample;
import io.jtp.samples.harness.Samples;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The samples by themselves: only what ends alike each time can be compared with a run that was moved. */
class UndisturbedTest {

    @TempDir
    private Path directory;

    static Stream<Sample> samples() {
        return Samples.all().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void ends_alike_on_every_jdk(Sample sample) {
        Ending first = Baseline.run(sample.jdk(), sample, directory);
        assertThat(first.exitCode()).as("exit code of %s\n%s", sample, first).isEqualTo(sample.exitCode());
        for (Jdk jdk : sample.jdks()) {
            assertThat(Baseline.run(jdk, sample, directory))
                    .as("%s on %s", sample, jdk)
                    .isEqualTo(first);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void passes_as_many_moments_as_the_table_says(Sample sample) throws Exception {
        Path counted = directory.resolve("moments");
        List<String> command = new ArrayList<>(sample.vmOptions());
        command.add("-cp");
        command.add(sample.classPath() + File.pathSeparator + testClasses());
        command.add(CountedRun.class.getName());
        command.add(counted.toString());
        command.add(sample.mainClass());
        command.addAll(sample.arguments());
        try (JavaProcess process = JavaProcess.start(sample.jdk(), command, directory)) {
            process.type(sample.inputBefore() + sample.inputAfter());
            process.endInput();
            process.awaitEnd();
            assertThat(Files.readString(counted))
                    .as("moments of %s", sample)
                    .isEqualTo(String.valueOf(sample.moments()));
        }
    }

    private static Path testClasses() throws Exception {
        return Path.of(CountedRun.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }
}
