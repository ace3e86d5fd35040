package io.jtp.capture;

import com.sun.jdi.BooleanValue;
import com.sun.jdi.ThreadReference;
import io.jtp.snapshot.Obstacle;

/**
 * References that the garbage collector has cleared, and that are not in their queues yet. They are in a list of the JVM's, or in a variable
 * of the JDK's reference handler, a thread that is held like all others. A reference alone does not tell that it is (see the states in the
 * source of {@code java.lang.ref.Reference}); what a program clears itself looks the same, and is never queued.
 */
final class ClearedReferences {

    private static final String REFERENCE = "java.lang.ref.Reference";

    private ClearedReferences() {}

    /** {@return whether there are any} */
    static boolean arePending(Invoker invoker) throws InvocationFailedException {
        boolean listed = ((BooleanValue) invoker.callStatic(REFERENCE, "hasReferencePendingList", "()Z")).value();
        return listed || invoker.staticNumber(REFERENCE, "processPendingActive") != 0;
    }

    /** {@return that there are some: it passes as soon as the reference handler runs, an instruction of any thread later} */
    static Obstacle obstacle(ThreadReference any) {
        return new Obstacle(
                any.name(),
                "references that the garbage collector has cleared are on their way into their queues",
                "Move the program a moment later",
                ProgramThreads.frames(any).size());
    }
}
