package io.jtp.resume;

import io.jtp.snapshot.Wire;
import io.jtp.snapshot.Wire.Kind;
import io.jtp.snapshot.Wire.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import jdk.internal.misc.Unsafe;

/**
 * The agent's own thread from the end of the restore to GO: waits until all threads of the program are at the barrier, talks to the
 * tool, and lets them go. Until then whatever goes wrong in any thread ends the JVM, and nothing that the program would print about
 * it is printed.
 */
final class Conductor implements Runnable, Thread.UncaughtExceptionHandler {

    private static final Unsafe UNSAFE = Internals.UNSAFE;
    private static final long UNCAUGHT = Internals.offset(Thread.class, "uncaughtExceptionHandler");

    /** The JVM's own shutdown hooks run in order of their slots, those of the program in slot 1. */
    private static final Runnable[] SHUTDOWN_HOOKS = shutdownHooks();

    private static final int FIRST_SLOT = 0;
    private static final Duration LOOK = Duration.ofMillis(1);

    private final Line line;
    private final Duration timeout;
    private final Thread self;
    private Map<String, String> report = Map.of();
    private volatile ThreadScript[] scripts = {};
    private Runnable hookBefore;
    private Runnable go;
    private Reentries reentries;
    private volatile String failure;
    private volatile boolean released;

    /** To be made while the main thread is still in the JVM's own main group. */
    Conductor(Line line, Duration timeout) {
        this.line = line;
        this.timeout = timeout;
        ThreadGroup system = Thread.currentThread().getThreadGroup();
        while (system.getParent() != null) {
            system = system.getParent();
        }
        self = new Thread(system, this, "jtp", 0, false);
        self.setDaemon(true);
    }

    /**
     * From here on the threads may rebuild their stacks.
     *
     * @param details what to tell with PREPARED
     * @param atGo what else goes on when the program does
     */
    void start(ThreadScript[] threads, Map<String, String> details, Runnable atGo) {
        go = atGo;
        scripts = threads;
        reentries = new Reentries(threads);
        report = new HashMap<>(details);
        for (ThreadScript script : scripts) {
            script.uncaughtExceptionHandler = UNSAFE.getReference(script.thread, UNCAUGHT);
            UNSAFE.putReferenceVolatile(script.thread, UNCAUGHT, this);
        }
        hookBefore = SHUTDOWN_HOOKS[FIRST_SLOT];
        SHUTDOWN_HOOKS[FIRST_SLOT] = () -> failAndHalt("the program ended while its stack was being rebuilt");
        Replay.start(scripts);
        self.start();
    }

    @Override
    public void run() {
        try {
            long start = System.nanoTime();
            long deadline = start + timeout.toNanos();
            await(false, deadline);
            holdMonitors(0, start, deadline);
        } catch (IOException e) {
            // the tool is gone: it cannot have been told that this copy runs, so it must not
            Runtime.getRuntime().halt(Agent.FAILED);
        } catch (Throwable e) {
            failAndHalt("the agent failed", e);
        }
    }

    /** Goes on with all monitors locked that nobody may have by now. No lambda is linked while the program rebuilds its stacks. */
    private void holdMonitors(int from, long start, long deadline) throws IOException {
        if (from < reentries.freeMonitors.length) {
            synchronized (reentries.freeMonitors[from]) {
                holdMonitors(from + 1, start, deadline);
            }
            return;
        }
        await(true, deadline);
        report.put("replay.us", Long.toString((System.nanoTime() - start) / 1000));
        letGo();
    }

    private void letGo() throws IOException {
        Wire.send(line.out, new Message(Kind.PREPARED, report));
        Message message = Wire.receive(line.in, OutputStream.nullOutputStream());
        if (message.kind() != Kind.GO) {
            failAndHalt("the tool said " + message.kind() + " instead of GO");
        }
        Replay.stop();
        for (ThreadScript script : scripts) {
            UNSAFE.putReferenceVolatile(script.thread, UNCAUGHT, script.uncaughtExceptionHandler);
        }
        SHUTDOWN_HOOKS[FIRST_SLOT] = hookBefore;
        line.gone(message);
        go.run();
        release();
    }

    private void await(boolean alsoOut, long deadline) {
        while (!haveAllArrived() || alsoOut && !reentries.areOut()) {
            if (failure != null) {
                failAndHalt(failure);
            }
            long remaining = deadline - System.nanoTime();
            if (remaining <= 0) {
                failAndHalt("the stacks were not rebuilt within " + timeout.toSeconds() + " s");
            }
            // a thread that ends does not tell
            UNSAFE.park(false, Math.min(remaining, LOOK.toNanos()));
        }
    }

    private boolean haveAllArrived() {
        for (ThreadScript script : scripts) {
            if (!script.hasArrived()) {
                return false;
            }
        }
        return true;
    }

    private void release() {
        ThreadScript[] all = scripts;
        scripts = null;
        released = true;
        Replay.forget();
        for (ThreadScript script : all) {
            LockSupport.unpark(script.thread);
        }
    }

    /** Called by a thread of the program that has arrived. */
    void report() {
        ThreadScript[] all = scripts;
        UNSAFE.unpark(self);
        // if this is the last one GO can have come already, and nobody waits any more
        for (int i = 0; all != null && i < all.length; i++) {
            if (all[i].isHeldUp()) {
                LockSupport.unpark(all[i].thread);
            }
        }
    }

    /**
     * Blocks a thread of the program until GO. It goes on with a permit for {@code LockSupport.park}: it may have had one, which cannot be
     * read, and one too many does no harm, since park may return for no reason.
     *
     * @param virtual whether the current thread is virtual
     */
    void awaitGo(boolean virtual) {
        while (!released) {
            park(virtual);
        }
        awaitEnd();
        LockSupport.unpark(Thread.currentThread());
    }

    /** No trace of the agent's own thread is left when the program goes on. */
    void awaitEnd() {
        while (self.isAlive()) {
            Thread.onSpinWait();
        }
    }

    /** A virtual thread leaves its carrier to the next one, so that there can be any number of them. For others no code of the JDK's is run. */
    private static void park(boolean virtual) {
        if (virtual) {
            LockSupport.park();
        } else {
            UNSAFE.park(false, 0);
        }
    }

    /**
     * Blocks a thread of the program until these have arrived.
     *
     * @param virtual whether the current thread is virtual
     */
    void awaitArrivalOf(boolean virtual, int... threads) {
        for (int thread : threads) {
            while (!scripts[thread].hasArrived()) {
                park(virtual);
            }
        }
    }

    boolean isReleased() {
        return released;
    }

    /** Called by a thread of the program that cannot go on: the JVM ends. */
    void fail(ThreadScript script, String reason) {
        failure = "thread " + script.thread.getName() + " could not rebuild its stack: " + reason;
        UNSAFE.unpark(self);
        while (true) {
            park(script.virtual);
        }
    }

    @Override
    public void uncaughtException(Thread thread, Throwable problem) {
        failAndHalt("an exception ended thread " + thread.getName() + " while its stack was being rebuilt", problem);
    }

    private void failAndHalt(String reason) {
        failAndHalt(reason, null);
    }

    private void failAndHalt(String reason, Throwable problem) {
        StringBuilder text = new StringBuilder(reason);
        ThreadScript[] all = scripts;
        for (ThreadScript script : all) {
            if (!script.hasArrived()) {
                text.append("\n").append(script.progress());
            }
        }
        Agent.fail(line.out, text.toString(), problem);
    }

    private static Runnable[] shutdownHooks() {
        try {
            return (Runnable[]) Internals.getStatic(Class.forName("java.lang.Shutdown"), "hooks");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
