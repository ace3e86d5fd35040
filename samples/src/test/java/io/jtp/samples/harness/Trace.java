package io.jtp.samples.harness;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Location;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.StepEvent;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.StepRequest;
import io.jtp.samples.Here;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines that a sample comes by, in order, each with the number of moments that were passed before it: so a place chosen from here is
 * one that the sample comes to.
 */
public final class Trace {

    /**
     * @param moments how many marked moments were passed
     * @param className binary name
     */
    public record Stop(int moments, String className, int line) {}

    /** Longer ones are cut off: each step costs about a millisecond. */
    private static final int MOST_STOPS = 2_000;

    /** Before the sample says that it begins: that is where it waits for us. */
    private static final int NOT_BEGUN = -1;

    private final List<Stop> stops = new ArrayList<>();
    private int moments = NOT_BEGUN;

    private Trace() {}

    /** {@return the places that this sample comes by} */
    public static List<Stop> of(Sample sample, Path directory) throws IOException, InterruptedException {
        try (Debuggee debuggee = Debuggee.start(sample.jdk(), sample, directory)) {
            Trace trace = new Trace();
            trace.follow(debuggee.vm(), sample.mainClass());
            return List.copyOf(trace.stops);
        }
    }

    private void follow(VirtualMachine vm, String mainClass) throws InterruptedException {
        ClassPrepareRequest prepared = vm.eventRequestManager().createClassPrepareRequest();
        prepared.addClassFilter(mainClass);
        prepared.enable();
        vm.resume();
        try {
            while (stops.size() < MOST_STOPS) {
                EventSet events = vm.eventQueue().remove();
                for (Event event : events) {
                    if (event instanceof ClassPrepareEvent start) {
                        step(vm, start);
                    } else if (event instanceof StepEvent step) {
                        add(step.location());
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

    private static void step(VirtualMachine vm, ClassPrepareEvent start) {
        StepRequest step = vm.eventRequestManager()
                .createStepRequest(start.thread(), StepRequest.STEP_LINE, StepRequest.STEP_INTO);
        step.addClassFilter("io.jtp.samples.*");
        step.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
        step.enable();
    }

    private void add(Location at) {
        boolean methodEntry = at.codeIndex() == 0 && at.method().signature().equals("()V");
        if (!at.declaringType().name().equals(Here.class.getName())) {
            if (moments != NOT_BEGUN && isBreakpoint(at)) {
                stops.add(new Stop(moments, at.declaringType().name(), at.lineNumber()));
            }
        } else if (methodEntry && at.method().name().equals("begin")) {
            moments = 0;
        } else if (methodEntry && at.method().name().equals("now")) {
            moments++;
        }
    }

    /** A step also stops where a call returns to, in the middle of a line; a breakpoint on a line is at the first of its pieces. */
    private static boolean isBreakpoint(Location at) {
        if (at.lineNumber() <= 0) {
            // the proxy of a lambda, or a sample that was compiled without line numbers
            return false;
        }
        try {
            return at.declaringType().locationsOfLine(at.lineNumber()).stream()
                    .filter(piece -> piece.method().equals(at.method()))
                    .findFirst()
                    .filter(at::equals)
                    .isPresent();
        } catch (AbsentInformationException e) {
            throw new IllegalStateException(at + " has a line number and its class has none", e);
        }
    }
}
