package io.jtp.capture;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.ObjectReference;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.capture.jdwp.WholeArrays;
import java.io.IOException;

/**
 * Streams over arrays in the target: they call functions on many objects at once. Calls by the debugger's own means take a round trip for each object;
 * these take a few for all of them. No class of ours is needed there.
 */
final class TargetStreams {

    private static final String OBJECTS = "java.lang.Object[]";
    private static final String OF_OBJECTS = "Ljava/util/stream/Stream;";
    private static final String FUNCTION = "(Ljava/util/function/Function;)";

    private final JdwpPipe pipe;
    private final CallThread calls;
    private final ObjectReference toObjects;
    private final ObjectReference toInts;
    private final ObjectReference toLongs;

    /** @param invoker in any thread; not closed while this is in use */
    TargetStreams(Invoker invoker, JdwpPipe pipe, CallThread calls) throws InvocationFailedException {
        this.pipe = pipe;
        this.calls = calls;
        TargetLookup lookup = TargetLookup.trusted(invoker);
        toObjects = lookup.find("findVirtual", "java.util.stream.Stream", "toArray", "()[Ljava/lang/Object;");
        toInts = lookup.find("findVirtual", "java.util.stream.IntStream", "toArray", "()[I");
        toLongs = lookup.find("findVirtual", "java.util.stream.LongStream", "toArray", "()[J");
    }

    /** {@return an {@code Object[]} of these objects} */
    ArrayReference array(Invoker invoker, long... objects) throws InvocationFailedException, IOException {
        ArrayReference array = invoker.newArray(OBJECTS, objects.length);
        WholeArrays.setObjects(pipe, array.uniqueID(), 0, objects);
        return array;
    }

    /** {@return a stream over an {@code Object[]}} */
    ObjectReference over(Invoker invoker, ObjectReference array) throws InvocationFailedException {
        return invoker.objectFromStatic("java.util.Arrays", "stream", "([Ljava/lang/Object;)" + OF_OBJECTS, array);
    }

    ObjectReference map(Invoker invoker, ObjectReference stream, ObjectReference function)
            throws InvocationFailedException {
        return invoker.objectFrom(stream, "map", FUNCTION + OF_OBJECTS, function);
    }

    /** @param function makes a stream of each element */
    ObjectReference flatMap(Invoker invoker, ObjectReference stream, ObjectReference function)
            throws InvocationFailedException {
        return invoker.objectFrom(stream, "flatMap", FUNCTION + OF_OBJECTS, function);
    }

    ObjectReference filter(Invoker invoker, ObjectReference stream, ObjectReference predicate)
            throws InvocationFailedException {
        return invoker.objectFrom(stream, "filter", "(Ljava/util/function/Predicate;)" + OF_OBJECTS, predicate);
    }

    ObjectReference concat(Invoker invoker, ObjectReference first, ObjectReference second)
            throws InvocationFailedException {
        return invoker.objectFromStatic(
                "java.util.stream.Stream", "concat", "(" + OF_OBJECTS + OF_OBJECTS + ")" + OF_OBJECTS, first, second);
    }

    /** {@return an array in the target of what is in a stream} @param size how many elements there are, about */
    ArrayReference objects(Invoker invoker, int size, ObjectReference stream) throws InvocationFailedException {
        return (ArrayReference) calls.call(invoker, size, toObjects, stream);
    }

    /** {@return what a {@code ToIntFunction} makes of what is in a stream} @param size how many elements there are, about */
    long[] ints(Invoker invoker, int size, ObjectReference stream, ObjectReference function)
            throws InvocationFailedException, IOException {
        ObjectReference ints = invoker.objectFrom(
                stream, "mapToInt", "(Ljava/util/function/ToIntFunction;)Ljava/util/stream/IntStream;", function);
        return elements((ArrayReference) calls.call(invoker, size, toInts, ints));
    }

    /** {@return what a {@code ToLongFunction} makes of what is in a stream} @param size how many elements there are, about */
    long[] longs(Invoker invoker, int size, ObjectReference stream, ObjectReference function)
            throws InvocationFailedException, IOException {
        ObjectReference longs = invoker.objectFrom(
                stream, "mapToLong", "(Ljava/util/function/ToLongFunction;)Ljava/util/stream/LongStream;", function);
        return elements((ArrayReference) calls.call(invoker, size, toLongs, longs));
    }

    /** {@return values or ids of all elements} */
    long[] elements(ArrayReference array) throws IOException {
        return WholeArrays.elements(pipe, array.uniqueID(), array.length());
    }
}
