package io.jtp.capture.heap;

import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.FieldEntry;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.capture.jdwp.TaggedValue;
import io.jtp.capture.jdwp.Tags;
import io.jtp.capture.jdwp.WholeArrays;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Exceptions whose stack trace or message only the JVM knows so far: what it remembers of them are addresses of its own, and offsets in code
 * that is other code at the destination. So both are made in the target, after everything else has been read, and captured.
 *
 * <p>What is in a trace is new, but for its strings: names of classes, methods and files are interned, and the program can have the very same ones.
 * Those of a dump have no JDWP ids, so strings of the same contents have to be looked up in the target.
 */
final class Exceptions {

    private static final String NULL_POINTER = "java/lang/NullPointerException";

    /** The values of {@code NullPointerException.extendedMessageState}: the JVM can say what was null, and it has been asked to. */
    private static final int CAN_BE_SAID = 1;

    private static final int SAID = 2;

    private final TargetClasses classes;
    private final HeapWalk walk;
    private final IntList traceless = new IntList();
    private final IntList messageless = new IntList();

    /** JDWP ids of the {@link #traceless}. */
    private long[] throwables = {};

    /** The strings of the traces. */
    private final Map<Long, String> texts = new HashMap<>();

    private int[] alike = {};

    Exceptions(TargetClasses classes, HeapWalk walk) {
        this.classes = classes;
        this.walk = walk;
    }

    /** Takes note of an exception that was read. */
    void note(int object, CapturedType type, long[] bits) {
        if (type.value(bits, "depth") > 0) {
            Anchors.Anchor anchor = classes.anchors().find(type.value(bits, "stackTrace"));
            if (anchor != null && anchor.field().equals("UNASSIGNED_STACK")) {
                traceless.add(object);
            }
        }
        if (type.type.isA(NULL_POINTER)
                && type.value(bits, "extendedMessageState") == CAN_BE_SAID
                && type.value(bits, "detailMessage") == 0) {
            messageless.add(object);
        }
    }

    /** {@return captured exceptions with a stack trace that is not an object yet} */
    Located traceless() throws IOException {
        return walk.reader().locate(traceless.toArray());
    }

    /**
     * {@return captured strings without JDWP ids that can be the same as some in the traces}
     *
     * @param ids of {@link #traceless}, in the same order
     */
    Located alike(long... ids) throws IOException {
        throwables = ids;
        if (!walk.reader().isLive()) {
            readTexts();
            alike = walk.stringsLike(texts.values());
        }
        return walk.reader().locate(alike);
    }

    /** Captures the traces. @param ids of {@link #alike}, in the same order */
    void readTraces(long... ids) throws IOException {
        for (int i = 0; i < alike.length; i++) {
            if (texts.containsKey(ids[i])) {
                walk.table().alias(ids[i], alike[i]);
            }
        }
        walk.readLive(() -> {
            for (int i = 0; i < throwables.length; i++) {
                readAgain(traceless.get(i), throwables[i], "stackTrace");
            }
            classes.pipe().finish();
        });
    }

    /** Reads one field of a captured object again, because it was given a value meanwhile. */
    private void readAgain(int object, long id, String field) throws IOException {
        long fieldId = walk.table().type(object).layout.slot(field).field().id();
        classes.pipe().send(Commands.fieldValues(id, fieldId), values -> set(object, field, values.get(0)));
    }

    private void set(int object, String field, TaggedValue value) throws IOException {
        CapturedType type = walk.table().type(object);
        Layout.Slot slot = type.layout.slot(field);
        int reference = walk.found(value.bits(), value.tag(), slot.exact(), object, slot.edge());
        ((InstanceStore) type.store).set(object, slot, reference);
    }

    /** {@return captured exceptions whose message the JVM would make when it is asked for} */
    Located messageless() throws IOException {
        return walk.reader().locate(messageless.toArray());
    }

    /** Captures the messages. @param strings JDWP ids, or 0 for none, in the order of {@link #messageless} */
    void readMessages(long... strings) throws IOException {
        walk.readLive(() -> {
            for (int i = 0; i < strings.length; i++) {
                int object = messageless.get(i);
                CapturedType type = walk.table().type(object);
                set(object, "extendedMessage", new TaggedValue(Tags.STRING, strings[i]));
                ((InstanceStore) type.store).set(object, type.layout.slot("extendedMessageState"), SAID);
            }
        });
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
