package io.jtp.capture.heap;

import io.jtp.capture.heap.FoundObjects.Found;
import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.FieldEntry;
import io.jtp.snapshot.NamedObject.StaticFieldValue;
import io.jtp.snapshot.Overlay;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Pools of threads that the JDK makes once for the whole program. What is in them is the program's: their tasks, and their threads, which are moved
 * like all others. The destination's JVM has such a pool of its own, to which nothing has been given yet; so it is found there, like other objects
 * that a static final field holds, and all of its fields are laid over.
 */
final class SharedPools {

    /** Class to static field. */
    private static final Map<String, String> POOLS = new TreeMap<>(Map.of(
            "java/util/concurrent/ForkJoinPool",
            "common",
            // up to JDK 24
            "java/util/concurrent/CompletableFuture$Delayer",
            "delayer"));

    private final FoundObjects objects;
    private final List<Found> pools = new ArrayList<>();

    /** To be made before the walk begins. */
    SharedPools(TargetClasses classes, HeapWalk walk) throws IOException {
        objects = new FoundObjects(classes, walk);
        for (Map.Entry<String, String> each : POOLS.entrySet()) {
            TargetType owner = classes.one("L" + each.getKey() + ";")
                    .filter(type -> type.initialized)
                    .orElse(null);
            FieldEntry field =
                    owner == null ? null : owner.field(each.getValue()).orElse(null);
            if (field != null) {
                long pool = classes.pipe()
                        .ask(Commands.staticValues(owner.id, field.id()))
                        .get(0)
                        .bits();
                pools.add(objects.add(
                        pool,
                        classes.one(field.signature()).orElseThrow(),
                        owner.simpleName() + "." + field.name(),
                        new StaticFieldValue(walk.types().number(owner), field.name(), StaticFieldValue.WHOLE)));
            }
        }
    }

    void read() throws IOException {
        for (Found pool : pools) {
            objects.read(pool, field -> true);
        }
    }

    List<Overlay> overlays(ObjectTable table) {
        return objects.overlays(table);
    }
}
