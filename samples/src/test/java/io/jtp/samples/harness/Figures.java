package io.jtp.samples.harness;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine;

/** What benchmarks have in common. */
public final class Figures {

    private Figures() {}

    /** {@return the value in the middle, or between the two in the middle} */
    public static <T> double median(List<T> items, ToDoubleFunction<T> value) {
        double[] sorted = items.stream().mapToDouble(value).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /**
     * Runs a benchmark that is a command as well.
     *
     * @param directory for its option {@code --directory}
     * @param property of this JVM, with further options for it
     * @return its exit code
     */
    public static int run(Callable<Integer> benchmark, Path directory, String property) {
        String options = System.getProperty(property, "").strip();
        String[] arguments =
                ("--directory " + directory + " " + options).strip().split(" +");
        return new CommandLine(benchmark).execute(arguments);
    }
}
