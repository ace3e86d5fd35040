package io.jtp.samples.steady;

import io.jtp.samples.harness.Ending;
import io.jtp.samples.harness.Figures;
import io.jtp.samples.harness.JavaProcess;
import io.jtp.samples.harness.Jdk;
import io.jtp.samples.harness.MeasuredMove;
import io.jtp.samples.harness.Moment;
import io.jtp.samples.harness.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Compares how fast programs run after a move with how fast they run if they are never moved: the same JVM options, the debugger's agent
 * included. Each program is moved early in its loops and goes on for many rounds; what counts is the processor time of its thread in the last of them,
 * when everything has been compiled. For these the moved program and the other one wait for each other, and then take turns on one processor: how
 * fast that is depends on what else the machine has to do (on a virtual machine with a neighbour a round of the same program, undisturbed, took 8.3 ms or
 * 16 ms of processor time, for seconds on end). Objects that are kept are moved to the old generation at once in both: otherwise it depends on the
 * number of collections so far which of the two programs pays for the barriers of G1 (measured: 13 % in a program that writes to a map).
 */
@Command(name = "steady-state", mixinStandardHelpOptions = true, sortOptions = false)
final class SteadyState implements Callable<Integer> {

    /** A program, and at which of its moments it is moved: each is passed within the first ten rounds or so. */
    private record Program(Class<?> mainClass, int moment) {}

    private static final List<Program> PROGRAMS = List.of(
            new Program(Numbers.class, 90),
            new Program(Matrix.class, 1000),
            new Program(VirtualCalls.class, 2000),
            new Program(Strings.class, 300),
            new Program(Collections.class, 300),
            new Program(Streams.class, 1000),
            new Program(NestedLoops.class, 60),
            new Program(Innermost.class, 3),
            new Program(Recursion.class, 1000),
            new Program(Exceptions.class, 170),
            new Program(Locks.class, 130),
            new Program(LaterCalls.class, 5),
            new Program(Callbacks.class, 50_000));

    @Option(
            names = "--pairs",
            description = "moved and undisturbed runs for each program and JDK (default: ${DEFAULT-VALUE})")
    private int pairs = 5;

    @Option(names = "--rounds", description = "of each run, the last third counts (default: ${DEFAULT-VALUE})")
    private int rounds = 90;

    @Option(
            names = "--limit",
            description = "the ratio up to which a program counts as fast (default: ${DEFAULT-VALUE})")
    private double limit = 1.05;

    @Option(names = "--program", description = "only these")
    private List<String> only = List.of();

    @Option(names = "--jdk", description = "only this feature release")
    private Integer release;

    @Option(names = "--vm-option", description = "for every JVM, to find out why something is slow")
    private List<String> furtherOptions = List.of();

    @Option(names = "--directory", required = true, description = "for temporary files; exists")
    private Path directory;

    /** Nanoseconds for a round of one run, undisturbed and moved. */
    private record Pair(double undisturbed, double moved) {
        double ratio() {
            return moved / undisturbed;
        }
    }

    public static void main(String[] args) {
        System.exit(new CommandLine(new SteadyState()).execute(args));
    }

    /** {@return the number of programs, on each JDK, that were not moved as they should, or are slower afterwards} */
    @Override
    public Integer call() throws Exception {
        System.out.printf(
                "processor time of the program's thread in ms a round: median of the last third of %d rounds, of %d pairs of runs%n"
                        + "%-14s %-6s %12s %12s %8s   lowest to highest%n",
                rounds, pairs, "program", "JDK", "undisturbed", "moved", "ratio");
        int bad = 0;
        for (Program program : PROGRAMS) {
            for (Jdk jdk : Jdk.all()) {
                boolean wanted =
                        only.isEmpty() || only.contains(program.mainClass().getSimpleName());
                if (wanted && (release == null || release == jdk.feature()) && !isAsFast(program, jdk)) {
                    bad++;
                }
            }
        }
        return bad;
    }

    private boolean isAsFast(Program program, Jdk jdk) throws InterruptedException, IOException {
        Sample sample = Sample.of(program.mainClass(), program.moment());
        List<Pair> measured = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            measured.add(pair(jdk, sample, new Moment.Marked(program.moment())));
        }
        double ratio = Figures.median(measured, Pair::ratio);
        double[] ratios = measured.stream().mapToDouble(Pair::ratio).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%-14s %-6s %12.2f %12.2f %8.3f   %.3f to %.3f%s%n",
                sample.name(),
                jdk,
                Figures.median(measured, Pair::undisturbed) / 1e6,
                Figures.median(measured, Pair::moved) / 1e6,
                ratio,
                ratios[0],
                ratios[ratios.length - 1],
                ratio > limit ? "   slower" : "");
        return ratio <= limit;
    }

    private Pair pair(Jdk jdk, Sample sample, Moment moment) throws InterruptedException, IOException {
        Path undisturbedTimes = directory.resolve("undisturbed");
        Path movedTimes = directory.resolve("moved");
        try (Meeting meeting = new Meeting();
                JavaProcess undisturbed = start(jdk, sample, moment, meeting, undisturbedTimes);
                JavaProcess source = start(jdk, sample, moment, meeting, movedTimes);
                JavaProcess tool = MeasuredMove.startTool(source.pid(), moment, List.of(), directory)) {
            undisturbed.type("\n");
            MeasuredMove.of(source, tool);
            meeting.hold();
            Ending expected = undisturbed.awaitEnd();
            Ending ending = source.awaitEnd();
            tool.awaitEnd();
            if (!ending.out().equals(expected.out()) || ending.exitCode() != 0) {
                throw new IllegalStateException("it does not end as it should\n" + source + "\n" + tool);
            }
            return new Pair(round(undisturbedTimes), round(movedTimes));
        }
    }

    private JavaProcess start(Jdk jdk, Sample sample, Moment moment, Meeting meeting, Path times)
            throws InterruptedException, IOException {
        List<String> options = new ArrayList<>(List.of(
                "-Xms256m",
                "-Xmx256m",
                "-XX:MaxTenuringThreshold=1",
                "-Djtp.samples.rounds=" + rounds,
                "-Djtp.samples.counted=" + counted(),
                "-Djtp.samples.meeting=" + meeting.port(),
                "-Djtp.samples.times=" + times));
        options.addAll(furtherOptions);
        options.addAll(moment.vmOptions());
        options.add(sample.jdwp());
        JavaProcess process = JavaProcess.start(jdk, sample.command(options), directory);
        process.awaitLineWanted(1);
        return process;
    }

    private int counted() {
        return Math.max(1, rounds / 3);
    }

    /** {@return the median time of the rounds that count} */
    private double round(Path times) throws IOException {
        List<Double> all =
                Files.readAllLines(times).stream().map(Double::valueOf).toList();
        return Figures.median(all.subList(all.size() - counted(), all.size()), each -> each);
    }
}
