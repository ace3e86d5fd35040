package io.jtp.capture;

import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.VMDeathEvent;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.EventRequest;
import io.jtp.capture.TargetException.Reason;
import java.util.List;
import java.util.Optional;

/** Waits for events of the target. The one reader of JDI's event queue, for use by one thread at a time. */
final class Events {

    private final VirtualMachine vm;

    /** The program was seen to end, or to be about to. */
    private boolean ended;

    Events(VirtualMachine vm) {
        this.vm = vm;
    }

    /**
     * Waits for an event of one of these requests; what it suspended stays suspended. Events of other requests, left over from before,
     * are passed over and what they suspended is resumed.
     *
     * @return the event, or empty at the deadline
     * @throws TargetException ENDED if the program ends meanwhile, or is about to
     */
    Optional<Event> await(List<? extends EventRequest> requests, Deadline deadline) throws TargetException {
        while (true) {
            // JDI takes 0 for "forever"
            EventSet set = next(Math.max(1, deadline.millisLeft()));
            if (set == null) {
                if (deadline.millisLeft() == 0) {
                    return Optional.empty();
                }
                continue;
            }
            for (Event event : set) {
                if (event.request() != null && requests.contains(event.request())) {
                    return Optional.of(event);
                }
            }
            set.resume();
        }
    }

    /** Resumes what events suspended that nobody waits for any more; their requests must have been deleted. */
    void drain() throws TargetException {
        for (EventSet set = next(1); set != null; set = next(1)) {
            set.resume();
        }
    }

    private EventSet next(long millis) throws TargetException {
        if (ended) {
            throw end();
        }
        try {
            EventSet set = vm.eventQueue().remove(millis);
            if (set != null) {
                for (Event event : set) {
                    if (event instanceof VMDeathEvent
                            || event instanceof VMDisconnectEvent
                            || EndOfProgram.isAt(event)) {
                        ended = true;
                        throw end();
                    }
                }
            }
            return set;
        } catch (VMDisconnectedException e) {
            throw new TargetException(Reason.LOST, "The program ended, or the connection to it broke", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TargetException(Reason.LOST, "Interrupted while waiting for the program", e);
        }
    }

    private static TargetException end() {
        return new TargetException(Reason.ENDED, "The program ended before it could be moved");
    }
}
