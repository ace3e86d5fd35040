package io.jtp.capture.heap;

import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.FieldEntry;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.capture.jdwp.TaggedValue;
import io.jtp.snapshot.NamedObject;
import io.jtp.snapshot.NamedObject.FieldOf;
import io.jtp.snapshot.NamedObject.ThreadMirror;
import io.jtp.snapshot.Overlay;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The main thread, which the destination's JVM makes itself, with the objects around it: its holder (from JDK 19 on), its group and that
 * one's parent. They are found there; what a program can change in them is laid over.
 */
final class MainThread {

    /** Fields of {@code Thread}; from JDK 19 on some of them are in {@code Thread$FieldHolder}. */
    private static final Set<String> CHANGED = Set.of(
            "name",
            "priority",
            "daemon",
            "contextClassLoader",
            "threadLocals",
            "inheritableThreadLocals",
            "uncaughtExceptionHandler",
            "interrupted",
            "parkBlocker");

    private record Part(int object, TargetType type, long id) {}

    private record Field(Part part, FieldSlot slot) {}

    private final HeapWalk walk;
    private final JdwpPipe pipe;
    private final List<Part> parts = new ArrayList<>();
    private final List<Field> fields = new ArrayList<>();

    MainThread(TargetClasses classes, HeapWalk walk, long id) throws IOException {
        this.walk = walk;
        this.pipe = classes.pipe();
        Part thread = name(id, classes.one("Ljava/lang/Thread;").orElseThrow(), "main thread", new ThreadMirror(0));
        parts.add(thread);
        Part hasGroup = thread;
        if (field(thread.type(), "holder") != null) {
            hasGroup = fieldOf(
                    thread,
                    "holder",
                    classes.one("Ljava/lang/Thread$FieldHolder;").orElseThrow());
            parts.add(hasGroup);
        }
        TargetType groupType = classes.one("Ljava/lang/ThreadGroup;").orElseThrow();
        Part group = fieldOf(hasGroup, "group", groupType);
        fieldOf(group, "parent", groupType);
    }

    private Part fieldOf(Part part, String field, TargetType type) throws IOException {
        long id = pipe.ask(Commands.fieldValues(
                        part.id(), field(part.type(), field).id()))
                .get(0)
                .bits();
        FieldOf name = new FieldOf(part.object(), walk.types().number(part.type()), field);
        return name(id, type, "main thread's " + field, name);
    }

    private Part name(long id, TargetType type, String path, NamedObject name) {
        int object = walk.table().add(id, null, 0, walk.table().edge(path));
        walk.names().add(object, name);
        return new Part(object, type, id);
    }

    private static FieldEntry field(TargetType type, String name) {
        return type.fields.stream()
                .filter(field -> field.name().equals(name) && !field.isStatic())
                .findFirst()
                .orElse(null);
    }

    /** Reads what the program can have changed. */
    void read() throws IOException {
        for (Part part : parts) {
            int type = walk.types().number(part.type());
            List<FieldEntry> asked = part.type().fields.stream()
                    .filter(field -> !field.isStatic() && CHANGED.contains(field.name()))
                    .toList();
            long[] ids = asked.stream().mapToLong(FieldEntry::id).toArray();
            List<TaggedValue> values = pipe.ask(Commands.fieldValues(part.id(), ids));
            for (int i = 0; i < ids.length; i++) {
                TaggedValue value = values.get(i);
                long bits = value.bits();
                if (value.isReference()) {
                    int edge = walk.table().edge("Thread." + asked.get(i).name());
                    bits = walk.found(bits, value.tag(), null, part.object(), edge);
                }
                fields.add(new Field(part, new FieldSlot(type, asked.get(i), bits)));
            }
        }
    }

    List<Overlay> overlays(ObjectTable table) {
        return parts.stream()
                .map(part -> new Overlay(
                        table.number(part.object()),
                        fields.stream()
                                .filter(field -> field.part() == part)
                                .map(field -> field.slot().value(table))
                                .toList()))
                .toList();
    }
}
