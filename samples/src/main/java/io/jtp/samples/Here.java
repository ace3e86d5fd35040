package io.jtp.samples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Marks the moments at which a sample is to be moved, so that tests need no sleeping and no luck.
 *
 * <p>A sample calls {@link #begin} first and {@link #now} at each moment worth moving it. Run by itself it just runs. With
 * {@code -Djtp.samples.wait=N} it waits at its Nth moment for a line on standard input, with 0 at its beginning. That gives time to say
 * {@code jtp attach PID --at io.jtp.samples.Here.moment --to DEST}; {@code -Djtp.samples.moment=N} says which of its moments is
 * meant, by default the first.
 *
 * <p>To be moved several times, {@code -Djtp.samples.hops=0,1,1,4} has it wait at each of these moments for a line, and then come to the place
 * for the breakpoint; a moment that is given twice does so twice.
 */
public final class Here {
    private static final int WAITING = Integer.getInteger("jtp.samples.wait", -1);
    private static final int CHOSEN = Integer.getInteger("jtp.samples.moment", 1);

    private static final int[] HOPS = Arrays.stream(
                    System.getProperty("jtp.samples.hops", "").split(","))
            .filter(each -> !each.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();

    /** The sample may give {@code System.in} another value. */
    private static final InputStream STANDARD_INPUT = System.in;

    private static final AtomicInteger PASSED = new AtomicInteger();

    private Here() {}

    /** The program begins. */
    public static void begin() {
        if (WAITING == 0) {
            awaitLine();
        }
        hops(0);
        begun();
    }

    /** The caller could be moved now. */
    public static void now() {
        int passed = PASSED.incrementAndGet();
        if (passed == WAITING) {
            awaitLine();
        }
        if (passed == CHOSEN) {
            moment();
        }
        hops(passed);
    }

    private static void hops(int passed) {
        for (int hop : HOPS) {
            if (hop == passed) {
                awaitLine();
                moment();
            }
        }
    }

    /** As {@link #now()}, for use within an expression. */
    public static <T> T now(T value) {
        now();
        return value;
    }

    /** {@return the process that runs this, if {@code -Djtp.samples.pid=true} asks for it, else nothing} For the beginning of a line. */
    public static String pid() {
        return Boolean.getBoolean("jtp.samples.pid")
                ? "[process " + ProcessHandle.current().pid() + "] "
                : "";
    }

    /** Empty: a place for the tool's breakpoint. */
    private static void moment() {}

    /** Empty: the place from which instructions are counted. */
    private static void begun() {}

    /** Takes one line and no byte more from standard input: what follows is the sample's own. */
    private static void awaitLine() {
        System.err.println("waiting for a line");
        try {
            int next = STANDARD_INPUT.read();
            while (next >= 0 && next != '\n') {
                next = STANDARD_INPUT.read();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("standard input cannot be read", e);
        }
    }
}
