package io.jtp.samples.heap;

import io.jtp.samples.harness.Figures;
import io.jtp.samples.harness.JavaProcess;
import io.jtp.samples.harness.Jdk;
import io.jtp.samples.harness.MeasuredMove;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures how fast objects are moved: trees of several sizes, with both ways to read a heap, compared in the same run with plain JDI and
 * with the heap dump that {@code jcmd} makes.
 */
@Command(name = "heap-figures", mixinStandardHelpOptions = true, sortOptions = false)
final class HeapFigures implements Callable<Integer> {

    /** The memory of processes that move next to nothing is subtracted. */
    private static final int NEXT_TO_NOTHING = 100;

    private static final Pattern DUMPED = Pattern.compile("in ([0-9.]+) secs");

    @Option(names = "--objects", split = ",", description = "sizes (default: ${DEFAULT-VALUE})")
    private List<Integer> sizes = List.of(10_000, 100_000, 1_000_000);

    @Option(names = "--reader", split = ",", description = "dump, jdwp (default: ${DEFAULT-VALUE})")
    private List<String> readers = List.of("dump", "jdwp");

    @Option(names = "--runs", description = "of each, the median counts (default: ${DEFAULT-VALUE})")
    private int runs = 3;

    @Option(names = "--jdk", description = "only this feature release")
    private Integer release;

    @Option(names = "--jdi-objects", description = "for plain JDI (default: ${DEFAULT-VALUE})")
    private int jdiObjects = 10_000;

    @Option(names = "--vm-option", description = "for every program")
    private List<String> vmOptions = List.of();

    @Option(names = "--directory", required = true, description = "for temporary files; exists")
    private Path directory;

    @Override
    public Integer call() throws Exception {
        for (Jdk jdk : Jdk.all()) {
            if (release == null || release == jdk.feature()) {
                figures(jdk);
            }
        }
        return 0;
    }

    private void figures(Jdk jdk) throws IOException, InterruptedException {
        double each = plainJdi(jdk, PlainJdi.EACH_FIELD);
        double all = plainJdi(jdk, PlainJdi.ALL_FIELDS);
        System.out.printf(
                Locale.ROOT,
                "%s: plain JDI reads %,.0f objects/s field by field, %,.0f/s object by object; objects/s, median of %d runs%n"
                        + "%-6s %10s %12s %12s %12s %12s %12s %10s %10s %10s%n",
                jdk,
                each,
                all,
                runs,
                "reader",
                "objects",
                "capture",
                "transfer",
                "restore",
                "to fields",
                "to objects",
                "to jcmd",
                "B/o tool",
                "B/o there");
        for (String reader : readers) {
            MeasuredMove least = TreeMove.make(jdk, NEXT_TO_NOTHING, reader, vmOptions, directory);
            for (int size : sizes) {
                double jcmd = heapDump(jdk, size);
                List<MeasuredMove> moves = new ArrayList<>();
                for (int i = 0; i < runs; i++) {
                    moves.add(TreeMove.make(jdk, size, reader, vmOptions, directory));
                }
                double capture = rate(moves, "heap");
                System.out.printf(
                        Locale.ROOT,
                        "%-6s %,10d %,12.0f %,12.0f %,12.0f %12.1f %12.1f %10.3f %10.0f %10.0f%n",
                        reader,
                        size,
                        capture,
                        rate(moves, "transfer"),
                        rate(moves, "restore"),
                        capture / each,
                        capture / all,
                        capture / jcmd,
                        Figures.median(moves, move -> move.toolBytes() - least.toolBytes()) / size,
                        Figures.median(moves, move -> move.destinationBytes() - least.destinationBytes()) / size);
            }
        }
    }

    private double plainJdi(Jdk jdk, PlainJdi way) throws IOException, InterruptedException {
        try (JavaProcess source = TreeMove.start(jdk, jdiObjects, vmOptions, directory)) {
            return way.rate(source.pid(), Tree.class, "root");
        }
    }

    /** {@return how many of so many objects a second a heap dump writes, going by what the JVM says} */
    private double heapDump(Jdk jdk, int size) throws IOException, InterruptedException {
        Path memory = Path.of("/dev/shm");
        Path file = Files.isDirectory(memory)
                ? memory.resolve("jtp-figures-" + ProcessHandle.current().pid() + ".hprof")
                : directory.resolve("figures.hprof");
        try (JavaProcess source = TreeMove.start(jdk, size, vmOptions, directory)) {
            Process jcmd = new ProcessBuilder(
                            jdk.home().resolve("bin/jcmd").toString(),
                            "" + source.pid(),
                            "GC.heap_dump",
                            "-all",
                            file.toString())
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher seconds = DUMPED.matcher(answer);
            if (jcmd.waitFor() != 0 || !seconds.find()) {
                throw new IllegalStateException("jcmd made no heap dump: " + answer);
            }
            return size / Double.parseDouble(seconds.group(1));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static double rate(List<MeasuredMove> moves, String phase) {
        return 1000.0 * moves.get(0).amount("objects") / Math.max(1, Figures.median(moves, move -> move.millis(phase)));
    }
}
