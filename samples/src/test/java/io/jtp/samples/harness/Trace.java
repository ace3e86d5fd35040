package io.jtp.samples.harness;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.Location;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
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
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    private static final Pattern ADDRESS = Pattern.compile("address: (?:.*:)?(\\d+)");

    private final List<Stop> stops = new ArrayList<>();
    private int moments = NOT_BEGUN;

    private Trace() {}

    /** {@return the places that this sample comes by} */
    public static List<Stop> of(Sample sample, Path directory) throws IOException, InterruptedException {
        List<String> options = List.of("-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:0");
        try (JavaProcess process = JavaProcess.start(sample.jdk(), sample.command(options), directory)) {
            process.type(sample.inputBefore() + sample.inputAfter());
            process.endInput();
            process.awaitOutput(text -> ADDRESS.matcher(text).find());
            Matcher address = ADDRESS.matcher(process.output());
            address.find();
            Trace trace = new Trace();
            trace.follow(attach(address.group(1)), sample.mainClass());
            return List.copyOf(trace.stops);
        }
    }

    private static VirtualMachine attach(String port) throws IOException {
        AttachingConnector connector = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(candidate -> candidate.name().equals("com.sun.jdi.SocketAttach"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments.get("hostname").setValue("127.0.0.1");
        arguments.get("port").setValue(port);
        try {
            return connector.attach(arguments);
        } catch (IllegalConnectorArgumentsException e) {
            throw new IllegalStateException(e);
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
