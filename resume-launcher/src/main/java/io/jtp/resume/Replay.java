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

    private static final long TID = Internals.offset(Thread.class, "tid");

    /** One for each thread that rebuilds its stack, in a hash table by the thread's id; its size is a power of 2. */
    private static ThreadScript[] scripts = {null};

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

    static void start(ThreadScript... threads) {
        ThreadScript[] table = new ThreadScript[4 * Integer.highestOneBit(threads.length)];
        for (ThreadScript script : threads) {
            int at = place(script.thread, table);
            while (table[at] != null) {
                at = at + 1 & table.length - 1;
            }
            table[at] = script;
        }
        scripts = table;
    }

    /** To be called at GO: from now on methods are entered as usual. */
    static void stop() {
        setActive(0);
    }

    /** To be called when all threads have been let go. */
    static void forget() {
        scripts = new ThreadScript[1];
    }

    private static int place(Thread thread, ThreadScript... table) {
        return (int) Internals.UNSAFE.getLong(thread, TID) & table.length - 1;
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

    /** Called after the call in which a thread had blocked has returned: returns after GO. */
    @DontInline
    public static void passed() {
        ThreadScript script = find();
        if (script != null) {
            script.pass();
        }
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
        int at = place(current, all);
        while (all[at] != null && all[at].thread != current) {
            at = at + 1 & all.length - 1;
        }
        return all[at];
    }
}
