package io.jtp.capture;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.ObjectReference;
import io.jtp.capture.TargetLambdas.Kind;
import io.jtp.capture.heap.Located;
import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.capture.jdwp.WholeArrays;
import java.io.IOException;
import java.util.Arrays;

/** Calls a method of the JDK on many objects of the target at once, with streams and loops. */
final class BulkCalls {

    private static final String OBJECTS = "java.lang.Object[]";

    /** If an element in so many is wanted, it is quicker to read them all than each by a command of its own. */
    private static final int MOST_BETWEEN = 8;

    private final JdwpPipe pipe;
    private final CallThread calls;
    private final ObjectReference identityHashes;
    private final ObjectReference stackTraces;
    private final ObjectReference nullPointerMessages;
    private final ObjectReference areInterned;
    private ReferencePaths paths;

    private BulkCalls(
            JdwpPipe pipe,
            CallThread calls,
            ObjectReference identityHashes,
            ObjectReference stackTraces,
            ObjectReference nullPointerMessages,
            ObjectReference areInterned) {
        this.pipe = pipe;
        this.calls = calls;
        this.identityHashes = identityHashes;
        this.stackTraces = stackTraces;
        this.nullPointerMessages = nullPointerMessages;
        this.areInterned = areInterned;
    }

    /**
     * Makes the functions, and calls each once so that it is loaded. Takes some 100 ms, during which the program runs.
     *
     * @param invoker in any thread; not closed while this is in use
     */
    static BulkCalls prepare(Invoker invoker, JdwpPipe pipe, CallThread calls)
            throws InvocationFailedException, IOException {
        TargetLambdas lambdas = new TargetLambdas(invoker);
        StreamHandles streams = new StreamHandles(new HandleCombiner(invoker));
        BulkCalls prepared = new BulkCalls(
                pipe,
                calls,
                streams.ints(
                        streams.over(),
                        lambdas.ofStatic(Kind.TO_INT, "java.lang.System", "identityHashCode", "(Ljava/lang/Object;)I")),
                mapping(invoker, "java.lang.Throwable", "getOurStackTrace", "()[Ljava/lang/StackTraceElement;"),
                mapping(invoker, "java.lang.NullPointerException", "getExtendedNPEMessage", "()Ljava/lang/String;"),
                areInterned(invoker));
        Located string = Located.known(invoker.string("jtp").uniqueID());
        prepared.identityHashes(invoker, string);
        prepared.interned(invoker, string);
        prepared.materializeStackTraces(
                invoker,
                Located.known(invoker.make("java.lang.Throwable", "()V").uniqueID()));
        prepared.nullPointerMessages(
                invoker,
                Located.known(
                        invoker.make("java.lang.NullPointerException", "()V").uniqueID()));
        return prepared;
    }

    /** {@return a handle that calls a method on each object in an array} It may be private and has no arguments. */
    private static ObjectReference mapping(Invoker invoker, String className, String method, String descriptor)
            throws InvocationFailedException {
        StreamHandles streams = new StreamHandles(new HandleCombiner(invoker));
        ObjectReference function =
                new TargetLambdas(invoker, className).ofVirtual(Kind.FUNCTION, className, method, descriptor);
        return streams.objects(streams.map(streams.over(), function));
    }

    /**
     * {@return this loop}
     *
     * <pre>{@code
     * (boolean[] results, Object[] found, Object[] objects, int[] positions) -> {
     *     for (int i = 0; i < results.length; i++) {
     *         found[0] = new String((String) objects[positions[i]]).intern();
     *         results[i] = compareAndSet(found, 0, objects[positions[i]], null);
     *     }
     * }
     * }</pre>
     */
    private static ObjectReference areInterned(Invoker invoker) throws InvocationFailedException {
        HandleCombiner loops = new HandleCombiner(invoker);
        ObjectReference copy = loops.lookup().findConstructor("java.lang.String", "(Ljava/lang/String;)V");
        ObjectReference intern =
                loops.lookup().find("findVirtual", "java.lang.String", "intern", "()Ljava/lang/String;");
        ObjectReference ofCopy = loops.as(loops.filterReturn(copy, intern), "(Ljava/lang/Object;)Ljava/lang/Object;");
        ObjectReference first = invoker.boxed(0);
        ObjectReference keep = loops.insert(loops.setter(OBJECTS), 1, first);
        ObjectReference isKept = loops.insert(loops.insert(loops.compareAndSet(), 1, first), 2, (ObjectReference) null);
        ObjectReference element = loops.elementAt();
        String state = "[Z[Ljava/lang/Object;[Ljava/lang/Object;[I";
        // (found, objects, positions, i)
        ObjectReference find = loops.collect(keep, 1, loops.filterReturn(element, ofCopy));
        // (results, i, found, objects, positions, i)
        ObjectReference compare = loops.collect(loops.setter("boolean[]"), 2, loops.collect(isKept, 1, element));
        return loops.forEach(
                "boolean[]",
                state,
                loops.inTurn(
                        loops.permute(find, "(I" + state + ")V", 2, 3, 4, 0),
                        loops.permute(compare, "(I" + state + ")V", 1, 0, 2, 3, 4, 0)));
    }

