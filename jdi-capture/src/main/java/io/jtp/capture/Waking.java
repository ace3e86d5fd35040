package io.jtp.capture;

import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ThreadReference;

/** Wakes blocked threads in ways that their contracts allow for: {@code park} and {@code wait} may return for no reason. */
final class Waking {

    private static final String PROXIES = "java.lang.invoke.MethodHandleProxies";
    private static final String CONSUMER = "java.util.function.Consumer";

    private final Invoker invoker;

    /** @param invoker in another thread, that stands at an event */
    Waking(Invoker invoker) {
        this.invoker = invoker;
    }

    void unpark(ThreadReference thread) throws InvocationFailedException {
        invoker.callStatic("java.util.concurrent.locks.LockSupport", "unpark", "(Ljava/lang/Thread;)V", thread);
    }

    /** {@return whether {@link #notify} would wake this thread, and no other} */
    static boolean waitsAlone(ThreadReference thread) {
        try {
            ObjectReference monitor = thread.currentContendedMonitor();
            return monitor != null
                    && monitor.owningThread() == null
                    && monitor.waitingThreads().size() == 1;
        } catch (IncompatibleThreadStateException e) {
            throw new IllegalStateException("thread " + thread.name() + " is not suspended", e);
        }
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
        ObjectReference notifyAll =
                TargetLookup.trusted(invoker).find("findVirtual", "java.lang.Object", "notifyAll", "()V");
        ObjectReference consumer = invoker.objectFromStatic(
                PROXIES,
                "asInterfaceInstance",
                "(Ljava/lang/Class;" + TargetLookup.HANDLE + ")Ljava/lang/Object;",
                invoker.classObject(CONSUMER),
                notifyAll);
        invoker.call(locking, "forEach", "(Ljava/util/function/Consumer;)V", consumer);
    }
}
