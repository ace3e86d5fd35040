package io.jtp.samples.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Moves samples at random instructions. Everything about run number N follows from the seed, N and the samples to choose from, so a
 * single run can be made again; its line says it in full.
 *
 * <p>What a sample executes has to be found out before an instruction of it can be drawn, and what it prints undisturbed before that can be
 * compared. So a few consecutive runs have the same sample and JDK, and the next few others: all take turns.
 */
public final class Differential {

    /** Runs in a row with the same sample and JDK. */
    private static final int ROW = 4;

    /** How far behind a line that is drawn the instruction may be. */
    private static final int BEHIND_LINE = 20;

    /** How often to draw again after the sample ended before it came there. */
    private static final int DRAWS = 5;

    private record Subject(Sample sample, Jdk jdk) {}

    private final Mover mover;
    private final Path directory;
    private final List<Subject> subjects = new ArrayList<>();
    private final long seed;
    private final Map<Sample, List<Trace.Stop>> traces = new ConcurrentHashMap<>();
    private final Map<Subject, Integer> counts = new ConcurrentHashMap<>();

    /**
     * @param directory the samples' working directory
     * @param samples those to choose from
     */
    public Differential(Mover mover, Path directory, List<Sample> samples, long seed) {
        this.mover = mover;
        this.directory = directory;
        this.seed = seed;
        for (Sample sample : samples) {
            // what is typed only after the move would never be typed if the place comes behind it
            sample.jdks().forEach(jdk -> subjects.add(new Subject(sample.typedBefore(), jdk)));
        }
        Collections.shuffle(subjects, new Random(seed));
    }

    /** {@return the results of the runs with these numbers, in their order} */
    public List<MoveResult> run(int from, int to) throws InterruptedException {
        return run(from, to, Runs.AT_ONCE);
    }

    /** {@return the results of the runs with these numbers, so many made at a time, in their order} */
    List<MoveResult> run(int from, int to, int atOnce) throws InterruptedException {
        return Runs.make(
                atOnce,
                IntStream.range(from, to)
                        .<Callable<MoveResult>>mapToObj(number -> () -> run(number))
                        .toList());
    }

    /** Makes the run of that number and prints its line. */
    public MoveResult run(int number) throws InterruptedException, IOException {
        Random random = Runs.random(seed, number);
        Subject subject = subjects.get(number / ROW % subjects.size());
        Route route = Route.values()[random.nextInt(Route.values().length)];
        boolean anyInstruction = random.nextBoolean();
        MoveResult result = null;
        for (int draw = 0; draw < DRAWS && (result == null || result.verdict() == Verdict.ENDED_BEFORE); draw++) {
            Moment moment = anyInstruction ? anyInstruction(subject, random) : nearLine(subject, random);
            result = mover.run(new Move(subject.sample(), moment, route, subject.jdk()));
        }
        System.out.println("--seed " + seed + " --run " + number + "  " + result.line());
        return result;
    }

    /** Each that the sample executes is as probable as any other, those of the JDK included. */
    private Moment anyInstruction(Subject subject, Random random) throws InterruptedException, IOException {
        Integer count = counts.get(subject);
        if (count == null) {
            count = InstructionCount.of(subject.jdk(), subject.sample(), directory);
            counts.put(subject, count);
        }
        return new Moment.Place(0, InstructionCount.FROM + "+" + random.nextInt(Math.max(1, count)));
    }

    private Moment nearLine(Subject subject, Random random) throws InterruptedException, IOException {
        Sample sample = subject.sample();
        List<Trace.Stop> stops = traces.get(sample);
        if (stops == null) {
            stops = Trace.of(sample, directory);
            traces.put(sample, stops);
        }
        if (stops.isEmpty()) {
            // its class files have no lines
            return anyInstruction(subject, random);
        }
        Trace.Stop stop = stops.get(random.nextInt(stops.size()));
        // a sample that reads lines would take the one that it is to wait for in the middle
        int after = sample.reads() ? 0 : stop.moments();
        return new Moment.Place(after, stop.className() + ":" + stop.line() + "+" + random.nextInt(BEHIND_LINE + 1));
    }
}
