package io.jtp.capture;

import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import java.util.List;

/** Wakes blocked threads in ways that their contracts allow for: {@code park} and {@code wait} may return for no reason. */
final class Waking {

    private final Invoker invoker;

    /** @param invoker in another thread, that stands at an event */
    Waking(Invoker invoker) {
        this.invoker = invoker;
    }

    void unpark(ThreadReference thread) throws InvocationFailedException {
        invoker.callStatic("java.util.concurrent.locks.LockSupport", "unpark", "(Ljava/lang/Thread;)V", thread);
    }

    /** {@return whether {@link #notify} would wake a thread that waits for this monitor, and no other one} */
    static boolean waitsAlone(ObjectReference monitor) {
        try {
            return monitor.owningThread() == null
                    && monitor.virtualMachine().allThreads().stream()
                                    .filter(thread -> waitsFor(thread, monitor))
                                    .count()
                            == 1;
        } catch (IncompatibleThreadStateException e) {
            throw new IllegalStateException("not all threads are suspended", e);
        }
    }

    private static boolean waitsFor(ThreadReference thread, ObjectReference monitor) {
        List<StackFrame> frames = ProgramThreads.frames(thread);
        return Blocking.of(thread, frames) == Blocking.WAIT && monitor.equals(Blocking.monitor(thread, frames));
    }

    /** Notifies all that wait for a monitor, which no thread owns. A synchronized collection holds its lock while it hands out what is in it: the lock. */
    void notify(ObjectReference monitor) throws InvocationFailedException {
        ObjectReference list =
                invoker.objectFromStatic("java.util.List", "of", "(Ljava/lang/Object;)Ljava/util/List;", monitor);
        ObjectReference locking = invoker.objectFromStatic(
                "java.util.Collections",
                "synchronizedCollection",
                "(Ljava/util/Collection;Ljava/lang/Object;)Ljava/util/Collection;",
                list,
                monitor);
        TargetLambdas lambdas = new TargetLambdas(invoker);
        ObjectReference consumer = lambdas.of(
                "java.util.function.Consumer",
                "accept",
                "(Ljava/lang/Object;)V",
                lambdas.lookup().find("findVirtual", "java.lang.Object", "notifyAll", "()V"),
                "(Ljava/lang/Object;)V");
        invoker.call(locking, "forEach", "(Ljava/util/function/Consumer;)V", consumer);
    }
}
