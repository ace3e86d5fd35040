package io.jtp.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.samples.harness.Differential;
import io.jtp.samples.harness.Lab;
import io.jtp.samples.harness.MoveResult;
import io.jtp.samples.harness.Sample;
import io.jtp.samples.harness.Samples;
import io.jtp.samples.harness.Table;
import io.jtp.samples.harness.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Moves at random places. {@code -Djtp.test.runs=N}, {@code -Djtp.test.seed=S} and {@code -Djtp.test.program=NAME,NAME} make it longer and
 * choose; {@code -Djtp.test.run=N} makes again the one run that was printed with that number and seed.
 */
@Isolated("it changes the user's keys")
class DifferentialTest {

    @TempDir
    private Path directory;

    @Test
    void random_moves_are_equal_or_honestly_refused() throws Exception {
        long seed = Long.getLong("jtp.test.seed", System.nanoTime() >>> 10 & 0xffff);
        Integer single = Integer.getInteger("jtp.test.run");
        int from = single == null ? 0 : single;
        int to = single == null ? Integer.getInteger("jtp.test.runs", 200) : single + 1;
        String program = System.getProperty("jtp.test.program");
        List<Sample> samples = program == null
                ? Samples.all()
                : Stream.of(program.split(",")).map(Samples::named).toList();
        try (Lab lab = Lab.start(directory)) {
            List<MoveResult> results = new Differential(lab.mover(), lab.work(), samples, seed).run(from, to);
            System.out.println("seed " + seed + ", " + Table.of(results));
            List<MoveResult> wrong = results.stream()
                    .filter(result -> result.verdict() == Verdict.WRONG)
                    .toList();
            assertThat(wrong).as("seed %s, %s", seed, Table.of(results)).isEmpty();
        }
    }
}