    /** Makes what it takes to find objects that have no JDWP ids. Some 100 ms, during which the program runs. */
    void preparePaths(Invoker invoker) throws InvocationFailedException, IOException {
        paths = ReferencePaths.prepare(invoker, pipe, calls);
    }

    /** {@return {@code System.identityHashCode} of each object} */
    int[] identityHashes(Invoker invoker, Located objects) throws InvocationFailedException, IOException {
        if (objects.positions().length == 0) {
            return new int[0];
        }
        // those on the ways to them are asked too: nothing shows that
        ArrayReference array = gather(invoker, objects);
        int length = array.length();
        long[] values = WholeArrays.elements(
                pipe, calls.call(invoker, length, identityHashes, array).uniqueID(), length);
        return Arrays.stream(objects.positions()).map(at -> (int) values[at]).toArray();
    }

    /**
     * {@return whether each of these strings is what {@code String.intern} gives for its contents}
     *
     * <p>Copies are asked for: a string that was not interned must not become so by the question.
     */
    boolean[] interned(Invoker invoker, Located objects) throws InvocationFailedException, IOException {
        int count = objects.positions().length;
        boolean[] interned = new boolean[count];
        if (count == 0) {
            return interned;
        }
        ArrayReference results = invoker.newArray("boolean[]", count);
        ArrayReference positions = invoker.newArray("int[]", count);
        WholeArrays.inPieces(
                count,
                (first, length) -> pipe.send(
                        Commands.setInts(
                                positions.uniqueID(),
                                first,
                                Arrays.copyOfRange(objects.positions(), first, first + length)),
                        nothing -> {}));
        pipe.finish();
        calls.call(
                invoker,
                count,
                areInterned,
                results,
                invoker.newArray(OBJECTS, 1),
                gather(invoker, objects),
                positions);
        long[] values = WholeArrays.elements(pipe, results.uniqueID(), count);
        for (int i = 0; i < count; i++) {
            interned[i] = values[i] != 0;
        }
        return interned;
    }

    /** Turns what the JVM remembers of these exceptions' stack traces into objects, as printing one does. {@return JDWP ids of the exceptions} */
    long[] materializeStackTraces(Invoker invoker, Located throwables) throws InvocationFailedException, IOException {
        long[] ids = ids(invoker, throwables);
        map(invoker, ids, stackTraces);
        return ids;
    }

    /**
     * {@return what the JVM says of the cause of each {@code NullPointerException}} JDWP ids of strings, good until the invoker is closed, or
     * 0 where it says nothing. The exceptions stay as they are.
     */
    long[] nullPointerMessages(Invoker invoker, Located exceptions) throws InvocationFailedException, IOException {
        long[] ids = ids(invoker, exceptions);
        return map(invoker, ids, nullPointerMessages);
    }

    /** {@return object ids of the protection domains that the JVM has for these classes, 0 for none} On JDKs where they are in no field. */
    long[] protectionDomains(Invoker invoker, long... types) throws InvocationFailedException, IOException {
        return map(
                invoker,
                types,
                mapping(invoker, "java.lang.Class", "getProtectionDomain0", "()Ljava/security/ProtectionDomain;"));
    }

    /** {@return ids of what a function gives for each object, 0 for null} @param mapping made by {@link #mapping} */
    private long[] map(Invoker invoker, long[] ids, ObjectReference mapping)
            throws InvocationFailedException, IOException {
        ObjectReference results = calls.call(invoker, ids.length, mapping, calls.array(invoker, ids));
        return WholeArrays.elements(pipe, results.uniqueID(), ids.length);
    }

    /** {@return the array that {@code Located} imagines} */
    private ArrayReference gather(Invoker invoker, Located objects) throws InvocationFailedException, IOException {
        return objects.steps().count() == 0 ? calls.array(invoker, objects.known()) : paths.gather(invoker, objects);
    }

    /** {@return JDWP ids} Those of objects that had none are good until the invoker is closed. */
    long[] ids(Invoker invoker, Located objects) throws InvocationFailedException, IOException {
        long[] ids = new long[objects.positions().length];
        if (objects.steps().count() == 0) {
            Arrays.setAll(ids, i -> objects.known()[objects.positions()[i]]);
            return ids;
        }
        ArrayReference array = paths.gather(invoker, objects);
        int count = objects.known().length + objects.steps().count();
        if (ids.length > count / MOST_BETWEEN) {
            long[] all = WholeArrays.elements(pipe, array.uniqueID(), count);
            Arrays.setAll(ids, i -> all[objects.positions()[i]]);
            return ids;
        }
        for (int i = 0; i < ids.length; i++) {
            int at = i;
            pipe.send(
                    Commands.elements(array.uniqueID(), objects.positions()[i], 1),
                    region -> ids[at] = region.values()[0]);
        }
        pipe.finish();
        return ids;
    }
}
