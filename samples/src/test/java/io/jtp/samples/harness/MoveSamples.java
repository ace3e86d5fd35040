package io.jtp.samples.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Moves samples at random places, or at their marked moments, and prints a line for each. */
@Command(name = "move-samples", mixinStandardHelpOptions = true, sortOptions = false)
final class MoveSamples implements Callable<Integer> {

    @Option(names = "--runs", description = "how many random moves (default: ${DEFAULT-VALUE})")
    private int runs = 100;

    @Option(names = "--seed", description = "of the random moves; a run follows from seed and number")
    private long seed = System.nanoTime() >>> 10 & 0xffff;

    @Option(names = "--run", description = "only the random move of this number")
    private Integer run;

    @Option(names = "--program", split = ",", description = "only these samples")
    private List<String> programs = List.of();

    @Option(names = "--marked", description = "not at random places, but at the marked moments")
    private boolean marked;

    @Option(
            names = "--moment",
            description = "only this of the marked moments; with --at, when it comes there after it")
    private Integer moment;

    @Option(names = "--at", paramLabel = "<place>", description = "not at random places, but there")
    private String at;

    @Option(names = "--hops", description = "move each run of a sample so many times, there and back")
    private int hops = 1;

    @Option(names = "--route", description = "only this one of ${COMPLETION-CANDIDATES}")
    private Route route;

    @Option(names = "--jdk", description = "only this feature release")
    private Integer jdk;

    @Option(names = "--at-once", description = "how many at a time (default: ${DEFAULT-VALUE})")
    private int atOnce = Runs.AT_ONCE;

    @Option(names = "--verbose", description = "print all outputs of runs that are not equal")
    private boolean verbose;

    @Option(names = "--directory", required = true, description = "for temporary files; exists and is empty")
    private Path directory;

    public static void main(String[] args) {
        System.exit(new CommandLine(new MoveSamples()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        try (Lab lab = Lab.start(Files.createDirectories(directory))) {
            List<Sample> samples = programs.isEmpty()
                    ? Samples.all()
                    : programs.stream().map(Samples::named).toList();
            if (hops > 1) {
                return hops(lab, samples);
            }
            List<MoveResult> results = marked || at != null ? listed(lab, moves(samples)) : random(lab, samples);
            System.out.println((marked ? "" : "seed " + seed + ", ") + Table.of(results));
            return (int) results.stream()
                    .filter(result -> result.verdict() == Verdict.WRONG)
                    .count();
        }
    }

    private List<MoveResult> random(Lab lab, List<Sample> samples) throws Exception {
        Differential differential = new Differential(lab.mover(), lab.work(), samples, seed);
        List<MoveResult> results = run == null ? differential.run(0, runs, atOnce) : List.of(differential.run(run));
        results.forEach(this::explain);
        return results;
    }

    private int hops(Lab lab, List<Sample> samples) throws Exception {
        int from = run == null ? 0 : run;
        int to = run == null ? runs : run + 1;
        List<HopsResult> results = new RandomHops(lab.hopsMover(), samples, seed, hops).run(from, to, atOnce);
        for (Verdict verdict : Verdict.values()) {
            List<HopsResult> those = results.stream()
                    .filter(result -> result.verdict() == verdict)
                    .toList();
            System.out.printf(
                    "%6d  %s, %d moves%n",
                    those.size(),
                    verdict,
                    those.stream().mapToInt(HopsResult::moved).sum());
            if (verbose && verdict != Verdict.EQUAL) {
                those.forEach(result -> System.out.println(result.transcript()));
            }
        }
        return (int) results.stream()
                .filter(result -> result.verdict() == Verdict.WRONG)
                .count();
    }

    private List<MoveResult> listed(Lab lab, List<Move> moves) throws Exception {
        Mover mover = lab.mover();
        return Runs.make(
                atOnce,
                moves.stream()
                        .<Callable<MoveResult>>map(move -> () -> {
                            MoveResult result = mover.run(move);
                            System.out.println(result.line());
                            explain(result);
                            return result;
                        })
                        .toList());
    }

    private List<Move> moves(List<Sample> samples) {
        List<Move> moves = new ArrayList<>();
        for (Sample sample : samples) {
            for (Moment when : moments(sample)) {
                for (Route way : route == null ? List.of(Route.values()) : List.of(route)) {
                    for (Jdk on : sample.jdks()) {
                        if (jdk == null || jdk == on.feature()) {
                            moves.add(new Move(at == null ? sample : sample.typedBefore(), when, way, on));
                        }
                    }
                }
            }
        }
        return moves;
    }

    private List<Moment> moments(Sample sample) {
        if (at != null) {
            return List.of(new Moment.Place(moment == null ? 0 : moment, at));
        }
        return IntStream.rangeClosed(1, sample.moments())
                .filter(number -> moment == null || moment == number)
                .<Moment>mapToObj(Moment.Marked::new)
                .toList();
    }

    private void explain(MoveResult result) {
        if (verbose && result.verdict() != Verdict.EQUAL) {
            System.out.println(result.transcript());
        }
    }
}
