package io.jtp.capture;

import com.sun.jdi.event.Event;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.EventRequestManager;
import com.sun.jdi.request.StepRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sees threads off that stood at events. Until it has executed an instruction a thread that was resumed may still be inside of the debugger's agent, which
 * keeps its interrupt (see {@link HeldThread}); one that stopped again before would seem not to be interrupted.
 */
final class Departures {

    /** An instruction takes microseconds, unless it waits for a lock. */
    private static final Duration BOUND = Duration.ofMillis(100);

    private final EventRequestManager requests;
    private final List<EventRequest> expected = new ArrayList<>();

    Departures(EventRequestManager requests) {
        this.requests = requests;
    }

    /** @param held threads that stand at events, and are about to be resumed */
    void expect(List<HeldThread> held) {
        for (HeldThread each : held) {
            expected.add(Stepping.begin(each.thread(), StepRequest.STEP_INTO, 1, EventRequest.SUSPEND_NONE));
        }
    }

    /** Returns when they have all executed an instruction, or are blocked. */
    void await(Events events, Deadline deadline) throws TargetException {
        Deadline bound = deadline.orIn(BOUND);
        while (!expected.isEmpty()) {
            Optional<Event> event = events.await(expected, bound);
            if (event.isEmpty()) {
                break;
            }
            expected.remove(event.get().request());
            requests.deleteEventRequest(event.get().request());
        }
        requests.deleteEventRequests(expected);
        expected.clear();
    }
}
