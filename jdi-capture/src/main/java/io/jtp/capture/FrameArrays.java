package io.jtp.capture;

import com.sun.jdi.ObjectReference;
import com.sun.jdi.ThreadReference;
import io.jtp.capture.TargetLambdas.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads what walks through stacks leave in the target: arrays of frames, each of which is an object with arrays of slots, in which
 * primitive values are objects of their own. To ask for each of these takes ten commands a frame. So streams lay them all out one after the other
 * in the target itself, with functions made of the JDK's own methods, and what is read is a few long arrays.
 */
final class FrameArrays {

    /** How many frames to lay out at once, at some 100 bytes of the target's memory each. */
    private static final int MOST_FRAMES = 20_000;

    /** {@code LiveStackFrameInfo.MODE_COMPILED} */
    private static final int COMPILED = 2;

    private static final String FRAME = "java.lang.LiveStackFrame";
    private static final String FRAME_INFO = "java.lang.LiveStackFrameInfo";
    private static final String SLOT = "java.lang.LiveStackFrame$PrimitiveSlot";

    private final TargetStreams streams;
    private final ObjectReference length;
    private final ObjectReference contents;
    private final ObjectReference bci;
    private final ObjectReference mode;
    /** Give a frame's arrays: monitors, local variables, operands. */
    private final List<ObjectReference> parts;

    private final ObjectReference value;
    private final ObjectReference isPrimitive;
    private final ObjectReference isReference;
    private final ObjectReference primitive;
    private final ObjectReference hash;

    /**
     * Makes the functions, in some 50 ms.
     *
     * @param invoker in any thread; not closed while this is in use
     */
    FrameArrays(Invoker invoker, TargetStreams streams) throws InvocationFailedException {
        this.streams = streams;
        TargetLambdas lambdas = new TargetLambdas(invoker);
        length = lambdas.ofStatic(Kind.TO_INT, "java.lang.reflect.Array", "getLength", "(Ljava/lang/Object;)I");
        contents = lambdas.ofStatic(
                Kind.FUNCTION, "java.util.Arrays", "stream", "([Ljava/lang/Object;)Ljava/util/stream/Stream;");
        bci = lambdas.ofVirtual(Kind.TO_INT, "java.lang.StackFrameInfo", "getByteCodeIndex", "()I");
        mode = lambdas.bound(Kind.TO_INT, mode(invoker), "getInt", "(Ljava/lang/Object;)I");
        parts = List.of(
                lambdas.ofVirtual(Kind.FUNCTION, FRAME, "getMonitors", "()[Ljava/lang/Object;"),
                lambdas.ofVirtual(Kind.FUNCTION, FRAME, "getLocals", "()[Ljava/lang/Object;"),
                lambdas.ofVirtual(Kind.FUNCTION, FRAME, "getStack", "()[Ljava/lang/Object;"));
        value = lambdas.ofVirtual(Kind.TO_LONG, SLOT, "longValue", "()J");
        ObjectReference slot = invoker.classObject(SLOT);
        isPrimitive = lambdas.bound(Kind.PREDICATE, slot, "isInstance", "(Ljava/lang/Object;)Z");
        isReference = invoker.objectFrom(isPrimitive, "negate", "()Ljava/util/function/Predicate;");
        primitive = lambdas.bound(Kind.FUNCTION, slot, "isInstance", "(Ljava/lang/Object;)Z");
        hash = lambdas.ofVirtual(Kind.TO_INT, "java.lang.Boolean", "hashCode", "()I");
    }

    /** {@return the field of a frame for which the JDK has no method} */
    private static ObjectReference mode(Invoker invoker) throws InvocationFailedException {
        ObjectReference field = invoker.objectFrom(
                invoker.classObject("java.lang.LiveStackFrameInfo"),
                "getDeclaredField",
                "(Ljava/lang/String;)Ljava/lang/reflect/Field;",
                "mode");
        invoker.call(field, "setAccessible0", "(Z)Z", field.virtualMachine().mirrorOf(true));
        return field;
    }

