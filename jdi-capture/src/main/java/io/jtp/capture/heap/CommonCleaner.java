package io.jtp.capture.heap;

import io.jtp.capture.heap.FoundObjects.Found;
import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.FieldEntry;
import io.jtp.capture.jdwp.Tags;
import io.jtp.snapshot.NamedObject.FieldOf;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The cleaner that the whole JDK uses. Every JVM has its own; its queue and its list of cleanables are named, so that nothing else in them
 * is captured.
 *
 * @param queue index of its queue, or 0 if there is none
 */
record CommonCleaner(int queue) {

    private static final String IMPL = "Ljdk/internal/ref/CleanerImpl;";

    /** Names of the field that has the list: up to JDK 22, and since. */
    private static final List<String> LISTS = List.of("phantomCleanableList", "activeList");

    boolean isQueue(int object) {
        return queue != 0 && object == queue;
    }

    /** Names its parts. To be called before the walk begins. */
    static CommonCleaner find(TargetClasses classes, HeapWalk walk) throws IOException {
        TargetType factory = classes.one("Ljdk/internal/ref/CleanerFactory;")
                .filter(type -> type.initialized)
                .orElse(null);
        if (factory == null) {
            return new CommonCleaner(0);
        }
        FoundObjects objects = new FoundObjects(classes, walk);
        long cleaner = classes.pipe()
                .ask(Commands.staticValues(
                        factory.id, factory.field("commonCleaner").orElseThrow().id()))
                .get(0)
                .bits();
        int edge = walk.table().edge("the JDK's cleaner");
        int index = walk.found(cleaner, Tags.OBJECT, null, 0, edge);
        Found impl = part(
                classes,
                walk,
                objects,
                index,
                cleaner,
                classes.one("Ljava/lang/ref/Cleaner;").orElseThrow(),
                "impl",
                classes.one(IMPL).orElseThrow());
        TargetType queueType = classes.one("Ljava/lang/ref/ReferenceQueue;").orElseThrow();
        Found queue = part(classes, walk, objects, impl.object(), impl.id(), impl.type(), "queue", queueType);
        for (String list : LISTS) {
            Optional<FieldEntry> field = impl.type().field(list);
            if (field.isPresent()) {
                TargetType type = classes.one(field.get().signature()).orElseThrow();
                part(classes, walk, objects, impl.object(), impl.id(), impl.type(), list, type);
            }
        }
        return new CommonCleaner(queue.object());
    }

    private static Found part(
            TargetClasses classes,
            HeapWalk walk,
            FoundObjects objects,
            int holder,
            long holderId,
            TargetType holderType,
            String field,
            TargetType type)
            throws IOException {
        long id = classes.pipe()
                .ask(Commands.fieldValues(
                        holderId, holderType.field(field).orElseThrow().id()))
                .get(0)
                .bits();
        FieldOf name = new FieldOf(holder, walk.types().number(holderType), field);
        return objects.add(id, type, "the JDK's cleaner's " + field, name);
    }
}
