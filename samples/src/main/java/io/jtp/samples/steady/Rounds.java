package io.jtp.samples.steady;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts a program's rounds and takes the time of each. What the program prints does not depend on it: with
 * {@code -Djtp.samples.times=FILE} the times are written there at the end, one line a round.
 *
 * <p>The time is what the thread has spent on a processor, in nanoseconds, so that other programs on the machine matter little.
 */
final class Rounds {
    private static final int COUNT = Integer.getInteger("jtp.samples.rounds", 90);
    private static final String TIMES = System.getProperty("jtp.samples.times", "");

    private final long[] nanos = new long[COUNT];
    private int begun;
    private long start;

    /** Ends a round and begins the next: {@return whether there is one} */
    boolean next() {
        if (begun > 0) {
            nanos[begun - 1] = processorTime() - start;
        }
        if (begun == COUNT) {
            write();
            return false;
        }
        begun++;
        start = processorTime();
        return true;
    }

    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private void write() {
        if (TIMES.isEmpty()) {
            return;
        }
        List<String> lines = new ArrayList<>();
        for (long each : nanos) {
            lines.add(Long.toString(each));
        }
        try {
            Files.write(Path.of(TIMES), lines);
        } catch (IOException e) {
            throw new UncheckedIOException("the times of the rounds cannot be written", e);
        }
    }
}
