package io.jtp.capture.heap;

import io.jtp.capture.heap.FoundObjects.Found;
import io.jtp.snapshot.NamedObject.InitializationFailure;
import io.jtp.snapshot.Overlay;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The program's classes whose initialisation has failed. Nothing of theirs can be used any more, so their statics do not matter; but whoever
 * tries is told what the JVM remembers of the failure, an exception that is the same object each time.
 */
final class FailedClasses {

    private static final String REMEDY = "Have the initialiser not fail, or move the program before the class is used";

    private final HeapWalk walk;
    private final FoundObjects failures;
    private final List<Found> found = new ArrayList<>();
    private final List<TargetType> types;

    FailedClasses(TargetClasses classes, HeapWalk walk) {
        this.walk = walk;
        this.failures = new FoundObjects(classes, walk);
        this.types = classes.all().stream()
                .filter(type -> type.failed && type.carried && !type.isHidden())
                .filter(type -> classes.builtinLoader(type).isPresent())
                .toList();
    }

    /** {@return their ids, with their binary names} */
    Map<Long, String> names() {
        Map<Long, String> names = new LinkedHashMap<>();
        types.forEach(type -> names.put(type.id, type.displayName()));
        return names;
    }

    /**
     * Tells what the JVM remembers.
     *
     * @param ids of these exceptions, by the ids of the classes; none for a class of which it remembers nothing
     * @param error the class of these exceptions
     */
    void failures(Map<Long, Long> ids, TargetType error) throws IOException {
        for (TargetType type : types) {
            int number = walk.types().number(type);
            if (!ids.containsKey(type.id)) {
                refuse(type, "its initialiser has failed, and the JVM has not been able to remember how");
            } else if (type.initializing) {
                refuse(type, "its initialiser has failed while that of a class or interface above it was running");
            } else {
                String path = "failure of " + type.simpleName();
                found.add(failures.add(ids.get(type.id), error, path, new InitializationFailure(number)));
            }
        }
    }

    private void refuse(TargetType type, String problem) {
        walk.obstacles().add("class " + type.displayName(), problem, REMEDY);
    }

    void read() throws IOException {
        for (Found each : found) {
            failures.read(each, field -> true);
        }
    }

    List<Overlay> overlays(ObjectTable table) {
        return failures.overlays(table);
    }
}
