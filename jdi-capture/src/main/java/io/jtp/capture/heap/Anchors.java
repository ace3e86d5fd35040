package io.jtp.capture.heap;

import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.FieldEntry;
import io.jtp.capture.jdwp.TaggedValue;
import io.jtp.capture.jdwp.WholeArrays;
import io.jtp.snapshot.NamedObject.StaticFieldValue;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Objects that the destination's JDK has of its own: the values of the static final fields of initialised JDK classes, and the cached
 * boxes. Found by identity, and not traversed.
 */
final class Anchors {

    /** Not final, but set once by the JVM at start-up. */
    private static final Set<String> SET_AT_START = Set.of(
            "java/lang/System.bootLayer",
            "java/nio/charset/Charset.defaultCharset",
            "sun/nio/fs/DefaultFileSystemProvider.INSTANCE");

    /** A static field of such a type is set once, final or not: {@code sun.nio.fs.NativeBuffers.threadLocal} is not, on 17. */
    private static final Set<String> SET_ONCE = Set.of(
            "Ljava/lang/ThreadLocal;",
            "Ljava/lang/InheritableThreadLocal;",
            "Ljdk/internal/misc/TerminatingThreadLocal;",
            // what the JDK knows of a class that it has made for method handles
            "Ljava/lang/invoke/BoundMethodHandle$SpeciesData;");

    /** Fields that hold arrays of boxes. */
    private static final Set<String> BOX_CACHES = Set.of(
            "java/lang/Byte$ByteCache.cache",
            "java/lang/Character$CharacterCache.cache",
            "java/lang/Short$ShortCache.cache",
            "java/lang/Integer$IntegerCache.cache",
            "java/lang/Long$LongCache.cache");

    /** If the program was moved to the target, the agent is among the boot loader's classes; what it holds is no business of the program's. */
    static final String AGENT = "io/jtp/";

    /** @param index as in {@link StaticFieldValue} */
    record Anchor(TargetType type, String field, int index) {}

    private final TargetClasses classes;
    private final Set<TargetType> read = new HashSet<>();
    private final LongIntMap byId = new LongIntMap();
    private final List<Anchor> anchors = new ArrayList<>(List.of(new Anchor(null, "", 0)));

    Anchors(TargetClasses classes) {
        this.classes = classes;
    }

    /** {@return where an object is found, or null if it is none of these} */
    Anchor find(long object) {
        int found = byId.get(object);
        return found == 0 ? null : anchors.get(found);
    }

    /** {@return object ids of all of them} */
    long[] ids() {
        return byId.keys();
    }

    /** Reads the classes that were initialised since the last time. */
    void refresh() throws IOException {
        List<TargetType> fresh = classes.all().stream()
                .filter(type -> type.initialized && !type.carried && !type.isHidden() && !type.isArray())
                .filter(type -> !type.name.startsWith(AGENT))
                // they number their methods in an order that is another one in each JVM
                .filter(type -> !type.isProxy())
                .filter(read::add)
                .sorted(Comparator.comparing((TargetType type) -> !type.name.startsWith("java/"))
                        .thenComparing(type -> type.name))
                .toList();
        List<long[]> caches = new ArrayList<>();
        // an object that several fields hold is best named by a public one
        for (boolean isPublic : new boolean[] {true, false}) {
            for (TargetType type : fresh) {
                ask(type, isPublic, caches);
            }
            classes.pipe().finish();
        }
        for (long[] cache : caches) {
            addElements(cache[0], anchors.get((int) cache[1]));
        }
    }

    private void ask(TargetType type, boolean isPublic, List<long[]> caches) throws IOException {
        List<FieldEntry> fields = type.fields.stream()
                .filter(f -> isAnchor(type, f) && Modifier.isPublic(f.modifiers()) == isPublic)
                .toList();
        if (!fields.isEmpty()) {
            long[] ids = fields.stream().mapToLong(FieldEntry::id).toArray();
            classes.pipe()
                    .send(
                            Commands.staticValues(type.id, ids),
                            values -> add(type, fields, values, caches),
                            gone -> read.remove(type));
        }
    }

    private static boolean isAnchor(TargetType type, FieldEntry field) {
        String name = type.name + "." + field.name();
        return field.isStatic()
                && field.isReference()
                && (field.isFinal() && !JdkStatics.isCaptured(type.name, field.name())
                        || SET_AT_START.contains(name)
                        || SET_ONCE.contains(field.signature()));
    }

    private void add(TargetType type, List<FieldEntry> fields, List<TaggedValue> values, List<long[]> caches) {
        for (int i = 0; i < fields.size(); i++) {
            long id = values.get(i).bits();
            String field = fields.get(i).name();
            if (id != 0) {
                add(id, new Anchor(type, field, StaticFieldValue.WHOLE));
                if (BOX_CACHES.contains(type.name + "." + field)) {
                    caches.add(new long[] {id, byId.get(id)});
                }
            }
        }
    }

    private void addElements(long array, Anchor holder) throws IOException {
        int length = classes.pipe().ask(Commands.arrayLength(array));
        long[] elements = WholeArrays.elements(classes.pipe(), array, length);
        for (int i = 0; i < length; i++) {
            add(elements[i], new Anchor(holder.type(), holder.field(), i));
        }
    }

    private void add(long id, Anchor anchor) {
        if (byId.get(id) == 0) {
            byId.put(id, anchors.size());
            anchors.add(anchor);
        }
    }
}
