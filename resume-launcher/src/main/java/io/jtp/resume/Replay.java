package io.jtp.resume;

import jdk.internal.vm.annotation.DontInline;

/**
 * What morphs call. Threads that rebuild their stacks are told here where each frame goes on and what was in it.
 *
 * <p>Any class may be a morph, those of the JDK included, so whatever runs here before a thread has arrived uses nothing of the JDK but
 * {@link Thread#currentThread}, fields and arrays.
 *
 * <p>None of it is to be inlined: in the compiled code of a morph it would never run again, and make the frames of a deep recursion so
 * large that the stack does not hold them.
 */
public final class Replay {

    /** Whether some thread is rebuilding its stack. The guard of every morph asks this first. */
    public static boolean active;

    /** One for each thread that rebuilds its stack. */
    private static ThreadScript[] scripts = {};

    /**
     * How the morphs of this JVM lead back to the program's own code, see {@code WaysBack}: nothing here asks for it, but whoever captures the
     * program again reads it over JDWP, by this name.
     */
    static byte[] waysBack = {};

    private Replay() {}

    static void start(ThreadScript[] threads) {
        scripts = threads;
        active = true;
    }

    static void stop() {
        active = false;
        scripts = new ThreadScript[0];
    }

    /**
     * If the current thread's next frame is of this method: makes it the current one.
     *
     * @return its resume point, or -1
     */
    @DontInline
    public static int entry(int method) {
        ThreadScript script = find();
        return script == null ? -1 : script.enter(method);
    }

    /** {@return the current frame's next boolean, byte, short, char or int} */
    @DontInline
    public static int i() {
        return (int) current().primitive();
    }

    /** {@return the current frame's next long} */
    @DontInline
    public static long j() {
        return current().primitive();
    }

    /** {@return the current frame's next float} */
    @DontInline
    public static float f() {
        return Float.intBitsToFloat((int) current().primitive());
    }

    /** {@return the current frame's next double} */
    @DontInline
    public static double d() {
        return Double.longBitsToDouble(current().primitive());
    }

    /** {@return the current frame's next reference} */
    @DontInline
    public static Object a() {
        return current().reference();
    }

    /** Called where the innermost frame goes on: returns after GO. */
    @DontInline
    public static void arrived() {
        current().arrive();
    }

    private static ThreadScript current() {
        ThreadScript script = find();
        if (script == null) {
            throw new IllegalStateException("resume code ran in a thread that has nothing to resume");
        }
        return script;
    }

    private static ThreadScript find() {
        Thread current = Thread.currentThread();
        ThreadScript[] all = scripts;
        for (int i = 0; i < all.length; i++) {
            if (all[i].thread == current) {
                return all[i];
            }
        }
        return null;
    }
}
