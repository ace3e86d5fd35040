package io.jtp.capture;

import com.sun.jdi.ObjectReference;
import java.util.Arrays;

/**
 * Makes method handles in the target that take an {@code Object[]} through a stream, so that functions are called on many objects by one call: by
 * the debugger's own means each would take a round trip.
 */
final class StreamHandles {

    private static final String STREAM = "java.util.stream.Stream";
    private static final String OF_OBJECTS = "Ljava/util/stream/Stream;";
    private static final String FUNCTION = "(Ljava/util/function/Function;)";
    private static final String OBJECTS = "[Ljava/lang/Object;";

    private final HandleCombiner handles;

    StreamHandles(HandleCombiner handles) {
        this.handles = handles;
    }

    /** {@return {@code Arrays::stream}} */
    ObjectReference over() throws InvocationFailedException {
        return handles.lookup().find("findStatic", "java.util.Arrays", "stream", "(" + OBJECTS + ")" + OF_OBJECTS);
    }

    /** {@return {@code (array) -> stream(array).map(function)}} */
    ObjectReference map(ObjectReference stream, ObjectReference function) throws InvocationFailedException {
        return stage(stream, "map", FUNCTION + OF_OBJECTS, function);
    }

    /** {@return {@code (array) -> stream(array).flatMap(function)}} */
    ObjectReference flatMap(ObjectReference stream, ObjectReference function) throws InvocationFailedException {
        return stage(stream, "flatMap", FUNCTION + OF_OBJECTS, function);
    }

    /** {@return {@code (array) -> stream(array).filter(predicate)}} */
    ObjectReference filter(ObjectReference stream, ObjectReference predicate) throws InvocationFailedException {
        return stage(stream, "filter", "(Ljava/util/function/Predicate;)" + OF_OBJECTS, predicate);
    }

    /** {@return {@code (array) -> Stream.concat(first(array), second(array))}} */
    ObjectReference concat(ObjectReference first, ObjectReference second) throws InvocationFailedException {
        ObjectReference concat =
                handles.lookup().find("findStatic", STREAM, "concat", "(" + OF_OBJECTS + OF_OBJECTS + ")" + OF_OBJECTS);
        ObjectReference both = handles.collect(handles.collect(concat, 0, first), 1, second);
        return handles.permute(both, "(" + OBJECTS + ")" + OF_OBJECTS, 0, 0);
    }

    /** {@return {@code (array) -> stream(array).toArray()}} */
    ObjectReference objects(ObjectReference stream) throws InvocationFailedException {
        return handles.filterReturn(stream, handles.lookup().find("findVirtual", STREAM, "toArray", "()" + OBJECTS));
    }

    /** {@return {@code (array) -> stream(array).mapToInt(function).toArray()}} */
    ObjectReference ints(ObjectReference stream, ObjectReference function) throws InvocationFailedException {
        ObjectReference ints =
                stage(stream, "mapToInt", "(Ljava/util/function/ToIntFunction;)Ljava/util/stream/IntStream;", function);
        return handles.filterReturn(
                ints, handles.lookup().find("findVirtual", "java.util.stream.IntStream", "toArray", "()[I"));
    }

    /** {@return {@code (array) -> stream(array).mapToLong(function).toArray()}} */
    ObjectReference longs(ObjectReference stream, ObjectReference function) throws InvocationFailedException {
        ObjectReference longs = stage(
                stream, "mapToLong", "(Ljava/util/function/ToLongFunction;)Ljava/util/stream/LongStream;", function);
        return handles.filterReturn(
                longs, handles.lookup().find("findVirtual", "java.util.stream.LongStream", "toArray", "()[J"));
    }

    /** {@return {@code (array) -> new Object[] {handle(array), ...}}} */
    ObjectReference all(ObjectReference... ofArray) throws InvocationFailedException {
        ObjectReference all = handles.newArray(ofArray.length);
        for (int i = 0; i < ofArray.length; i++) {
            all = handles.collect(all, i, handles.as(ofArray[i], "(" + OBJECTS + ")Ljava/lang/Object;"));
        }
        Object[] same = new Object[ofArray.length];
        Arrays.fill(same, 0);
        return handles.permute(all, "(" + OBJECTS + ")" + OBJECTS, same);
    }

    private ObjectReference stage(ObjectReference stream, String method, String descriptor, ObjectReference function)
            throws InvocationFailedException {
        return handles.filterReturn(
                stream, handles.insert(handles.lookup().find("findVirtual", STREAM, method, descriptor), 1, function));
    }
}
