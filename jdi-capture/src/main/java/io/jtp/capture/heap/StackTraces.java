package io.jtp.capture.heap;

import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.FieldEntry;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.capture.jdwp.TaggedValue;
import io.jtp.capture.jdwp.WholeArrays;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the stack traces of exceptions that have come into being after the heap dump was made. What is in them is new, but for their strings:
 * names of classes, methods and files are interned, and the program can have the very same ones. Those of a dump have no JDWP ids, so strings
 * of the same contents have to be looked up in the target.
 */
final class StackTraces {

    private final TargetClasses classes;
    private final HeapWalk walk;

    /** Of the exceptions, in the order of {@link HeapWalk#traceless}. */
    private final long[] throwables;

    /** The strings of the traces. */
    private final Map<Long, String> texts = new HashMap<>();

    private int[] alike = {};

    /** @param throwables JDWP ids of {@link HeapWalk#traceless} */
    StackTraces(TargetClasses classes, HeapWalk walk, long... throwables) {
        this.classes = classes;
        this.walk = walk;
        this.throwables = throwables;
    }

    /** {@return captured strings without JDWP ids that can be the same as some in the traces} */
    Located alike() throws IOException {
        if (!walk.reader().isLive()) {
            readTexts();
            alike = walk.stringsLike(texts.values());
        }
        return walk.reader().locate(alike);
    }

    /** Captures them. @param ids of {@link #alike}, in the same order */
    void read(long... ids) throws IOException {
        for (int i = 0; i < alike.length; i++) {
            if (texts.containsKey(ids[i])) {
                walk.table().alias(ids[i], alike[i]);
            }
        }
        walk.readTraces(throwables);
    }

    private void readTexts() throws IOException {
        JdwpPipe pipe = classes.pipe();
        long trace = classes.one("Ljava/lang/Throwable;")
                .flatMap(type -> type.field("stackTrace"))
                .orElseThrow()
                .id();
        long[] names = classes.one("Ljava/lang/StackTraceElement;").orElseThrow().fields.stream()
                .filter(field -> !field.isStatic() && field.signature().equals("Ljava/lang/String;"))
                .mapToLong(FieldEntry::id)
                .toArray();
        for (long throwable : throwables) {
            long array = pipe.ask(Commands.fieldValues(throwable, trace)).get(0).bits();
            if (array == 0) {
                continue;
            }
            long[] elements = WholeArrays.elements(pipe, array, pipe.ask(Commands.arrayLength(array)));
            for (long element : Arrays.stream(elements).filter(id -> id != 0).toArray()) {
                pipe.send(
                        Commands.fieldValues(element, names),
                        values -> values.stream()
                                .mapToLong(TaggedValue::bits)
                                .filter(id -> id != 0)
                                .forEach(id -> texts.put(id, "")));
            }
            pipe.finish();
        }
        for (long id : texts.keySet().stream().mapToLong(Long::longValue).toArray()) {
            pipe.send(Commands.stringValue(id), text -> texts.put(id, text));
        }
        pipe.finish();
    }
}
