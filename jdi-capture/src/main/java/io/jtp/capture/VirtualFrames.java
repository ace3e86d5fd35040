package io.jtp.capture;

import com.sun.jdi.Location;
import com.sun.jdi.Method;
import java.util.List;
import java.util.Set;

/**
 * What is on the stack of a virtual thread besides what it runs: at the outer end the JDK's way from its carrier to {@code VirtualThread.run}, which the
 * destination's JDK goes again; at the inner end, if it has no carrier, the way to where it has left the last one.
 */
final class VirtualFrames {

    private static final String THREAD = "java.lang.VirtualThread";
    private static final String CONTINUATION = "jdk.internal.vm.Continuation";

    /** What a thread that has no carrier is in that may return at any time, as the contract of what the program has called allows for. */
    private static final Set<String> LEAVING = Set.of("park", "parkNanos", "tryYield", "yieldContinuation");

    /** Methods of {@code VirtualThread} that can be on a stack that is moved. Any other is at work on its state. */
    private static final Set<String> MOVABLE = Set.of("run", "sleepNanos", "joinNanos");

    static final String BEING_MADE = "a virtual thread is being made";

    private static final String BUILDERS = "java.lang.ThreadBuilders";

    /** The classes whose methods make virtual threads. */
    static final Set<String> MAKERS = Set.of(THREAD, BUILDERS);

    private VirtualFrames() {}

    /** {@return whether a method has a virtual thread in hand that is not complete yet} */
    static boolean isMaking(String type, String method) {
        return type.equals(THREAD) && method.equals("<init>")
                || type.equals(BUILDERS) && method.equals("newVirtualThread");
    }

    private static boolean is(Location location, String type) {
        return location.method().declaringType().name().equals(type);
    }

    static boolean isVirtual(List<Location> locations) {
        return !locations.isEmpty() && is(locations.get(locations.size() - 1), CONTINUATION);
    }

    /**
     * {@return how many frames, from the innermost on, are the thread's own} 0 for a virtual thread that has not got to its task, or has left it;
     * all for other threads.
     *
     * @param locations innermost first
     */
    static int own(List<Location> locations) {
        if (!isVirtual(locations)) {
            return locations.size();
        }
        int own = locations.size();
        while (own > 0 && !isRun(locations.get(own - 1))) {
            own--;
        }
        return own;
    }

    private static boolean isRun(Location location) {
        return is(location, THREAD)
                && location.method().name().equals("run")
                && location.method().signature().equals("(Ljava/lang/Runnable;)V");
    }

    /** {@return how many frames, from the innermost on, are the way on which a thread has left its carrier} */
    static int leaving(List<Location> locations) {
        int leaving = 0;
        while (leaving < locations.size() && isLeaving(locations.get(leaving))) {
            leaving++;
        }
        return leaving;
    }

    private static boolean isLeaving(Location location) {
        Method method = location.method();
        return is(location, CONTINUATION)
                || is(location, THREAD) && LEAVING.contains(method.name())
                || method.name().equals("parkVirtualThread")
                        && method.declaringType().name().startsWith("java.lang.System$");
    }

    /**
     * {@return whether a carrier, or the thread that wakes virtual threads in time, is just changing a virtual thread's state} It is not while it runs one, or
     * waits. One that has just ended can have to tell others so.
     *
     * @param locations of the carrier itself, innermost first
     */
    static boolean isAtWork(List<Location> locations) {
        for (int i = 0; i < locations.size(); i++) {
            Location location = locations.get(i);
            if (is(location, THREAD)
                    && !(location.method().name().equals("runContinuation")
                            && i > 0
                            && is(locations.get(i - 1), CONTINUATION))) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether the JDK is just changing a virtual thread's state in this frame, or having it scheduled} */
    static boolean isScheduling(Method method) {
        return method.declaringType().name().equals(THREAD) && !MOVABLE.contains(method.name());
    }
}
