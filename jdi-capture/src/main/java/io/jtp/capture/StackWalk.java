package io.jtp.capture;

import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.Value;
import java.io.IOException;
import java.util.List;

/**
 * Reads everything that is in the frames of a thread, with {@code java.lang.LiveStackFrame}, the JDK's own walker: all local variables,
 * named or not, the operand stack and the monitors.
 *
 * <p>It walks the thread that calls it, so it is invoked in the thread itself. {@code Stream.builder()} serves as the consumer that
 * collects the frames; no class is defined in the target. {@link FrameArrays} reads what it leaves.
 */
final class StackWalk {

    private static final String WALKER = "java.lang.LiveStackFrame";
    private static final String INVOKE = "(Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/Object;";

    /**
     * The same for a given caller, from JDK 18 on. The walker's method asks for its caller, and so reflection would define a class beside the one
     * that calls it: the program's, whose loader would be asked for that class's nest host.
     */
    private static final String INVOKE_FOR =
            "(Ljava/lang/Object;[Ljava/lang/Object;Ljava/lang/Class;)Ljava/lang/Object;";

    private final FrameArrays frames;
    /** A handle that walks the stack of the thread that calls it. */
    private final ObjectReference walk;

    private final ObjectReference noArguments;

    private StackWalk(FrameArrays frames, ObjectReference walk, ObjectReference noArguments) {
        this.frames = frames;
        this.walk = walk;
        this.noArguments = noArguments;
    }

    /**
     * Makes a walker in the target and lets it walk once, so that later, while the program is held, everything is loaded. Takes some
     * 100 ms, during which the program runs.
     *
     * @param invoker in any thread; not closed while this is in use
     */
    static StackWalk prepare(Invoker invoker, FrameArrays frames) throws InvocationFailedException, IOException {
        ReferenceType options = invoker.type("java.lang.StackWalker$Option");
        Value hiddenFrames = options.getValue(options.fieldByName("SHOW_HIDDEN_FRAMES"));
        ObjectReference set =
                invoker.objectFromStatic("java.util.Set", "of", "(Ljava/lang/Object;)Ljava/util/Set;", hiddenFrames);
        ObjectReference walker =
                invoker.objectFromStatic(WALKER, "getStackWalker", "(Ljava/util/Set;)Ljava/lang/StackWalker;", set);
        ObjectReference forEach = invoker.objectFrom(
                invoker.classObject("java.lang.StackWalker"),
                "getMethod",
                "(Ljava/lang/String;[Ljava/lang/Class;)Ljava/lang/reflect/Method;",
                "forEach",
                invoker.array("java.lang.Class[]", invoker.classObject("java.util.function.Consumer")));
        StackWalk walk = new StackWalk(frames, walkAll(invoker, walker, forEach), invoker.array("java.lang.Object[]"));
        frames.read(invoker.thread(), walk.walk(invoker).uniqueID());
        return walk;
    }

    /**
     * {@return all of a walk in one}, so that there is one call for each thread:
     *
     * <pre>{@code
     * () -> {
     *     Stream.Builder builder = Stream.builder();
     *     forEach.invoke(walker, new Object[] {builder});
     *     return builder.build().toArray();
     * }
     * }</pre>
     *
     * @param forEach {@code StackWalker.forEach}. Called by reflection: it passes over frames of {@code java.util.stream} right below its own
     */
    private static ObjectReference walkAll(Invoker invoker, ObjectReference walker, ObjectReference forEach)
            throws InvocationFailedException {
        HandleCombiner handles = new HandleCombiner(invoker);
        TargetLookup lookup = handles.lookup();
        boolean takesCaller =
                !forEach.referenceType().methodsByName("invoke", INVOKE_FOR).isEmpty();
        ObjectReference invoke = handles.insert(
                lookup.find("findVirtual", "java.lang.reflect.Method", "invoke", takesCaller ? INVOKE_FOR : INVOKE),
                0,
                forEach,
                walker);
        if (takesCaller) {
            invoke = handles.insert(invoke, 1, invoker.classObject("java.lang.Object"));
        }
        String builder = "java.util.stream.Stream$Builder";
        ObjectReference collect = handles.as(handles.inArray(invoke), "(Ljava/util/stream/Stream$Builder;)V");
        ObjectReference toArray = handles.filterReturn(
                lookup.find("findVirtual", builder, "build", "()Ljava/util/stream/Stream;"),
                lookup.find("findVirtual", "java.util.stream.Stream", "toArray", "()[Ljava/lang/Object;"));
        ObjectReference make =
                lookup.find("findStatic", "java.util.stream.Stream", "builder", "()Ljava/util/stream/Stream$Builder;");
        return handles.collect(handles.inTurn(collect, toArray), 0, make);
    }

    /**
     * Walks the stack of a thread.
     *
     * @param thread stands at an event
     * @param pins in that thread; keeps the frames, and so everything in them, from being collected until it is closed
     * @return id of an array for {@link FrameArrays}: the frames, innermost first, a few of reflection, by which the walker was called, then one to one those
     *     of {@code ThreadReference.frames()}
     */
    long walk(ThreadReference thread, Invoker pins) throws InvocationFailedException {
        materialize(thread);
        return walk(pins).uniqueID();
    }

    /** {@return the frames of a thread} As {@link #walk(ThreadReference, Invoker)} leaves them. */
    List<LiveFrame> read(ThreadReference thread, Invoker pins) throws InvocationFailedException, IOException {
        return frames.read(thread, walk(thread, pins)).get(0);
    }

    /**
     * Makes the JVM create the objects that compiled frames of this thread only have in pieces (scalar replacement), and take the locks
     * that it elided: the walker would read such a local variable as null. Only the innermost frame is interpreted for certain; the
     * frames that called it may be compiled ones until they are returned to. Asking for a thread's monitors is what makes HotSpot do
     * that for the whole stack (its {@code EscapeBarrier}, from 16 on).
     */
    private static void materialize(ThreadReference thread) throws InvocationFailedException {
        try {
            thread.ownedMonitors();
        } catch (IncompatibleThreadStateException e) {
            throw new InvocationFailedException("the thread " + thread.name() + " does not stand still", e);
        }
    }

    private ObjectReference walk(Invoker invoker) throws InvocationFailedException {
        return invoker.objectFrom(walk, "invokeWithArguments", "([Ljava/lang/Object;)Ljava/lang/Object;", noArguments);
    }
}
