package io.jtp.resume;

/**
 * What {@code System.nanoTime} is for a program that has come from another machine, or from before a restart of this one: there the clock counted
 * from another instant. The program, and what the JDK does for it, goes on with the clock that it had.
 *
 * <p>This is a pattern: {@link ClockRedirect} defines it in the package {@code java.lang}, where each class loader has to look for it, whatever
 * else it hides from its classes.
 */
public final class ProgramClock {

    /** Nanoseconds that it is ahead of this JVM's own. Final, so that compiled code takes it for a constant; set all the same. */
    private static final long AHEAD;

    static {
        AHEAD = 0;
    }

    private ProgramClock() {}

    /** In place of {@link System#nanoTime}. */
    public static long nanoTime() {
        return System.nanoTime() + AHEAD;
    }
}
