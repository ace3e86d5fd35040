package io.jtp.snapshot;

import java.util.List;

/**
 * A thread of the program.
 *
 * @param object its {@code Thread} object; {@link #ENDED} for a main thread that has ended. Its only frame stands where {@code main} returns: it does so
 *     before the program goes on, and the destination's JVM then waits, as the source's does, for the threads that are no daemons
 * @param main whether the JVM's launcher started it to run {@code main}
 * @param interrupted its interrupt status
 * @param frames the whole stack, outermost first, hidden and native frames included
 */
public record ThreadState(String name, int object, boolean main, boolean interrupted, List<Frame> frames) {

    /** There is no such object. */
    public static final int ENDED = 0;

    public boolean hasEnded() {
        return object == ENDED;
    }
}
