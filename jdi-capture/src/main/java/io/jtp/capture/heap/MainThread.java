package io.jtp.capture.heap;

import io.jtp.capture.heap.FoundObjects.Found;
import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.FieldEntry;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.snapshot.NamedObject.FieldOf;
import io.jtp.snapshot.NamedObject.MainGroup;
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

    private final HeapWalk walk;
    private final JdwpPipe pipe;
    private final FoundObjects objects;
    private final List<Found> changing = new ArrayList<>();

    /**
     * @param id of the main thread or, if that has ended, of another one in its group
     * @param ended whether it has: then its {@code Thread} is an object like others
     */
    MainThread(TargetClasses classes, HeapWalk walk, long id, boolean ended) throws IOException {
        this.walk = walk;
        this.pipe = classes.pipe();
        this.objects = new FoundObjects(classes, walk);
        TargetType threadType = classes.one("Ljava/lang/Thread;").orElseThrow();
        TargetType hasGroup = threadType;
        long holder = id;
        if (field(threadType, "holder") != null) {
            hasGroup = classes.one("Ljava/lang/Thread$FieldHolder;").orElseThrow();
            holder = value(id, threadType, "holder");
        }
        if (!ended) {
            Found thread = objects.add(id, threadType, "main thread", new ThreadMirror(0));
            changing.add(thread);
            if (holder != id) {
                changing.add(fieldOf(thread, "holder", hasGroup));
            }
        }
        TargetType groupType = classes.one("Ljava/lang/ThreadGroup;").orElseThrow();
        Found group = objects.add(value(holder, hasGroup, "group"), groupType, "main thread's group", new MainGroup());
        fieldOf(group, "parent", groupType);
    }

    private long value(long object, TargetType type, String field) throws IOException {
        return pipe.ask(Commands.fieldValues(object, field(type, field).id()))
                .get(0)
                .bits();
    }

    private Found fieldOf(Found object, String field, TargetType type) throws IOException {
        long id = value(object.id(), object.type(), field);
        FieldOf name = new FieldOf(object.object(), walk.types().number(object.type()), field);
        return objects.add(id, type, "main thread's " + field, name);
    }

    private static FieldEntry field(TargetType type, String name) {
        return type.field(name).filter(field -> !field.isStatic()).orElse(null);
    }

    /** Reads what the program can have changed. */
    void read() throws IOException {
        for (Found each : changing) {
            objects.read(each, field -> CHANGED.contains(field.name()));
        }
    }

    List<Overlay> overlays(ObjectTable table) {
        return objects.overlays(table);
    }
}
