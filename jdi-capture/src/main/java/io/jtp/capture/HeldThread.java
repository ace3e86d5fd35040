package io.jtp.capture;

import com.sun.jdi.Location;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ThreadReference;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A thread of the program that stands still where it can be moved.
 *
 * @param interrupted its interrupt status. Not to be read while it stands at an event: there the agent of the debugger keeps it to itself, and
 *     gives it back when the thread goes on (pendingInterrupt in threadControl.c)
 * @param blocked its frames, outermost first, if it is blocked and they could be read all the same
 * @param reenters the monitor that it has to have back before it goes on, after a wait that is over
 * @param until if it sleeps or waits with a time limit, when that ends, by the clock that the program sees; empty where that is not known
 * @param unmounted if it is a virtual thread without a carrier. If it is neither it stands at an event, and methods can be invoked in it
 */
record HeldThread(
        ThreadReference thread,
        boolean interrupted,
        Optional<List<CapturedFrame>> blocked,
        Optional<ObjectReference> reenters,
        OptionalLong until,
        Optional<Unmounted> unmounted) {

    /**
     * How to read a virtual thread that has no carrier.
     *
     * @param locations of all frames in its continuation, innermost first
     */
    record Unmounted(VirtualThread virtual, List<Location> locations) {}

    static HeldThread atEvent(ThreadReference thread, boolean interrupted) {
        return new HeldThread(
                thread, interrupted, Optional.empty(), Optional.empty(), OptionalLong.empty(), Optional.empty());
    }

    static HeldThread blocked(
            ThreadReference thread,
            boolean interrupted,
            List<CapturedFrame> frames,
            Optional<ObjectReference> reenters,
            OptionalLong until) {
        return new HeldThread(thread, interrupted, Optional.of(frames), reenters, until, Optional.empty());
    }

    static HeldThread unmounted(VirtualThread virtual, List<Location> locations) {
        return new HeldThread(
                virtual.thread(),
                virtual.interrupted(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.of(new Unmounted(virtual, locations)));
    }

    /** {@return what it is called in messages} */
    String name() {
        return unmounted.map(each -> each.virtual().name()).orElseGet(thread::name);
    }

    /** {@return whether it waits for standard input} */
    boolean isReading() {
        return blocked.isPresent() && Blocking.of(thread, ProgramThreads.frames(thread)) == Blocking.READ;
    }

    boolean isAtEvent() {
        return blocked.isEmpty() && unmounted.isEmpty();
    }
}
