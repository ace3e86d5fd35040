package io.jtp.samples.threads;

import io.jtp.samples.harness.Figures;
import io.jtp.samples.harness.Jdk;
import io.jtp.samples.harness.MeasuredMove;
import io.jtp.samples.harness.Sample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures how long programs with many threads and deep stacks stand still. */
@Command(name = "thread-figures", mixinStandardHelpOptions = true, sortOptions = false)
final class ThreadFigures implements Callable<Integer> {

    private static final List<String> PHASES =
            List.of("down", "rendezvous", "frames", "heap", "morph", "transfer", "restore", "husk", "commit");

    @Option(names = "--threads", split = ",", description = "how many (default: ${DEFAULT-VALUE})")
    private List<Integer> counts = List.of(1, 10, 100, 1000);

    @Option(names = "--depth", description = "frames of the recursion in each (default: ${DEFAULT-VALUE})")
    private int depth = 1000;

    @Option(names = "--runs", description = "of each, the median counts (default: ${DEFAULT-VALUE})")
    private int runs = 3;

    @Option(names = "--jdk", description = "only this feature release")
    private Integer release;

    @Option(names = "--directory", required = true, description = "for temporary files; exists")
    private Path directory;

    @Override
    public Integer call() throws Exception {
        for (Jdk jdk : Jdk.all()) {
            if (release == null || release == jdk.feature()) {
                System.out.printf(
                        "%s, %d frames deep, median of %d runs, ms%n%8s %9s", jdk, depth, runs, "threads", "frames");
                PHASES.forEach(phase -> System.out.printf(" %10s", phase));
                System.out.println();
                for (int count : counts) {
                    figures(jdk, count);
                }
            }
        }
        return 0;
    }

    private void figures(Jdk jdk, int count) throws Exception {
        Sample sample = Sample.of(DeepStacks.class, 1).arguments("" + count, "" + depth);
        // depth + ... + 1 in each thread, times its number
        long sum = (long) depth * (depth + 1) / 2 * count * (count + 1) / 2;
        List<MeasuredMove> moves = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            moves.add(MeasuredMove.make(jdk, sample, List.of(), List.of(), "sum " + sum + "\n", directory));
        }
        System.out.printf(Locale.ROOT, "%,8d %,9d", count, moves.get(0).amount("frames"));
        for (String phase : PHASES) {
            System.out.printf(Locale.ROOT, " %,10.0f", Figures.median(moves, move -> move.millis(phase)));
        }
        System.out.println();
    }
}
