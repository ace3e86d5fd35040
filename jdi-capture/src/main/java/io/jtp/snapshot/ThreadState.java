package io.jtp.snapshot;

import java.util.List;
import java.util.OptionalLong;

/**
 * A thread of the program.
 *
 * @param object its {@code Thread} object; {@link #ENDED} for a main thread that has ended. Its only frame stands where {@code main} returns: it does so
 *     before the program goes on, and the destination's JVM then waits, as the source's does, for the threads that are no daemons
 * @param main whether the JVM's launcher started it to run {@code main}
 * @param interrupted its interrupt status
 * @param frames the whole stack, outermost first, hidden and native frames included; of a virtual thread from {@code VirtualThread.run} on. None if it
 *     has been started and has not run yet; such threads come last
 * @param reenters number of the monitor that it has to have back before it goes on, since it waited there and that is over; else 0. Its innermost frame, which
 *     has locked it, stands behind that call
 * @param until if its innermost frame is a call that sleeps or waits with a time limit, when that ends, by the clock of {@link Origin#nanoTime()};
 *     empty if that is not known: then the whole time begins anew
 */
public record ThreadState(
        String name,
        int object,
        boolean main,
        boolean interrupted,
        List<Frame> frames,
        int reenters,
        OptionalLong until) {

    /** There is no such object. */
    public static final int ENDED = 0;

    /** Of a thread that does not wait. */
    public ThreadState(String name, int object, boolean main, boolean interrupted, List<Frame> frames) {
        this(name, object, main, interrupted, frames, 0, OptionalLong.empty());
    }

    public boolean hasEnded() {
        return object == ENDED;
    }
}
