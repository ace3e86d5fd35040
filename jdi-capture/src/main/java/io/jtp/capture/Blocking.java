package io.jtp.capture;

import com.sun.jdi.ClassType;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.IntegerValue;
import com.sun.jdi.Method;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import io.jtp.classfile.VerifierType.Basic;
import io.jtp.snapshot.Frame.Treatment;
import java.util.List;

/** In what a thread is blocked, as far as jtp can do something about it. */
enum Blocking {
    /** It runs, or is blocked in something else. */
    NOT,
    /** In {@code LockSupport.park}, which may return at any time. */
    PARK,
    /** In the wait set of a monitor. */
    WAIT,
    /** In {@code Thread.sleep}. */
    SLEEP,
    /** In a read of standard input. */
    READ,
    /** On its way into a monitor. */
    MONITOR,
    /** On its way back into a monitor: it has been notified, or the time is up for which it waited. */
    REENTRY;

    /** Has native methods that begin with {@code read}. */
    static final String INPUT = "java.io.FileInputStream";

    /** @param frames of the thread, which is suspended, innermost first */
    static Blocking of(ThreadReference thread, List<StackFrame> frames) {
        if (thread.status() == ThreadReference.THREAD_STATUS_MONITOR) {
            return !frames.isEmpty() && isPartOf(frames.get(0), "java.lang.Object", "wait") ? REENTRY : MONITOR;
        }
        if (frames.isEmpty() || !frames.get(0).location().method().isNative()) {
            return NOT;
        }
        Method method = frames.get(0).location().method();
        if (method.name().equals("park") && method.declaringType().name().equals("jdk.internal.misc.Unsafe")) {
            return PARK;
        } else if (isPartOf(frames.get(0), "java.lang.Object", "wait")) {
            return WAIT;
        }
        if (isPartOf(frames.get(0), "java.lang.Thread", "sleep")) {
            return SLEEP;
        }
        // JDI does not tell the receiver of a native method; it is private, and called by another one of the same
        // object
        return reads(frames.get(0)) && isStandardInput(frames.get(1).thisObject()) ? READ : NOT;
    }

    /** {@return how many of the frames, from the innermost on, are the JDK's way from a call that blocks to the native method} */
    static int depth(List<StackFrame> frames) {
        int depth = 0;
        while (depth < frames.size()
                && (isPartOf(frames.get(depth), "java.lang.Object", "wait")
                        || isPartOf(frames.get(depth), "java.lang.Thread", "sleep")
                        || reads(frames.get(depth)))) {
            depth++;
        }
        return depth;
    }

    /**
     * {@return the object in whose wait set a thread is, or was} From JDK 24 on JVMTI does not call that a contended monitor any more, but there {@code wait} is
     * a Java method around a native one, and shows it.
     *
     * @param frames of the thread, which is suspended and in {@link #WAIT} or {@link #REENTRY}
     */
    static ObjectReference monitor(ThreadReference thread, List<StackFrame> frames) {
        try {
            ObjectReference contended = thread.currentContendedMonitor();
            return contended == null ? frames.get(1).thisObject() : contended;
        } catch (IncompatibleThreadStateException e) {
            throw new IllegalStateException("thread " + thread.name() + " is not suspended", e);
        }
    }

    /** {@return whether a call that blocks, the last of these frames, does so for some time only} */
    static boolean hasTimeLimit(List<CapturedFrame> frames) {
        CapturedFrame call = frames.get(frames.size() - 1);
        return call.treatment() == Treatment.REISSUE
                && call.locals().stream().anyMatch(slot -> slot.type() == Basic.LONG && slot.bits() != 0);
    }

    private static boolean reads(StackFrame frame) {
        return frame.location().method().isNative() && isPartOf(frame, INPUT, "read");
    }

    /** @param stream a {@code FileInputStream} */
    private static boolean isStandardInput(ObjectReference stream) {
        return stream.getValue(((ClassType) stream.referenceType()).fieldByName("fd")) instanceof ObjectReference fd
                && fd.getValue(fd.referenceType().fieldByName("fd")) instanceof IntegerValue number
                && number.value() == 0;
    }

    private static boolean isPartOf(StackFrame frame, String type, String name) {
        Method method = frame.location().method();
        // sleep(Duration) is code like other, which calls with a number
        return method.name().startsWith(name)
                && method.declaringType().name().equals(type)
                && !method.signature().equals("(Ljava/time/Duration;)V");
    }
}
