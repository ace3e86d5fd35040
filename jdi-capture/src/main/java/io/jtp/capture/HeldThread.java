package io.jtp.capture;

import com.sun.jdi.ThreadReference;
import java.util.List;
import java.util.Optional;

/**
 * A thread of the program that stands still where it can be moved.
 *
 * @param interrupted its interrupt status. Not to be read while it stands at an event: there the agent of the debugger keeps it to itself, and
 *     gives it back when the thread goes on (pendingInterrupt in threadControl.c)
 * @param blocked its frames, outermost first, if it is blocked and they could be read all the same; without them it stands at an event, and methods
 *     can be invoked in it
 */
record HeldThread(ThreadReference thread, boolean interrupted, Optional<List<CapturedFrame>> blocked) {

    static HeldThread atEvent(ThreadReference thread, boolean interrupted) {
        return new HeldThread(thread, interrupted, Optional.empty());
    }

    /** {@return whether another thread keeps it out of a monitor} */
    boolean isEntering() {
        return blocked.isPresent() && Blocking.of(thread, ProgramThreads.frames(thread)) == Blocking.MONITOR;
    }

    boolean isAtEvent() {
        return blocked.isEmpty();
    }
}
