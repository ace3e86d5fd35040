package io.jtp.capture;

import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.Value;
import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.FieldEntry;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.capture.jdwp.WholeArrays;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads everything that is in the frames of a thread, with {@code java.lang.LiveStackFrame}, the JDK's own walker: all local variables,
 * named or not, the operand stack and the monitors.
 *
 * <p>It walks the thread that calls it, so it is invoked in the thread itself. {@code Stream.builder()} serves as the consumer that
 * collects the frames; no class is defined in the target. What it leaves are objects, read over the {@link JdwpPipe} in waves: frames,
 * arrays, slots.
 */
final class StackWalk {

    /**
     * A frame as the walker leaves it.
     *
     * @param bci byte code index; of no meaning in native methods
     * @param monitors object ids
     * @param locals an object id for each slot. Primitive values are in objects of their own, see {@link #primitives}
     * @param operands the same, bottom first
     * @param compiled whether compiled code runs in it
     */
    record LiveFrame(int bci, long[] monitors, long[] locals, long[] operands, boolean compiled) {}

    /** Arrays in a frame: monitors, local variables, operands. */
    private static final int PARTS = 3;

    /** {@code LiveStackFrameInfo.MODE_COMPILED} */
    private static final int COMPILED = 2;

    private static final String WALKER = "java.lang.LiveStackFrame";
    private static final String FRAME_INFO = "java.lang.LiveStackFrameInfo";
    private static final String INVOKE = "(Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/Object;";

    /**
     * The same for a given caller, from JDK 18 on. The walker's method asks for its caller, and so reflection would define a class beside the one
     * that calls it: the program's, whose loader would be asked for that class's nest host.
     */
    private static final String INVOKE_FOR =
            "(Ljava/lang/Object;[Ljava/lang/Object;Ljava/lang/Class;)Ljava/lang/Object;";

    private static final String PRIMITIVE_SLOT = "java.lang.LiveStackFrameInfo$PrimitiveSlot64";

    private final JdwpPipe pipe;
    /** A handle that walks the stack of the thread that calls it. */
    private final ObjectReference walk;

    private final ObjectReference noArguments;

    private final byte[] frameFields;
    private final byte[] slotField;
    private final long slotType;

    private StackWalk(
            JdwpPipe pipe,
            ObjectReference walk,
            ObjectReference noArguments,
            byte[] frameFields,
            byte[] slotField,
            long slotType) {
        this.pipe = pipe;
        this.walk = walk;
        this.noArguments = noArguments;
        this.frameFields = frameFields;
        this.slotField = slotField;
        this.slotType = slotType;
    }

    /**
     * Makes a walker in the target and lets it walk once, so that later, while the program is held, everything is loaded. Takes some
     * 100 ms, during which the program runs.
     *
     * @param invoker in any thread; not closed while this is in use
     */
    static StackWalk prepare(Invoker invoker, JdwpPipe pipe) throws InvocationFailedException, IOException {
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
        byte[] frameFields = Commands.encodeFields(
                field(pipe, invoker.type("java.lang.StackFrameInfo"), "bci"),
                field(pipe, invoker.type(FRAME_INFO), "monitors"),
                field(pipe, invoker.type(FRAME_INFO), "locals"),
                field(pipe, invoker.type(FRAME_INFO), "operands"),
                field(pipe, invoker.type(FRAME_INFO), "mode"));
        ReferenceType slotType = invoker.type(PRIMITIVE_SLOT);
        byte[] slotField = Commands.encodeFields(field(pipe, slotType, "value"));
        StackWalk walk = new StackWalk(
                pipe,
                walkAll(invoker, walker, forEach),
                invoker.array("java.lang.Object[]"),
                frameFields,
                slotField,
                slotType.classObject().uniqueID());
        walk.walk(invoker);
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

    private static long field(JdwpPipe pipe, ReferenceType type, String name) throws IOException {
        return pipe.ask(Commands.fields(type.classObject().uniqueID())).stream()
                .filter(field -> field.name().equals(name))
                .mapToLong(FieldEntry::id)
                .findFirst()
                .orElseThrow(() -> new IOException("the target's " + type.name() + " has no field " + name));
    }

    /**
     * Walks the stack of a thread.
     *
     * @param thread stands at an event
     * @param pins keeps the frames, and so everything in them, from being collected until it is closed
     * @return the frames, innermost first: a few of reflection, by which the walker was called, then one to one those of
     *     {@code ThreadReference.frames()}
     */
    List<LiveFrame> read(ThreadReference thread, Invoker pins) throws InvocationFailedException, IOException {
        materialize(thread);
        ObjectReference array = walk(pins);
        return frames(frameObjects(array.uniqueID()));
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

    /** {@return what these objects of the walker's tell} @param frames their ids */
    List<LiveFrame> frames(long... frames) throws IOException {
        int[] bcis = new int[frames.length];
        boolean[] compiled = new boolean[frames.length];
        long[] parts = new long[PARTS * frames.length];
        for (int i = 0; i < frames.length; i++) {
            int frame = i;
            pipe.send(Commands.fieldValues(frames[i], frameFields, reply -> reply), reply -> {
                reply.readInt();
                bcis[frame] = (int) reply.readTagged().bits();
                for (int part = 0; part < PARTS; part++) {
                    parts[PARTS * frame + part] = reply.readTagged().bits();
                }
                compiled[frame] = ((int) reply.readTagged().bits() & COMPILED) != 0;
            });
        }
        pipe.finish();
        long[][] contents = new long[parts.length][];
        for (int i = 0; i < parts.length; i++) {
            int part = i;
            pipe.send(Commands.allElements(parts[i]), region -> contents[part] = region.values(), failure -> {
                if (failure.code() != Commands.INVALID_INDEX) {
                    throw failure;
                }
                contents[part] = new long[0];
            });
        }
        pipe.finish();
        List<LiveFrame> result = new ArrayList<>(frames.length);
        for (int i = 0; i < parts.length; i += PARTS) {
            result.add(
                    new LiveFrame(bcis[i / PARTS], contents[i], contents[i + 1], contents[i + 2], compiled[i / PARTS]));
        }
        return result;
    }

    /** {@return the ids of what is in an array} */
    long[] frameObjects(long id) throws IOException {
        return WholeArrays.elements(pipe, id, pipe.ask(Commands.arrayLength(id)));
    }

    /** {@return the type id of the objects that stand for primitive values, or for a slot that holds nothing} */
    long slotType() {
        return slotType;
    }

    /**
     * Reads what the walker's objects for primitive values hold: 64 untyped bits. Values narrower than that carry garbage above; a long
     * or double is in the second of its two slots.
     *
     * @param slots ids of such objects
     * @throws IOException also if one of them is something else
     */
    long[] primitives(long[] slots) throws IOException {
        long[] values = new long[slots.length];
        for (int i = 0; i < slots.length; i++) {
            int slot = i;
            pipe.send(
                    Commands.fieldValues(slots[i], slotField, reply -> {
                        reply.readInt();
                        return reply.readTagged();
                    }),
                    value -> values[slot] = value.bits());
        }
        pipe.finish();
        return values;
    }
}
