package io.jtp.capture;

import com.sun.jdi.ClassType;
import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import java.util.List;

/** Which constructors cannot be rebuilt: a {@link PassingObstacle}. */
final class Constructing {

    private Constructing() {}

    /**
     * {@return why the constructor cannot be rebuilt, or null if it can}
     *
     * @param frames of a stopped thread, innermost first
     * @param constructor position of a constructor's frame
     */
    static String problem(List<StackFrame> frames, int constructor) {
        ReferenceType type = frames.get(constructor).location().declaringType();
        if (FrameKind.of(frames.get(constructor)) != FrameKind.ORDINARY) {
            return "an object of generated or reflective code is being made";
        }
        if (!ProgramThreads.isOfProgram(type)) {
            boolean brief = frames.subList(0, constructor).stream()
                    .noneMatch(
                            frame -> ProgramThreads.isOfProgram(frame.location().declaringType()));
            if (brief || type.name().equals("java.lang.String")) {
                return "an object of the JDK is being made";
            }
        }
        if (hasFinalizer(type)) {
            return "an object with a finalizer is being made";
        }
        return isCalledPlainly(frames, constructor)
                ? null
                : "a constructor called by a method handle or the JVM is running";
    }

    /** To rebuild it a second object is made, whose finalizer the JVM would run, too. */
    private static boolean hasFinalizer(ReferenceType type) {
        Method finalizer = ((ClassType) type).concreteMethodByName("finalize", "()V");
        return finalizer != null && finalizer.bytecodes().length > 1;
    }

    /**
     * {@return whether the constructor is called by an instruction of its own, or else what has called it gives back the very object it
     * makes} So do reflection, and a lambda's class for {@code Type::new}. Of a method handle this is not known.
     */
    private static boolean isCalledPlainly(List<StackFrame> frames, int constructor) {
        int caller = constructor + 1;
        while (caller < frames.size() && FrameKind.of(frames.get(caller)) != FrameKind.ORDINARY) {
            caller++;
        }
        if (caller == frames.size()) {
            return false;
        }
        int inBetween = caller - constructor - 1;
        if (inBetween == 0) {
            return true;
        }
        Location called = frames.get(caller - 1).location();
        boolean lambda = inBetween == 1
                && FrameKind.isHidden(called.declaringType())
                && called.declaringType().name().contains("$$Lambda");
        boolean reflection = called.declaringType().name().equals("java.lang.reflect.Constructor")
                && called.method().name().equals("newInstance");
        ReferenceType made = frames.get(constructor).location().declaringType();
        return lambda || reflection && ProgramThreads.isOfProgram(made);
    }
}
