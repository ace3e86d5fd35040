package io.jtp.samples.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Moves samples at random places. Everything about run number N follows from the seed and N alone, so a single run can be made again.
 */
public final class Differential {
    private final Mover mover;
    private final Path directory;
    private final List<Sample> samples;
    private final long seed;
    private final Map<Sample, List<Trace.Stop>> traces = new ConcurrentHashMap<>();

    /**
     * @param directory the samples' working directory
     * @param samples those to choose from
     */
    public Differential(Mover mover, Path directory, List<Sample> samples, long seed) {
        this.mover = mover;
        this.directory = directory;
        this.samples = List.copyOf(samples);
        this.seed = seed;
    }

    /** {@return the results of the runs with these numbers, in their order} Two at a time: most of a run is waiting. */
    public List<MoveResult> run(int from, int to) throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(2);
        try {
            List<Future<MoveResult>> futures = IntStream.range(from, to)
                    .mapToObj(number -> workers.submit(() -> run(number)))
                    .toList();
            List<MoveResult> results = new ArrayList<>();
            for (Future<MoveResult> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run could not be made", e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    /** Makes the run of that number and prints its line. */
    public MoveResult run(int number) throws InterruptedException, IOException {
        MoveResult result = mover.run(move(number));
        System.out.println("--seed " + seed + " --run " + number + "  " + result.line());
        return result;
    }

    private Move move(int number) throws InterruptedException, IOException {
        Random random = new Random(seed * 1_000_003 + number);
        Sample chosen = samples.get(random.nextInt(samples.size()));
        // what is typed only after the move would never be typed if the place comes behind it
        Sample sample = chosen.input(chosen.inputBefore() + chosen.inputAfter(), "");
        Route route = Route.values()[random.nextInt(Route.values().length)];
        List<Jdk> jdks = sample.jdks();
        Jdk jdk = jdks.get(random.nextInt(jdks.size()));
        List<Trace.Stop> stops = trace(sample);
        if (stops.isEmpty()) {
            // its class files have no lines
            return new Move(sample, new Moment.Marked(1 + random.nextInt(sample.moments())), route, jdk);
        }
        Trace.Stop stop = stops.get(random.nextInt(stops.size()));
        // a sample that reads lines would take the one that it is to wait for in the middle
        boolean reads = !(sample.inputBefore() + sample.inputAfter()).isEmpty();
        int after = reads ? 0 : stop.moments();
        return new Move(sample, new Moment.Line(after, stop.className(), stop.line()), route, jdk);
    }

    private List<Trace.Stop> trace(Sample sample) throws InterruptedException, IOException {
        List<Trace.Stop> known = traces.get(sample);
        if (known == null) {
            known = Trace.of(sample, directory);
            traces.put(sample, known);
        }
        return known;
    }

    /** {@return a table: how often which verdict, and the lines of all that are not equal} */
    public static String table(List<MoveResult> results) {
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        results.forEach(result -> counts.merge(result.verdict(), 1, Integer::sum));
        String verdicts = counts.entrySet().stream()
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
        Optional<String> others = results.stream()
                .filter(result -> result.verdict() != Verdict.EQUAL)
                .map(result -> "\n  " + result.line())
                .reduce(String::concat);
        return results.size() + " moves: " + verdicts + others.orElse("");
    }
}
