package io.jtp.inspect;

import io.jtp.snapshot.ThreadState;
import java.util.List;

/**
 * A thread and its stack.
 *
 * @param number position in the snapshot
 * @param frames innermost first, as in a stack trace
 */
record ThreadView(int number, ThreadState state, List<FrameView> frames) {

    String name() {
        return state.name();
    }

    /** {@return its {@code Thread} object, or 0} */
    int object() {
        return state.object();
    }
}
