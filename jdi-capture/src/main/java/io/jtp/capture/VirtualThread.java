package io.jtp.capture;

import com.sun.jdi.ThreadReference;

/**
 * A virtual thread that is alive.
 *
 * @param state its state, by the name of the constant in {@code java.lang.VirtualThread}
 * @param mounted whether it has a carrier; if not, it has no frames on any stack of the JVM's, but in its continuation
 * @param continuation object id of that
 * @param tid its thread id
 */
record VirtualThread(
        ThreadReference thread, String state, boolean mounted, long continuation, boolean interrupted, long tid) {

    /** {@return for messages: most have no name} */
    String name() {
        return "virtual thread #" + tid;
    }
}
