package io.jtp.resume;

/**
 * What {@code System.nanoTime} is for a program that has come from another machine, or from before a restart of this one: there the clock counted
 * from another instant. The program, and what the JDK does for it, goes on with the clock that it had, see {@link ClockRedirect}.
 */
public final class ProgramClock {

    /** Nanoseconds that it is ahead of this JVM's own. Final, so that compiled code takes it for a constant; set all the same. */
    private static final long AHEAD;

    static {
        AHEAD = 0;
    }

    private ProgramClock() {}

    /** To be called before anything of the program runs. */
    static void set(long ahead) {
        Internals.UNSAFE.putLongVolatile(ProgramClock.class, Internals.offset(ProgramClock.class, "AHEAD"), ahead);
    }

    /** {@return the class whose method of this name is to be called} @param declaring that which a reference to the method names */
    static Class<?> owner(Class<?> declaring, String method) {
        return AHEAD != 0 && declaring == System.class && method.equals("nanoTime") ? ProgramClock.class : declaring;
    }

    /** In place of {@link System#nanoTime}. */
    public static long nanoTime() {
        return System.nanoTime() + AHEAD;
    }
}
