package io.jtp.capture;

import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.StackFrame;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Something on a stack that keeps it from being moved now, but not for ever: once the frame has returned it can be tried again.
 *
 * @param frame position of its outermost frame, 0 being the innermost of the stack
 * @param problem what is going on there
 */
record PassingObstacle(int frame, String problem) {

    /** Byte code instructions of JVMS 6.5 that can run other code, by what follows them. */
    private static final int LDC = 0x12;

    private static final int INVOKEVIRTUAL = 0xb6;
    private static final int INVOKEINTERFACE = 0xb9;
    private static final int INVOKEDYNAMIC = 0xba;
    private static final int MULTIANEWARRAY = 0xc5;

    /** Methods of exceptions that make their {@code backtrace}, or from that their {@code stackTrace} or message. */
    private static final Set<String> STACK_TRACES = Set.of(
            "java.lang.Throwable.fillInStackTrace",
            "java.lang.Throwable.getOurStackTrace",
            "java.lang.NullPointerException.fillInStackTrace",
            "java.lang.NullPointerException.getMessage");

    /** Methods that make something when it is first asked for, which the destination's JDK has not, and keep it in a static variable that they read twice. */
    private static final Set<String> ON_DEMAND = Set.of("java.nio.file.spi.FileSystemProvider.installedProviders");

    /** The JVM gives these classes other fields than their class files have, so that they cannot be replaced by morphs. */
    private static final String EVENTS = "jdk.internal.event.";

    /** Beginnings of the names of the JDK's classes that have addresses of memory outside the heap in their variables. */
    private static final Pattern ADDRESSES =
            Pattern.compile("java\\.nio\\.((?!Heap|StringChar)\\w+Buffer|Direct|Mapped|Bits|ByteBufferAs)|"
                    + "sun\\.nio\\.ch\\.(?!Channel(In|Out)putStream|Streams)|sun\\.nio\\.fs\\.(?!UnixPath)|"
                    + "jdk\\.internal\\.jimage\\.|"
                    + "java\\.util\\.zip\\.(Inflater|Deflater|CRC32C?|Adler32)\\b(?!.*Stream)");

    /**
     * Finds the outermost obstacle. The rules, for each frame; that about invokedynamic is there because frames of this kind cannot be
     * rebuilt yet.
     *
     * @param frames of a stopped thread, innermost first
     * @param methods the class files' view of them
     */
    static Optional<PassingObstacle> outermost(List<StackFrame> frames, MethodCodes methods) {
        Map<Method, byte[]> codes = new HashMap<>();
        PassingObstacle found = null;
        for (int i = 0; i < frames.size(); i++) {
            Method method = frames.get(i).location().method();
            String problem = problem(frames, i, methods);
            if (problem == null && i > 0 && HandleCode.hasCalledBefore(frames.get(i))) {
                problem = "a method handle that calls several methods is beyond the first";
            }
            if (problem != null) {
                found = new PassingObstacle(i, problem);
            } else if (i > 0 && FrameKind.of(method) == FrameKind.ORDINARY) {
                int opcode = opcode(frames.get(i).location(), codes);
                if (!methods.morphs().isOriginal(frames.get(i).location())) {
                    found = new PassingObstacle(i - 1, "its stack is being rebuilt");
                } else if (opcode == INVOKEDYNAMIC) {
                    found = new PassingObstacle(i - 1, "it is called from an invokedynamic");
                } else if ((opcode < INVOKEVIRTUAL || opcode > INVOKEDYNAMIC) && !isInitializer(frames.get(i - 1))) {
                    found = new PassingObstacle(i - 1, "it is called by the JVM itself");
                }
            }
        }
        return Optional.ofNullable(found);
    }

    private static String problem(List<StackFrame> frames, int i, MethodCodes methods) {
        Method method = frames.get(i).location().method();
        if (VirtualFrames.isMaking(method.declaringType().name(), method.name())) {
            return VirtualFrames.BEING_MADE;
        } else if (method.declaringType().name().startsWith(EVENTS)) {
            return "an event is being made for the flight recorder";
        } else if (method.isStaticInitializer()) {
            return InitializerCall.problem(frames, i, methods);
        } else if (method.isConstructor()) {
            return Constructing.problem(frames, i);
        }
        return problem(method, FrameKind.of(method), i == 0 ? null : FrameKind.of(frames.get(i - 1)));
    }

