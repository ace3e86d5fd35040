package io.jtp.resume;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.List;
import jdk.internal.misc.Unsafe;

/** Starts threads whose {@code Thread} objects are copies: no constructor has run for them, and to themselves they are running already. */
final class CopiedThreads {

    private static final Unsafe UNSAFE = Internals.UNSAFE;
    private static final int NEW = 0;

    private CopiedThreads() {}

    /** Makes it a thread that has not been started. */
    static void makeNew(Thread thread) {
        UNSAFE.putLong(thread, Internals.offset(Thread.class, "eetop"), 0);
        Object holder = holder(thread);
        UNSAFE.putInt(
                holder, Internals.offset(holder == thread ? Thread.class : holder.getClass(), "threadStatus"), NEW);
    }

    /** Sets its interrupt status; there is nothing yet that it could be woken from. */
    static void setInterrupted(Thread thread, boolean interrupted) {
        UNSAFE.putBooleanVolatile(thread, Internals.offset(Thread.class, "interrupted"), interrupted);
    }

    /** From JDK 19 on the next thread's id is the JVM's own; it must not be one that a copy has already. */
    static void skipIds(Heap heap, List<InstanceRun> runs) throws Throwable {
        long highest = 0;
        for (InstanceRun run : runs) {
            for (int i = run.first(); Thread.class.isAssignableFrom(run.type()) && i < run.end(); i++) {
                highest = Math.max(highest, UNSAFE.getLong(heap.object(i), Internals.offset(Thread.class, "tid")));
            }
        }
        if (highest > 0 && holder(Thread.currentThread()) != Thread.currentThread()) {
            MethodHandle next = Internals.LOOKUP.findStatic(
                    Class.forName("java.lang.Thread$ThreadIdentifiers"), "next", MethodType.methodType(long.class));
            while ((long) next.invokeExact() < highest) {
                Thread.onSpinWait();
            }
        }
    }

    /** Starts it, without what {@code Thread.start} does for a thread that its group has not seen before. */
    static void start(Thread thread) throws Throwable {
        if (holder(thread) == thread) {
            enterGroup(thread);
        }
        Internals.LOOKUP
                .findVirtual(Thread.class, "start0", MethodType.methodType(void.class))
                .invoke(thread);
    }

    /** Up to JDK 18 a group lists its threads; that of the main thread is this JVM's own, and does not know the copy. */
    private static void enterGroup(Thread thread) throws Throwable {
        ThreadGroup group = thread.getThreadGroup();
        Thread[] listed = (Thread[]) UNSAFE.getReference(group, Internals.offset(ThreadGroup.class, "threads"));
        int count = UNSAFE.getInt(group, Internals.offset(ThreadGroup.class, "nthreads"));
        for (int i = 0; i < count; i++) {
            if (listed[i] == thread) {
                return;
            }
        }
        MethodType nothing = MethodType.methodType(void.class);
        Internals.LOOKUP.findVirtual(ThreadGroup.class, "addUnstarted", nothing).invoke(group);
        Internals.LOOKUP
                .findVirtual(ThreadGroup.class, "add", MethodType.methodType(void.class, Thread.class))
                .invoke(group, thread);
    }

    /** {@return what has the thread's status: from JDK 19 on an object of its own} */
    private static Object holder(Thread thread) {
        try {
            return UNSAFE.getReference(thread, UNSAFE.objectFieldOffset(Thread.class, "holder"));
        } catch (InternalError e) {
            // no such field
            return thread;
        }
    }
}
