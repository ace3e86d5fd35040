package io.jtp.capture;

import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.StepRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A thread of the JDK's own, stopped at an event, in which methods can be invoked while the program runs on or is blocked altogether.
 *
 * <p>The JDK's cleaner and finalizer threads swallow interrupts by design: with a step request set, an interrupt makes them stop inside
 * the constructor of the InterruptedException; resumed, they go back to wait. Meanwhile no cleaner of the JDK runs.
 */
final class HostThread implements AutoCloseable {

    /** It answers within tens of milliseconds, unless it is at work on a program's finalizer. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final List<String> SWALLOW_INTERRUPTS = List.of("Common-Cleaner", "Finalizer");

    private final ThreadReference thread;
    private final StepRequest request;

    private HostThread(ThreadReference thread, StepRequest request) {
        this.thread = thread;
        this.request = request;
    }

    /** {@return the thread, stopped; empty if the JVM has none that answers} */
    static Optional<HostThread> stop(VirtualMachine vm, Events events) throws TargetException {
        List<ThreadReference> all = new ArrayList<>(vm.allThreads());
        // virtual threads come first, and there may be many
        Collections.reverse(all);
        for (String name : SWALLOW_INTERRUPTS) {
            for (ThreadReference thread : all) {
                if (name.equals(thread.name())) {
                    Optional<HostThread> host = stop(thread, events);
                    if (host.isPresent()) {
                        return host;
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** {@return such a thread, while all threads are suspended; it is let go with them} */
    static Optional<ThreadReference> stopSuspended(VirtualMachine vm, Events events) throws TargetException {
        return stop(vm, events).map(HostThread::leave);
    }

    /** {@return whether an interrupt has made a suspended thread, which waits or sleeps, come to an event} If not it is suspended as before. */
    static boolean interrupt(ThreadReference suspended, Events events) throws TargetException {
        return stop(suspended, events).map(HostThread::leave).isPresent();
    }

    private ThreadReference leave() {
        thread.virtualMachine().eventRequestManager().deleteEventRequest(request);
        return thread;
    }

    private static Optional<HostThread> stop(ThreadReference thread, Events events) throws TargetException {
        var requests = thread.virtualMachine().eventRequestManager();
        boolean suspended = thread.suspendCount() > 0;
        if (!suspended) {
            thread.suspend();
        }
        StepRequest step = Stepping.begin(thread, StepRequest.STEP_INTO, 1, EventRequest.SUSPEND_EVENT_THREAD);
        thread.interrupt();
        thread.resume();
        if (events.await(List.of(step), Deadline.in(PATIENCE)).isPresent()) {
            return Optional.of(new HostThread(thread, step));
        }
        if (suspended) {
            thread.suspend();
        }
        requests.deleteEventRequest(step);
        events.drain();
        return Optional.empty();
    }

    ThreadReference thread() {
        return thread;
    }

    /** Lets the thread go back to its work. */
    @Override
    public void close() {
        leave().resume();
    }
}
