package io.jtp.capture;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.LongValue;
import com.sun.jdi.ObjectReference;
import io.jtp.capture.heap.Located;
import io.jtp.capture.heap.Located.Steps;
import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.capture.jdwp.WholeArrays;
import java.io.IOException;
import java.util.Arrays;

/**
 * Gathers objects that have no JDWP ids in an array in the target, by following references there. Over JDWP that would take a question for
 * each reference; here a loop made of method handles does it:
 *
 * <pre>{@code
 * for (int i = from; i < to; i++) {
 *     Object next = unsafe.getReference(objects[parents[i]], offsets[i]);
 *     objects[base + i] = requireNonNull(classes[types[i]].cast(next));
 * }
 * }</pre>
 *
 * <p>So nothing is read from an object before it is known to be there and to have the class whose field is read. If the target has
 * changed meanwhile (a weak reference was cleared), the loop ends with an exception.
 */
final class ReferencePaths {

    /** Steps at once: three arrays of this length are made in the target. */
    private static final int SLICE = 1 << 17;

    private static final String UNSAFE = "jdk.internal.misc.Unsafe";
    private static final String OBJECTS = "java.lang.Object[]";
    private static final String ARRAYS = "[Ljava/lang/Object;";
    private static final String CLASSES = "[Ljava/lang/Class;";

    private final JdwpPipe pipe;
    private final CallThread calls;
    private final ObjectReference follow;
    private final ObjectReference fieldOffsets;
    private final long base;
    private final long scale;

    private ReferencePaths(
            JdwpPipe pipe,
            CallThread calls,
            ObjectReference follow,
            ObjectReference fieldOffsets,
            long base,
            long scale) {
        this.pipe = pipe;
        this.calls = calls;
        this.follow = follow;
        this.fieldOffsets = fieldOffsets;
        this.base = base;
        this.scale = scale;
    }

    /**
     * Makes the loops, and runs them once. Takes some 100 ms, during which the program runs.
     *
     * @param invoker in any thread; not closed while this is in use
     */
    static ReferencePaths prepare(Invoker invoker, JdwpPipe pipe, CallThread calls)
            throws InvocationFailedException, IOException {
        ObjectReference unsafe = invoker.staticObject(UNSAFE, "theUnsafe");
        HandleCombiner loops = new HandleCombiner(invoker);
        ReferencePaths paths = new ReferencePaths(
                pipe,
                calls,
                follow(loops, unsafe),
                fieldOffsets(loops, unsafe),
                invoker.staticNumber(UNSAFE, "ARRAY_OBJECT_BASE_OFFSET"),
                invoker.staticNumber(UNSAFE, "ARRAY_OBJECT_INDEX_SCALE"));
        paths.rehearse(invoker);
        return paths;
    }

    private void rehearse(Invoker invoker) throws InvocationFailedException, IOException {
        ArrayReference known = invoker.array(OBJECTS, invoker.string("jtp"));
        ArrayReference holder = invoker.array(OBJECTS, known);
        long[] types = {
            invoker.classObject(OBJECTS).uniqueID(),
            invoker.classObject("java.lang.String").uniqueID(),
            invoker.type("byte[]").classObject().uniqueID()
        };
        Steps steps = new Steps(
                new int[] {0, 1, 2},
                new int[] {0, 0, -1},
                new int[] {0, 1, 2},
                new int[] {1},
                new String[] {"value"},
                types);
        gather(invoker, new Located(new long[] {holder.uniqueID()}, steps, new int[] {3}));
    }

    /** {@return the array that {@code Located} imagines, pinned until the invoker is closed} */
    ArrayReference gather(Invoker invoker, Located located) throws InvocationFailedException, IOException {
        Steps steps = located.steps();
        int roots = located.known().length;
        ArrayReference objects = invoker.newArray(OBJECTS, roots + steps.count());
        WholeArrays.setElements(pipe, objects.uniqueID(), 0, located.known());
        ArrayReference classes = invoker.newArray("java.lang.Class[]", steps.typeIds().length);
        WholeArrays.setElements(pipe, classes.uniqueID(), 0, steps.typeIds());
        long[] offsets = fieldOffsets(invoker, steps);
        int slice = Math.min(SLICE, steps.count());
        ArrayReference parentSlice = invoker.newArray("int[]", slice);
        ArrayReference offsetSlice = invoker.newArray("long[]", slice);
        ArrayReference typeSlice = invoker.newArray("int[]", slice);
        for (int first = 0; first < steps.count(); first += slice) {
            int count = Math.min(slice, steps.count() - first);
            long[] wanted = new long[count];
            for (int i = 0; i < count; i++) {
                int edge = steps.edges()[first + i];
                wanted[i] = edge >= 0 ? base + scale * edge : offsets[-edge - 1];
            }
            int start = first;
            WholeArrays.inPieces(count, (from, length) -> {
                int at = start + from;
                pipe.send(
                        Commands.setInts(
                                parentSlice.uniqueID(), from, Arrays.copyOfRange(steps.parents(), at, at + length)),
                        nothing -> {});
                pipe.send(
                        Commands.setInts(
                                typeSlice.uniqueID(), from, Arrays.copyOfRange(steps.types(), at, at + length)),
                        nothing -> {});
                pipe.send(
                        Commands.setElements(
                                offsetSlice.uniqueID(), from, Arrays.copyOfRange(wanted, from, from + length)),
                        nothing -> {});
            });
            pipe.finish();
            calls.call(
                    invoker,
                    count,
                    follow,
                    invoker.boxed(0),
                    invoker.boxed(count),
                    invoker.boxed(roots + first),
                    objects,
                    parentSlice,
                    offsetSlice,
                    typeSlice,
                    classes);
        }
        return objects;
    }

