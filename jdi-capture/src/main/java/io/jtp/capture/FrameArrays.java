package io.jtp.capture;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ThreadReference;
import io.jtp.capture.TargetLambdas.Kind;
import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.capture.jdwp.WholeArrays;
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

    /** Arrays in a frame. */
    private static final int PARTS = 3;

    /** About: it is for the choice of who goes through them. */
    private static final int SLOTS_IN_FRAME = 10;

    /** {@code LiveStackFrameInfo.MODE_COMPILED} */
    private static final int COMPILED = 2;

    private static final String FRAME = "java.lang.LiveStackFrame";
    private static final String FRAME_INFO = "java.lang.LiveStackFrameInfo";
    private static final String SLOT = "java.lang.LiveStackFrame$PrimitiveSlot";

    private final JdwpPipe pipe;
    private final CallThread calls;

    /**
     * <pre>{@code
     * (arrays) -> new Object[] {
     *     bcis of all frames in them, their modes,
     *     new Object[] {
     *         lengths of all arrays in the frames: monitors of each frame, then local variables of each, then operands,
     *         new Object[] {for each slot in these whether it has bits, all bits, all references}
     *     }
     * }
     * }</pre>
     */
    private final ObjectReference layOut;

    /**
     * Makes what lays frames out, in some 100 ms.
     *
     * @param invoker in any thread; not closed while this is in use
     */
    FrameArrays(Invoker invoker, JdwpPipe pipe, CallThread calls) throws InvocationFailedException {
        this.pipe = pipe;
        this.calls = calls;
        TargetLambdas lambdas = new TargetLambdas(invoker);
        ObjectReference length =
                lambdas.ofStatic(Kind.TO_INT, "java.lang.reflect.Array", "getLength", "(Ljava/lang/Object;)I");
        ObjectReference contents = lambdas.ofStatic(
                Kind.FUNCTION, "java.util.Arrays", "stream", "([Ljava/lang/Object;)Ljava/util/stream/Stream;");
        ObjectReference bci = lambdas.ofVirtual(Kind.TO_INT, "java.lang.StackFrameInfo", "getByteCodeIndex", "()I");
        ObjectReference mode = lambdas.bound(Kind.TO_INT, mode(invoker), "getInt", "(Ljava/lang/Object;)I");
        ObjectReference value = lambdas.ofVirtual(Kind.TO_LONG, SLOT, "longValue", "()J");
        ObjectReference slot = invoker.classObject(SLOT);
        ObjectReference hasBits = lambdas.bound(Kind.PREDICATE, slot, "isInstance", "(Ljava/lang/Object;)Z");
        ObjectReference isReference = invoker.objectFrom(hasBits, "negate", "()Ljava/util/function/Predicate;");
        ObjectReference kind = lambdas.bound(Kind.FUNCTION, slot, "isInstance", "(Ljava/lang/Object;)Z");
        ObjectReference hash = lambdas.ofVirtual(Kind.TO_INT, "java.lang.Boolean", "hashCode", "()I");

        HandleCombiner handles = new HandleCombiner(invoker);
        StreamHandles streams = new StreamHandles(handles);
        ObjectReference over = streams.over();
        ObjectReference inFrames = null;
        for (String part : List.of("getMonitors", "getLocals", "getStack")) {
            ObjectReference all =
                    streams.map(over, lambdas.ofVirtual(Kind.FUNCTION, FRAME, part, "()[Ljava/lang/Object;"));
            inFrames = inFrames == null ? all : streams.concat(inFrames, all);
        }
        ObjectReference flat = streams.objects(streams.flatMap(over, contents));
        ObjectReference slots = streams.all(
                streams.ints(streams.map(over, kind), hash),
                streams.longs(streams.filter(over, hasBits), value),
                streams.objects(streams.filter(over, isReference)));
        ObjectReference arrays = streams.all(streams.ints(over, length), handles.filterReturn(flat, slots));
        ObjectReference frames = streams.all(
                streams.ints(over, bci),
                streams.ints(over, mode),
                handles.filterReturn(streams.objects(inFrames), arrays));
        layOut = handles.filterReturn(flat, frames);
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
        int[] lengths = new int[arrays.length];
        for (int i = 0; i < arrays.length; i++) {
            int array = i;
            pipe.send(Commands.arrayLength(arrays[i]), found -> lengths[array] = found);
        }
        pipe.finish();
        List<List<LiveFrame>> read = new ArrayList<>();
        while (read.size() < arrays.length) {
            int first = read.size();
            int end = first + 1;
            int frames = lengths[first];
            while (end < arrays.length && frames + lengths[end] <= MOST_FRAMES) {
                frames += lengths[end++];
            }
            List<LiveFrame> some = read(thread, frames, Arrays.copyOfRange(arrays, first, end));
            int at = 0;
            for (int i = first; i < end; i++) {
                read.add(some.subList(at, at + lengths[i]));
                at += lengths[i];
            }
        }
        return read;
    }

    /** {@return the frames in all arrays} @param count how many there are */
    private List<LiveFrame> read(ThreadReference thread, int count, long... arrays)
            throws InvocationFailedException, IOException {
        try (Invoker invoker = new Invoker(thread)) {
            ArrayReference given = calls.array(invoker, arrays);
            ObjectReference laidOut = calls.call(invoker, count * SLOTS_IN_FRAME, layOut, given);
            long[] ofFrames = elements(laidOut.uniqueID(), 3);
            long[] ofArrays = elements(ofFrames[2], 2);
            long[] bcis = elements(ofFrames[0], count);
            long[] modes = elements(ofFrames[1], count);
            Slots slots = slots(elements(ofArrays[0], PARTS * count), elements(ofArrays[1], 3));
            List<LiveFrame> read = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                read.add(new LiveFrame(
                        (int) bcis[i],
                        slots.of(i).references(),
                        slots.of(count + i),
                        slots.of(2 * count + i),
                        (modes[i] & COMPILED) != 0));
            }
            return read;
        }
    }

    private long[] elements(long array, int length) throws IOException {
        return WholeArrays.elements(pipe, array, length);
    }

    /**
     * Slots of many arrays, one after the other.
     *
     * @param starts where each array begins, and the last one ends
     */
    private record Slots(int[] starts, boolean[] hasBits, long[] values) {
        LiveFrame.Slots of(int array) {
            int from = starts[array];
            int to = starts[array + 1];
            return new LiveFrame.Slots(Arrays.copyOfRange(hasBits, from, to), Arrays.copyOfRange(values, from, to));
        }
    }

    /** @param arrays ids of the arrays that say of each slot whether it has bits, and have all bits and all references */
    private Slots slots(long[] lengths, long[] arrays) throws IOException {
        int[] starts = new int[lengths.length + 1];
        for (int i = 0; i < lengths.length; i++) {
            starts[i + 1] = Math.addExact(starts[i], (int) lengths[i]);
        }
        int total = starts[lengths.length];
        boolean[] hasBits = new boolean[total];
        int withBits = 0;
        long[] hashes = elements(arrays[0], total);
        for (int i = 0; i < total; i++) {
            hasBits[i] = hashes[i] == Boolean.hashCode(true);
            withBits += hasBits[i] ? 1 : 0;
        }
        long[] bits = elements(arrays[1], withBits);
        long[] references = elements(arrays[2], total - withBits);
        long[] values = new long[total];
        int nextBits = 0;
        int nextReference = 0;
        for (int i = 0; i < total; i++) {
            values[i] = hasBits[i] ? bits[nextBits++] : references[nextReference++];
        }
        return new Slots(starts, hasBits, values);
    }
}
