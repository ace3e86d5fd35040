package io.jtp.samples.harness;

import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.StepEvent;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.StepRequest;
import io.jtp.samples.Here;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** How many byte code instructions a sample's main thread executes, those of the JDK included. */
final class InstructionCount {

    /** Where counting begins, for {@code jtp attach --at}. */
    static final String FROM = Here.class.getName() + ".begun";

    /** The target's agent counts that many before it says so, at least... */
    private static final int FIRST_STRIDE = 100;

    /** ...and later a part of what it has counted so far, which is how wrong the result may be. */
    private static final int PRECISION = 20;

    /** It counts a million a second, but in a recursion a thousand deep only a few hundred: the agent looks at the whole stack each time. */
    private static final Duration MOST_TIME = Duration.ofSeconds(3);

    private int total;
    private int stride;

    private InstructionCount() {}

    /**
     * Runs the sample.
     *
     * @return the number from {@link #FROM} until {@code main} ends, up to a twentieth too small; or what it came to in
     *     {@link #MOST_TIME}. It varies a little from run to run, as the JDK seeds its hash tables differently
     */
    static int of(Jdk jdk, Sample sample, Path directory) throws IOException, InterruptedException {
        try (Debuggee debuggee = Debuggee.start(jdk, sample, directory)) {
            InstructionCount count = new InstructionCount();
            count.follow(debuggee.vm());
            return count.total;
        }
    }

    private void follow(VirtualMachine vm) throws InterruptedException {
        ClassPrepareRequest prepared = vm.eventRequestManager().createClassPrepareRequest();
        prepared.addClassFilter(Here.class.getName());
        prepared.enable();
        vm.resume();
        try {
            long deadline = System.nanoTime() + MOST_TIME.toNanos();
            while (System.nanoTime() < deadline) {
                EventSet events = vm.eventQueue().remove(MOST_TIME.toMillis());
                if (events == null) {
                    break;
                }
                for (Event event : events) {
                    if (event instanceof ClassPrepareEvent here) {
                        breakIn(here.referenceType());
                    } else if (event instanceof BreakpointEvent begun) {
                        begun.request().disable();
                        step(begun.thread());
                    } else if (event instanceof StepEvent step) {
                        if (mainHasEnded(step.thread())) {
                            vm.exit(0);
                            return;
                        }
                        total += stride;
                        vm.eventRequestManager().deleteEventRequest(step.request());
                        step(step.thread());
                    }
                }
                events.resume();
            }
            vm.exit(0);
        } catch (VMDisconnectedException e) {
            // it has ended: that is all of it
            return;
        }
    }

    /** After {@code main} the JVM still calls methods of the Thread object. */
    private static boolean mainHasEnded(ThreadReference thread) {
        try {
            return thread.frame(thread.frameCount() - 1)
                    .location()
                    .declaringType()
                    .name()
                    .equals(Thread.class.getName());
        } catch (IncompatibleThreadStateException e) {
            throw new IllegalStateException("the thread is not suspended at an event", e);
        }
    }

    private static void breakIn(ReferenceType here) {
        BreakpointRequest begun = here.virtualMachine()
                .eventRequestManager()
                .createBreakpointRequest(here.methodsByName("begun").get(0).location());
        begun.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
        begun.enable();
    }

    private void step(ThreadReference thread) {
        stride = Math.max(FIRST_STRIDE, total / PRECISION);
        StepRequest step = thread.virtualMachine()
                .eventRequestManager()
                .createStepRequest(thread, StepRequest.STEP_MIN, StepRequest.STEP_INTO);
        step.addCountFilter(stride);
        step.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
        step.enable();
    }
}
