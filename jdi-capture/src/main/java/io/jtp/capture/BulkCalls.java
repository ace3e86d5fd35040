package io.jtp.capture;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.ArrayType;
import com.sun.jdi.ObjectReference;
import io.jtp.capture.heap.Located;
import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.capture.jdwp.WholeArrays;
import java.io.IOException;
import java.util.Arrays;

/**
 * Calls a method of the JDK on many objects of the target at once: a stream over an array, with a function made by
 * {@code LambdaMetafactory} in the target itself, so that no class of ours is needed there. A call by the debugger's own means takes a
 * round trip for each object; this takes a few for all of them.
 */
final class BulkCalls {

    private static final String OBJECTS = "java.lang.Object[]";

    private final JdwpPipe pipe;
    private final ObjectReference identityHash;
    private final ObjectReference copyString;
    private final ObjectReference intern;
    private final ObjectReference stackTrace;
    private ReferencePaths paths;

    private BulkCalls(
            JdwpPipe pipe,
            ObjectReference identityHash,
            ObjectReference copyString,
            ObjectReference intern,
            ObjectReference stackTrace) {
        this.pipe = pipe;
        this.identityHash = identityHash;
        this.copyString = copyString;
        this.intern = intern;
        this.stackTrace = stackTrace;
    }

    /**
     * Makes the functions, and calls each once so that it is loaded. Takes some 100 ms, during which the program runs.
     *
     * @param invoker in any thread; not closed while this is in use
     */
    static BulkCalls prepare(Invoker invoker, JdwpPipe pipe) throws InvocationFailedException, IOException {
        Functions functions = new Functions(invoker);
        BulkCalls calls = new BulkCalls(
                pipe,
                functions.of(
                        "java.util.function.ToIntFunction",
                        "applyAsInt",
                        "(Ljava/lang/Object;)I",
                        functions.lookup.find(
                                "findStatic", "java.lang.System", "identityHashCode", "(Ljava/lang/Object;)I"),
                        "(Ljava/lang/Object;)I"),
                functions.of(
                        "java.util.function.Function",
                        "apply",
                        "(Ljava/lang/Object;)Ljava/lang/Object;",
                        functions.lookup.findConstructor("java.lang.String", "(Ljava/lang/String;)V"),
                        "(Ljava/lang/String;)Ljava/lang/String;"),
                functions.of(
                        "java.util.function.Function",
                        "apply",
                        "(Ljava/lang/Object;)Ljava/lang/Object;",
                        functions.lookup.find("findVirtual", "java.lang.String", "intern", "()Ljava/lang/String;"),
                        "(Ljava/lang/String;)Ljava/lang/String;"),
                functions.of(
                        "java.util.function.Function",
                        "apply",
                        "(Ljava/lang/Object;)Ljava/lang/Object;",
                        functions.lookup.find(
                                "findVirtual",
                                "java.lang.Throwable",
                                "getOurStackTrace",
                                "()[Ljava/lang/StackTraceElement;"),
                        "(Ljava/lang/Throwable;)[Ljava/lang/StackTraceElement;"));
        Located string = Located.known(invoker.string("jtp").uniqueID());
        calls.identityHashes(invoker, string);
        calls.interned(invoker, string);
        calls.materializeStackTraces(
                invoker,
                Located.known(invoker.make("java.lang.Throwable", "()V").uniqueID()));
        return calls;
    }

    /** Makes what it takes to find objects that have no JDWP ids. Some 100 ms, during which the program runs. */
    void preparePaths(Invoker invoker) throws InvocationFailedException, IOException {
        paths = ReferencePaths.prepare(invoker, pipe);
    }

    /** {@return {@code System.identityHashCode} of each object} */
    int[] identityHashes(Invoker invoker, Located objects) throws InvocationFailedException, IOException {
        if (objects.positions().length == 0) {
            return new int[0];
        }
        if (objects.steps().count() == 0) {
            return identityHashes(invoker, array(invoker, ids(invoker, objects)));
        }
        // those on the ways to them are asked too: nothing shows that
        int[] hashes = identityHashes(invoker, paths.gather(invoker, objects));
        return Arrays.stream(objects.positions()).map(at -> hashes[at]).toArray();
    }

    private int[] identityHashes(Invoker invoker, ArrayReference array) throws InvocationFailedException, IOException {
        int length = array.length();
        ObjectReference stream = stream(invoker, array);
        ObjectReference ints = invoker.objectFrom(
                stream, "mapToInt", "(Ljava/util/function/ToIntFunction;)Ljava/util/stream/IntStream;", identityHash);
        ObjectReference hashes = invoker.objectFrom(ints, "toArray", "()[I");
        return Arrays.stream(WholeArrays.elements(pipe, hashes.uniqueID(), length))
                .mapToInt(hash -> (int) hash)
                .toArray();
    }

