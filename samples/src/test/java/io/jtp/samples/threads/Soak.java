package io.jtp.samples.threads;

import io.jtp.cli.Main;
import io.jtp.samples.harness.Baseline;
import io.jtp.samples.harness.Ending;
import io.jtp.samples.harness.Figures;
import io.jtp.samples.harness.Hop;
import io.jtp.samples.harness.JavaProcess;
import io.jtp.samples.harness.Jdk;
import io.jtp.samples.harness.Lab;
import io.jtp.samples.harness.MeasuredMove;
import io.jtp.samples.harness.Route;
import io.jtp.samples.harness.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Moves one program with many threads back and forth, over SSH and on this machine by turns, and compares with a run that nobody touched. Each
 * tool's own streams become the program's ({@code --stdio here}), so that no chain of processes grows.
 */
@Command(name = "soak", mixinStandardHelpOptions = true, sortOptions = false)
final class Soak implements Callable<Integer> {

    /** A process whose program has left. */
    private static final int LEFT = 143;

    /** The last moves may be larger than the first ones by this; where threads stand differs from move to move. */
    private static final double TOLERANCE = 1.25;

    /** How many moves at the beginning and at the end are compared. */
    private static final int COMPARED = 10;

    /** One line for so many moves. */
    private static final int TOLD = 10;

    @Option(names = "--hops", description = "how many moves (default: ${DEFAULT-VALUE})")
    private int hops = 100;

    @Option(names = "--jdk", description = "only this feature release")
    private Integer release;

    @Option(names = "--directory", required = true, description = "for temporary files; exists and is empty")
    private Path directory;

    private record Figure(MeasuredMove move, long morphBytes) {}

    @Override
    public Integer call() throws Exception {
        int wrong = 0;
        try (Lab lab = Lab.start(directory)) {
            for (Jdk jdk : Jdk.all()) {
                if (release == null || release == jdk.feature()) {
                    wrong += soak(lab, jdk) ? 0 : 1;
                }
            }
        }
        return wrong;
    }

    private boolean soak(Lab lab, Jdk jdk) throws IOException, InterruptedException {
        String moments =
                IntStream.rangeClosed(1, hops).mapToObj(String::valueOf).collect(Collectors.joining(","));
        Sample sample = Sample.of(LongHaul.class, hops)
                .arguments("" + (hops + 1))
                .vmOptions("-Djtp.samples.hops=" + moments, "-Djtp.samples.moment=0")
                .input("\n".repeat(hops), "");
        Ending expected = Baseline.run(jdk, sample, lab.work());
        System.out.printf(
                "%s, %d moves%n%6s %10s %10s %10s %12s %14s %10s%n",
                jdk, hops, "move", "objects", "frames", "morphs, B", "tool, kB", "there, kB", "down, ms");
        List<Figure> figures = new ArrayList<>();
        StringBuilder printed = new StringBuilder();
        JavaProcess at = JavaProcess.start(jdk, sample.command(List.of(sample.jdwp())), lab.work());
        try {
            long pid = at.pid();
            for (int i = 0; i < hops; i++) {
                at.awaitLineWanted(1);
                Path morphs = directory.resolve("morphs-" + jdk.feature() + "-" + i);
                JavaProcess next = JavaProcess.startHere(
                        Main.class,
                        List.of("-XX:+UseSerialGC", "-Xshare:auto"),
                        List.of(
                                "attach",
                                "" + pid,
                                "--to",
                                lab.address(i % 2 == 0 ? Route.SSH : Route.LOCAL),
                                "--stdio",
                                "here",
                                "--at",
                                Hop.MOMENT,
                                "--debug-morphs",
                                morphs.toString()),
                        lab.work());
                try (JavaProcess left = at) {
                    at = next;
                    MeasuredMove move = MeasuredMove.of(left, next);
                    figures.add(new Figure(move, size(morphs)));
                    pid = move.destination();
                    Ending end = left.awaitEnd();
                    if (end.exitCode() != LEFT) {
                        throw new IllegalStateException(
                                "ended with " + end.exitCode() + " after move " + i + "\n" + left);
                    }
                    printed.append(end.out());
                }
                if ((i + 1) % TOLD == 0) {
                    tell(i + 1, figures.get(i));
                }
            }
            Ending end = at.awaitEnd();
            printed.append(end.out());
            return same(expected, printed.toString(), end.exitCode()) & !grown(figures);
        } finally {
            at.close();
        }
    }

    private static void tell(int number, Figure figure) {
        System.out.printf(
                Locale.ROOT,
                "%6d %,10d %,10d %,10d %,12d %,14d %,10d%n",
                number,
                figure.move().amount("objects"),
                figure.move().amount("frames"),
                figure.morphBytes(),
                figure.move().toolBytes() >> 10,
                figure.move().destinationBytes() >> 10,
                figure.move().millis("down"));
    }

    private static boolean same(Ending expected, String printed, int exitCode) {
        if (exitCode == expected.exitCode() && printed.equals(expected.out())) {
            return true;
        }
        System.out.println("it ended with " + exitCode + " and printed\n" + printed + "\ninstead of\n" + expected);
        return false;
    }

    private static boolean grown(List<Figure> figures) {
        return grown("objects", figures, figure -> figure.move().amount("objects"))
                | grown("morphs", figures, Figure::morphBytes)
                | grown("memory", figures, figure -> figure.move().destinationBytes());
    }

    private static boolean grown(String what, List<Figure> figures, ToDoubleFunction<Figure> size) {
        int compared = Math.min(COMPARED, figures.size() / 2);
        double first = Figures.median(figures.subList(0, compared), size);
        double last = Figures.median(figures.subList(figures.size() - compared, figures.size()), size);
        System.out.printf(Locale.ROOT, "%s: %,.0f at first, %,.0f at last%n", what, first, last);
        return last > first * TOLERANCE;
    }

    private static long size(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).mapToLong(Soak::bytes).sum();
        }
    }

    private static long bytes(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