    private long[] fieldOffsets(Invoker invoker, Steps steps) throws InvocationFailedException, IOException {
        int count = steps.fieldNames().length;
        if (count == 0) {
            return new long[0];
        }
        ArrayReference names = invoker.newArray("java.lang.String[]", count);
        long[] types = new long[count];
        for (int i = 0; i < count; i++) {
            int at = i;
            types[i] = steps.typeIds()[steps.fieldTypes()[i]];
            pipe.ask(
                    Commands.setElements(names.uniqueID(), at, pipe.ask(Commands.createString(steps.fieldNames()[i]))));
        }
        ArrayReference classes = invoker.newArray("java.lang.Class[]", count);
        WholeArrays.setElements(pipe, classes.uniqueID(), 0, types);
        ArrayReference offsets = invoker.newArray("long[]", count);
        calls.call(invoker, count, fieldOffsets, offsets, classes, names);
        return offsets.getValues().stream()
                .mapToLong(value -> ((LongValue) value).value())
                .toArray();
    }

    private static ObjectReference follow(HandleCombiner loops, ObjectReference unsafe)
            throws InvocationFailedException {
        String state = "III" + ARRAYS + "[I[J[I" + CLASSES;
        ObjectReference parent = loops.elementAt();
        ObjectReference getReference = loops.bound(unsafe, "getReference", "(Ljava/lang/Object;J)Ljava/lang/Object;");
        ObjectReference next = loops.collect(loops.collect(getReference, 1, loops.getter("long[]")), 0, parent);
        ObjectReference type = loops.collect(loops.getter("java.lang.Class[]"), 1, loops.getter("int[]"));
        ObjectReference cast =
                loops.lookup().find("findVirtual", "java.lang.Class", "cast", "(Ljava/lang/Object;)Ljava/lang/Object;");
        ObjectReference present = loops.lookup()
                .find("findStatic", "java.util.Objects", "requireNonNull", "(Ljava/lang/Object;)Ljava/lang/Object;");
        // (classes, types, i, objects, parents, i, offsets, i)
        ObjectReference checked = loops.filterReturn(loops.collect(loops.collect(cast, 1, next), 0, type), present);
        ObjectReference store = loops.collect(loops.setter(OBJECTS), 2, checked);
        // (objects, base, i, classes, types, i, objects, parents, i, offsets, i)
        ObjectReference whole =
                loops.collect(store, 1, loops.lookup().find("findStatic", "java.lang.Math", "addExact", "(II)I"));
        ObjectReference body = loops.permute(whole, "(I" + state + ")V", 4, 3, 0, 8, 7, 0, 4, 5, 0, 6, 0);
        return loops.counted(
                loops.permute(loops.identity(), "(" + state + ")I", 0),
                loops.permute(loops.identity(), "(" + state + ")I", 1),
                body);
    }

    /** Of {@code (long[] offsets, Class[] classes, String[] names)}. */
    private static ObjectReference fieldOffsets(HandleCombiner loops, ObjectReference unsafe)
            throws InvocationFailedException {
        ObjectReference offset = loops.bound(unsafe, "objectFieldOffset", "(Ljava/lang/Class;Ljava/lang/String;)J");
        ObjectReference looked = loops.collect(
                loops.collect(offset, 1, loops.getter("java.lang.String[]")), 0, loops.getter("java.lang.Class[]"));
        ObjectReference store = loops.collect(loops.setter("long[]"), 2, looked);
        String state = "[J" + CLASSES + "[Ljava/lang/String;";
        return loops.forEach("long[]", state, loops.permute(store, "(I" + state + ")V", 1, 0, 2, 0, 3, 0));
    }
}
