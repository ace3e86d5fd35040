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

    /**
     * Not 0 if some thread is rebuilding its stack, or will soon. The guard of every morph asks for twice of it first. It is final,
     * so that C2 takes it for a constant and leaves the guards out of what it compiles once the stacks are there; {@link #expect} and
     * {@link #stop} set it all the same. Code that was compiled in between asks {@link #entry} as long as it lives, and is told no.
     * C1 must not see through the guard, or it does not compile the loops that are resumed; why it does not is told in {@code ReplayCalls}.
     */
    public static final float active;

    static {
        active = 0;
    }

    /** One for each thread that rebuilds its stack. */
    private static ThreadScript[] scripts = {};

    /** While the program is restored, its class loaders, if it has any of its own. */
    static ProgramLoaders loaders;

    /**
     * How the morphs of this JVM lead back to the program's own code, see {@code WaysBack}: nothing here asks for it, but whoever captures the
     * program again reads it over JDWP, by this name.
     */
    static byte[] waysBack = {};

    /** The class files of what the program's own loaders have defined, see {@code KeptClassFiles}; read in the same way. */
    static byte[] classFiles = {};

    private Replay() {}

    /** To be called before the first morph is in place: code compiled before would go on without its guard. */
    static void expect() {
        setActive(1);
    }

    static void start(ThreadScript[] threads) {
        scripts = threads;
    }

    static void stop() {
        setActive(0);
        scripts = new ThreadScript[0];
    }

    private static void setActive(float value) {
        Internals.UNSAFE.putFloatVolatile(Replay.class, Internals.offset(Replay.class, "active"), value);
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

    /** Called at the beginning of {@code loadClass(String)} while the program is restored, see {@link ProgramLoaders#find}. */
    public static Class<?> loaded(ClassLoader loader, String name) throws ClassNotFoundException {
        ProgramLoaders asked = loaders;
        return asked == null ? null : asked.find(loader, name);
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