    private static String problem(Method method, FrameKind kind, FrameKind inner) {
        String name = method.declaringType().name() + "." + method.name();
        if (isClassLoading(method)) {
            return "a class is being loaded";
        } else if (STACK_TRACES.contains(name)) {
            // what it is made from is the JVM's own, and not captured; a native method that finds nothing ends the JVM
            return "a stack trace is being made";
        } else if (ON_DEMAND.contains(name)) {
            return "something of the JDK's own is made on demand";
        } else if (method.declaringType().name().equals("java.lang.invoke.MethodHandleNatives")) {
            return "the JVM is linking a call";
        } else if (kind == FrameKind.NATIVE) {
            return inner == null ? "a native method is running" : "a native method has called back";
        } else if (kind == FrameKind.REFLECTIVE && (inner == null || inner == FrameKind.ORDINARY)) {
            return "reflection is at work";
        } else if (kind == FrameKind.CALL_THROUGH && inner == null) {
            return "a call by reflection or method handle is beginning";
        } else if (VirtualFrames.isScheduling(method)) {
            return "a virtual thread is being scheduled";
        } else if (handlesAddresses(method)) {
            return "memory outside the heap is being used";
        }
        return null;
    }

    private static boolean isInitializer(StackFrame frame) {
        return frame.location().method().isStaticInitializer();
    }

    private static boolean isClassLoading(Method method) {
        return method.name().equals("loadClass")
                && method.declaringType().name().matches("java\\.lang\\.ClassLoader|jdk\\.internal\\.loader\\..*");
    }

    /** Addresses are plain numbers on the stack, and would point nowhere at the destination. */
    private static boolean handlesAddresses(Method method) {
        return ADDRESSES.matcher(method.declaringType().name()).lookingAt();
    }

    private static int opcode(Location location, Map<Method, byte[]> codes) {
        byte[] code = codes.computeIfAbsent(location.method(), Method::bytecodes);
        return code[(int) location.codeIndex()] & 0xff;
    }

    /**
     * {@return whether the innermost frame stands where no move is possible, but one is within a few instructions} That is at code of the tool's own in a
     * morph, or right before a call.
     *
     * @param methods the class files' view of the program's methods
     */
    static boolean isBetween(StackFrame innermost, MethodCodes methods) {
        return !methods.morphs().isOriginal(innermost.location()) || isAboutToCall(innermost);
    }

    /**
     * {@return whether the innermost frame is about to call} Its arguments cannot be read then: the stack walker leaves them out, as it
     * does in frames whose call is in progress, where they are the callee's. One instruction later they are.
     */
    private static boolean isAboutToCall(StackFrame innermost) {
        Location location = innermost.location();
        if (location.method().isNative()) {
            return false;
        }
        int opcode = location.method().bytecodes()[(int) location.codeIndex()] & 0xff;
        return opcode >= INVOKEVIRTUAL && opcode <= INVOKEDYNAMIC;
    }

    /**
     * Where the stack will be as soon as the obstacle is gone: the next instruction in the innermost ordinary frame outside it.
     *
     * @return empty if there is no such frame
     */
    Optional<Location> after(List<StackFrame> frames) {
        int i = frame + 1;
        while (i < frames.size() && FrameKind.of(frames.get(i)) != FrameKind.ORDINARY) {
            i++;
        }
        if (i == frames.size()) {
            return Optional.empty();
        }
        Location at = frames.get(i).location();
        byte[] code = at.method().bytecodes();
        int bci = (int) at.codeIndex();
        int next = bci + length(code[bci] & 0xff);
        return Optional.ofNullable(next < code.length ? at.method().locationOfCodeIndex(next) : null);
    }

    /** Length in bytes of an instruction during which other code can run. */
    private static int length(int opcode) {
        return switch (opcode) {
            case LDC -> 2;
            case INVOKEINTERFACE, INVOKEDYNAMIC -> 5;
            case MULTIANEWARRAY -> 4;
            default -> 3;
        };
    }
}
