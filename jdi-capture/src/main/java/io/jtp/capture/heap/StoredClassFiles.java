package io.jtp.capture.heap;

import io.jtp.capture.jdwp.ArrayRegion;
import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.FieldEntry;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.capture.jdwp.TaggedValue;
import io.jtp.capture.jdwp.Tags;
import io.jtp.capture.jdwp.TypeId;
import io.jtp.capture.jdwp.WholeArrays;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;

/**
 * Looks for class files among the objects that class loaders refer to: loaders that define classes made at run time often keep their
 * bytes, in a map or in objects of their own. What several loaders refer to is looked at once.
 */
public final class StoredClassFiles {

    /** In reach of all loaders together. */
    private static final int MOST_OBJECTS = 50_000;

    /** What each of them is allowed in any case. */
    private static final int LEAST_OBJECTS = 500;

    private static final int SMALLEST = 40;
    private static final int MAGIC = 0xCAFEBABE;

    /** What does not belong to the loader. */
    private static final Set<String> FOREIGN = Set.of(
            "java/lang/Class",
            "java/lang/ClassLoader",
            "java/lang/Thread",
            "java/lang/ThreadGroup",
            "java/lang/Module");

    private final TargetClasses classes;
    private final JdwpPipe pipe;
    private final Set<Long> searched = new HashSet<>();
    private final Set<Long> seen = new HashSet<>();
    private final Map<String, List<byte[]>> found = new HashMap<>();
    private List<Long> next = new ArrayList<>();

    StoredClassFiles(TargetClasses classes) {
        this.classes = classes;
        this.pipe = classes.pipe();
    }

    /**
     * {@return byte arrays in reach of a loader, or of one that was asked about before, that begin like the class file of a class}
     *
     * @param loader object id
     * @param name internal name of the class
     */
    public List<byte[]> of(long loader, String name) throws IOException {
        if (searched.add(loader)) {
            search(loader);
        }
        return found.getOrDefault(name, List.of());
    }

    private void search(long loader) throws IOException {
        int most = Math.max(MOST_OBJECTS, seen.size() + LEAST_OBJECTS);
        seen.add(loader);
        next = new ArrayList<>(List.of(loader));
        while (!next.isEmpty() && seen.size() < most) {
            wave(loader);
        }
        // these have not been looked at
        next.forEach(seen::remove);
    }

    private void wave(long loader) throws IOException {
        List<Long> wave = next;
        next = new ArrayList<>();
        Map<Long, TargetType> types = new HashMap<>();
        for (long object : wave) {
            pipe.send(Commands.typeOf(object), type -> note(types, object, type));
        }
        pipe.finish();
        Map<Long, Integer> lengths = new HashMap<>();
        for (long object : wave) {
            TargetType type = types.get(object);
            if (type != null && type.isArray() && (type.signature.equals("[B") || type.signature.length() > 2)) {
                pipe.send(Commands.arrayLength(object), length -> lengths.put(object, length));
            } else if (type != null
                    && !type.isArray()
                    && (object == loader || FOREIGN.stream().noneMatch(type::isA))) {
                fields(object, type);
            }
        }
        pipe.finish();
        List<Long> classFiles = new ArrayList<>();
        for (Map.Entry<Long, Integer> each : lengths.entrySet()) {
            long array = each.getKey();
            int length = each.getValue();
            if (!types.get(array).signature.equals("[B")) {
                WholeArrays.inPieces(
                        length, (first, count) -> pipe.send(Commands.elements(array, first, count), this::elements));
            } else if (length >= SMALLEST) {
                pipe.send(Commands.elements(array, 0, Integer.BYTES), region -> {
                    if (magic(region) == MAGIC) {
                        classFiles.add(array);
                    }
                });
            }
        }
        pipe.finish();
        for (long array : classFiles) {
            read(array, lengths.get(array));
        }
    }

    private void note(Map<Long, TargetType> types, long object, TypeId type) {
        TargetType known = classes.byId(type.id());
        if (known != null) {
            types.put(object, known);
        }
    }

    private void fields(long object, TargetType type) throws IOException {
        for (TargetType declaring = type; declaring != null; declaring = declaring.superclass) {
            long[] references = declaring.fields.stream()
                    .filter(field -> !field.isStatic() && field.isReference())
                    .mapToLong(FieldEntry::id)
                    .toArray();
            if (references.length > 0) {
                pipe.send(Commands.fieldValues(object, references), values -> values.forEach(this::follow));
            }
        }
    }

    private void follow(TaggedValue value) {
        follow(value.tag(), value.bits());
    }

    private void elements(ArrayRegion region) {
        for (long element : region.values()) {
            follow(Tags.OBJECT, element);
        }
    }

    private void follow(byte tag, long object) {
        boolean leads = tag == Tags.OBJECT || tag == Tags.ARRAY;
        if (leads && object != 0 && seen.add(object)) {
            next.add(object);
        }
    }

    private static int magic(ArrayRegion region) {
        int magic = 0;
        for (long each : region.values()) {
            magic = magic << Byte.SIZE | (int) each & 0xff;
        }
        return magic;
    }

    private void read(long array, int length) throws IOException {
        byte[] bytes = WholeArrays.bytes(pipe, array, length);
        try {
            found.computeIfAbsent(new ClassReader(bytes).getClassName(), name -> new ArrayList<>())
                    .add(bytes);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            // it only began like one
        }
    }
}
