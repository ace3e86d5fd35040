package io.jtp.capture;

import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.regex.Pattern;

/** What kind of code a frame runs, as far as it matters for rebuilding the frame. */
enum FrameKind {
    /** A method with a class file. */
    ORDINARY,
    /** Hidden or reflective code of the JDK that does nothing but call what it was made for; called again it leads there again. */
    CALL_THROUGH,
    /** Other code of java.lang.invoke and reflection. */
    REFLECTIVE,
    /** A native method other than reflection's. */
    NATIVE;

    private static final Pattern REFLECTION_PACKAGES =
            Pattern.compile("(java\\.lang\\.(invoke|reflect)|jdk\\.internal\\.reflect)\\.[^.]*");

    /** What reflection generates, or calls its target by. */
    private static final Pattern TRAMPOLINES = Pattern.compile("java\\.lang\\.invoke\\..*\\$Holder"
            + "|jdk\\.internal\\.reflect\\.Generated(Method|Constructor)Accessor\\d+"
            + "|(.*\\.)?\\$Proxy\\d+");

    static FrameKind of(StackFrame frame) {
        return of(frame.location().method());
    }

    /** Each method's, once: it is asked for again with every frame, and matching names takes microseconds. */
    private static final Map<Method, FrameKind> KNOWN = Collections.synchronizedMap(new WeakHashMap<>());

    static FrameKind of(Method method) {
        return KNOWN.computeIfAbsent(method, FrameKind::find);
    }

    private static FrameKind find(Method method) {
        ReferenceType type = method.declaringType();
        String name = type.name();
        boolean reflection = REFLECTION_PACKAGES.matcher(name).matches();
        if (isHidden(type) || TRAMPOLINES.matcher(name).matches()) {
            return CALL_THROUGH;
        } else if (method.isNative()) {
            boolean calls = method.name().startsWith("invoke") || method.name().equals("newInstance0");
            return reflection && calls ? CALL_THROUGH : NATIVE;
        }
        return reflection ? REFLECTIVE : ORDINARY;
    }

    /** In JDWP a hidden class is one whose signature has a dot, before the suffix that the JVM gave it. */
    static boolean isHidden(ReferenceType type) {
        return type.signature().indexOf('.') >= 0;
    }
}