    /**
     * {@return whether each of these strings is what {@code String.intern} gives for its contents}
     *
     * <p>Copies are asked for: a string that was not interned must not become so by the question.
     */
    boolean[] interned(Invoker invoker, Located objects) throws InvocationFailedException, IOException {
        long[] strings = ids(invoker, objects);
        boolean[] interned = new boolean[strings.length];
        if (strings.length == 0) {
            return interned;
        }
        ObjectReference stream = stream(invoker, array(invoker, strings));
        ObjectReference found = map(invoker, map(invoker, stream, copyString), intern);
        long[] canonical = WholeArrays.elements(pipe, toArray(invoker, found).uniqueID(), strings.length);
        for (int i = 0; i < strings.length; i++) {
            interned[i] = strings[i] == canonical[i];
        }
        return interned;
    }

    /** Turns what the JVM remembers of these exceptions' stack traces into objects, as printing one does. */
    void materializeStackTraces(Invoker invoker, Located throwables) throws InvocationFailedException, IOException {
        long[] ids = ids(invoker, throwables);
        if (ids.length > 0) {
            toArray(invoker, map(invoker, stream(invoker, array(invoker, ids)), stackTrace));
        }
    }

    /** {@return JDWP ids} Those of objects that had none are good until the invoker is closed. */
    private long[] ids(Invoker invoker, Located objects) throws InvocationFailedException, IOException {
        long[] ids = new long[objects.positions().length];
        if (objects.steps().count() == 0) {
            Arrays.setAll(ids, i -> objects.known()[objects.positions()[i]]);
            return ids;
        }
        ArrayReference array = paths.gather(invoker, objects);
        for (int i = 0; i < ids.length; i++) {
            int at = i;
            pipe.send(
                    Commands.elements(array.uniqueID(), objects.positions()[i], 1),
                    region -> ids[at] = region.values()[0]);
        }
        pipe.finish();
        return ids;
    }

    private ArrayReference array(Invoker invoker, long[] objects) throws InvocationFailedException, IOException {
        ArrayReference array = invoker.newArray((ArrayType) invoker.type(OBJECTS), objects.length);
        WholeArrays.setObjects(pipe, array.uniqueID(), 0, objects);
        return array;
    }

    private static ObjectReference stream(Invoker invoker, ArrayReference array) throws InvocationFailedException {
        return invoker.objectFromStatic(
                "java.util.Arrays", "stream", "([Ljava/lang/Object;)Ljava/util/stream/Stream;", array);
    }

    private static ObjectReference map(Invoker invoker, ObjectReference stream, ObjectReference function)
            throws InvocationFailedException {
        return invoker.objectFrom(stream, "map", "(Ljava/util/function/Function;)Ljava/util/stream/Stream;", function);
    }

    private static ObjectReference toArray(Invoker invoker, ObjectReference stream) throws InvocationFailedException {
        return invoker.objectFrom(stream, "toArray", "()[Ljava/lang/Object;");
    }

    /** Makes lambdas in the target, as javac's call sites do. */
    private static final class Functions {
        private final Invoker invoker;
        private final TargetLookup lookup;

        Functions(Invoker invoker) throws InvocationFailedException {
            this.invoker = invoker;
            this.lookup = TargetLookup.trusted(invoker).in("java.lang.Throwable");
        }

        ObjectReference of(
                String functionalInterface,
                String method,
                String erased,
                ObjectReference implementation,
                String instantiated)
                throws InvocationFailedException {
            ObjectReference site = invoker.objectFromStatic(
                    "java.lang.invoke.LambdaMetafactory",
                    "metafactory",
                    "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                            + "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;Ljava/lang/invoke/MethodType;)"
                            + "Ljava/lang/invoke/CallSite;",
                    lookup.object(),
                    method,
                    lookup.methodType("()L" + functionalInterface.replace('.', '/') + ";"),
                    lookup.methodType(erased),
                    implementation,
                    lookup.methodType(instantiated));
            ObjectReference handle = invoker.objectFrom(site, "getTarget", "()" + TargetLookup.HANDLE);
            return invoker.objectFrom(
                    handle, "invokeWithArguments", "([Ljava/lang/Object;)Ljava/lang/Object;", invoker.array(OBJECTS));
        }
    }
}
