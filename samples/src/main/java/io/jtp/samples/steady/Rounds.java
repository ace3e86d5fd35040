package io.jtp.samples.steady;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts a program's rounds and takes the time of each. What the program prints does not depend on it: with
 * {@code -Djtp.samples.times=FILE} the times are written there at the end, one line a round.
 *
 * <p>With {@code -Djtp.samples.meeting=PORT} it says so there before the last {@code jtp.samples.counted} rounds, and goes on when the connection is closed.
 *
 * <p>The time is what the thread has spent on a processor, in nanoseconds, so that other programs on the machine matter little.
 */
final class Rounds {
    private static final int COUNT = Integer.getInteger("jtp.samples.rounds", 90);
    private static final int USES = 5_000;
    private static final int COUNTED = Integer.getInteger("jtp.samples.counted", 0);
    private static final int MEETING = Integer.getInteger("jtp.samples.meeting", 0);
    private static final String TIMES = System.getProperty("jtp.samples.times", "");

    private final long[] nanos = new long[COUNT];
    private int begun;
    private long start;

    /** What {@link #useOrdinarily} has found: so the JIT cannot leave it out. */
    private int found;

    Rounds() {
        useOrdinarily();
    }

    /**
     * Uses strings and collections as programs of some size do: empty ones, parts and wholes, what is there and what is not. The JVM keeps one profile for
     * each branch in the JDK's code, whoever goes there, and C2 leaves out what was never seen. In a program that does nothing but one loop that
     * is more than in any other, and than in one that was moved: the JDK and jtp's agent have worked in that JVM before.
     */
    private void useOrdinarily() {
        Map<String, List<Integer>> byText = new HashMap<>();
        for (int i = 0; i < USES; i++) {
            String text = "x".repeat(i % 4) + (i % 3 == 0 ? "" : i);
            String part = text.substring(Math.min(i % 3, text.length()));
            found += text.indexOf('1')
                    + text.indexOf("7", i % 2)
                    + (text.endsWith(part) ? 1 : 0)
                    + (part.isEmpty() ? 1 : 0);
            byText.computeIfAbsent(part, key -> new ArrayList<>()).add(i);
            List<Integer> numbers = byText.getOrDefault(text, List.of());
            found += numbers.size() + new ArrayList<>(numbers).hashCode() + new ArrayDeque<>(numbers).size();
            found += new StringBuilder()
                    .append(text)
                    .append(i)
                    .append(part, 0, part.length())
                    .append((char) (i % 300))
                    .toString()
                    .hashCode();
            if (i % 5 == 0) {
                byText.remove(text);
                byText.merge(part, numbers, (a, b) -> a.size() > 2 ? null : a);
            }
        }
    }

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
        if (MEETING != 0 && begun == COUNT - COUNTED + 1) {
            meet();
        }
        start = processorTime();
        return true;
    }

    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void meet() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), MEETING)) {
            new DataOutputStream(socket.getOutputStream())
                    .writeLong(ProcessHandle.current().pid());
            socket.getInputStream().read();
        } catch (IOException e) {
            throw new UncheckedIOException("nobody is to be met", e);
        }
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