    /**
     * {@return the frames that are in each array}
     *
     * @param thread stands at an event
     * @param arrays ids of the arrays that walks have left, and that somebody keeps from being collected
     */
    List<List<LiveFrame>> read(ThreadReference thread, long... arrays) throws InvocationFailedException, IOException {
        long[] lengths;
        try (Invoker invoker = new Invoker(thread)) {
            ObjectReference all = streams.over(invoker, streams.array(invoker, arrays));
            lengths = streams.ints(invoker, arrays.length, all, length);
        }
        List<List<LiveFrame>> read = new ArrayList<>();
        while (read.size() < arrays.length) {
            int first = read.size();
            int end = first + 1;
            long frames = lengths[first];
            while (end < arrays.length && frames + lengths[end] <= MOST_FRAMES) {
                frames += lengths[end++];
            }
            List<LiveFrame> some = read(thread, (int) frames, Arrays.copyOfRange(arrays, first, end));
            int at = 0;
            for (int i = first; i < end; i++) {
                read.add(some.subList(at, at + (int) lengths[i]));
                at += (int) lengths[i];
            }
        }
        return read;
    }

    /** {@return the frames in all arrays} @param count how many there are */
    private List<LiveFrame> read(ThreadReference thread, int count, long... arrays)
            throws InvocationFailedException, IOException {
        try (Invoker invoker = new Invoker(thread)) {
            ObjectReference all = streams.over(invoker, streams.array(invoker, arrays));
            ObjectReference frames = streams.objects(invoker, count, streams.flatMap(invoker, all, contents));
            long[] bcis = streams.ints(invoker, count, streams.over(invoker, frames), bci);
            long[] modes = streams.ints(invoker, count, streams.over(invoker, frames), mode);
            Layout layout = layout(invoker, count, frames);
            List<LiveFrame> read = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                read.add(new LiveFrame(
                        (int) bcis[i],
                        layout.slots(i).references(),
                        layout.slots(count + i),
                        layout.slots(2 * count + i),
                        (modes[i] & COMPILED) != 0));
            }
            return read;
        }
    }

    /**
     * Slots of many arrays, one after the other.
     *
     * @param starts where each array begins, and the last one ends
     */
    private record Layout(int[] starts, boolean[] hasBits, long[] values) {
        LiveFrame.Slots slots(int array) {
            int from = starts[array];
            int to = starts[array + 1];
            return new LiveFrame.Slots(Arrays.copyOfRange(hasBits, from, to), Arrays.copyOfRange(values, from, to));
        }
    }

    /** {@return monitors of all frames, then local variables of all, then operands} */
    private Layout layout(Invoker invoker, int count, ObjectReference frames)
            throws InvocationFailedException, IOException {
        ObjectReference inTurn = streams.map(invoker, streams.over(invoker, frames), parts.get(0));
        for (ObjectReference part : parts.subList(1, parts.size())) {
            inTurn = streams.concat(invoker, inTurn, streams.map(invoker, streams.over(invoker, frames), part));
        }
        int arrayCount = parts.size() * count;
        ObjectReference arrays = streams.objects(invoker, arrayCount, inTurn);
        long[] lengths = streams.ints(invoker, arrayCount, streams.over(invoker, arrays), length);
        int[] starts = new int[arrayCount + 1];
        for (int i = 0; i < arrayCount; i++) {
            starts[i + 1] = Math.addExact(starts[i], (int) lengths[i]);
        }
        int total = starts[arrayCount];
        ObjectReference slots =
                streams.objects(invoker, total, streams.flatMap(invoker, streams.over(invoker, arrays), contents));
        long[] hashes =
                streams.ints(invoker, total, streams.map(invoker, streams.over(invoker, slots), primitive), hash);
        long[] bits = streams.longs(
                invoker, total, streams.filter(invoker, streams.over(invoker, slots), isPrimitive), value);
        long[] references = streams.elements(
                streams.objects(invoker, total, streams.filter(invoker, streams.over(invoker, slots), isReference)));
        boolean[] hasBits = new boolean[total];
        long[] values = new long[total];
        int nextBits = 0;
        int nextReference = 0;
        for (int i = 0; i < total; i++) {
            hasBits[i] = hashes[i] == Boolean.hashCode(true);
            values[i] = hasBits[i] ? bits[nextBits++] : references[nextReference++];
        }
        return new Layout(starts, hasBits, values);
    }
}
