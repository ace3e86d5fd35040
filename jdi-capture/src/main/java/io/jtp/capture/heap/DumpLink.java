package io.jtp.capture.heap;

import io.jtp.capture.hprof.DumpClass;
import io.jtp.capture.hprof.HprofDump;
import io.jtp.capture.hprof.HprofDump.Kind;
import io.jtp.capture.hprof.HprofException;
import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.JdwpErrorException;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.capture.jdwp.Tags;
import io.jtp.capture.jdwp.WholeArrays;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A heap dump, and which of its objects are known from JDWP. In JDWP an object has a number that the agent gave it, in the dump an address.
 * So an {@code Object[]} of everything that is known is made in the target and pinned, and its first element is a string that exists
 * nowhere else. In the dump it is one of the arrays that native code holds, and its other elements are, in order, the addresses.
 *
 * <p>What is known: classes, modules, built-in loaders, anchors, and the roots found so far.
 */
final class DumpLink {

    private final TargetClasses classes;
    private final HprofDump dump;
    private final LongIntMap ordinals = new LongIntMap();

    /** Ordinals of what is known, to tell quickly what is not. */
    private final BitSet isKnown = new BitSet();

    private final LongIntMap knownAt = new LongIntMap();
    private final long[] known;
    private final LongIntMap typesByAddress = new LongIntMap();
    private final Map<TargetType, DumpClass> dumped = new HashMap<>();
    private final LongIntMap mirrors = new LongIntMap();
    private final int stringValue;
    private final int stringCoder;
    private Map<String, Long> unlinked;

    /** Has the dump made. */
    static DumpLink make(TargetClasses classes, ObjectTable table, HeapDumper dumper) throws IOException {
        long[] known = known(classes, table);
        String marker = "jtp " + UUID.randomUUID();
        long array = pin(classes, known, marker);
        HprofDump dump = dumper.dump();
        try {
            classes.pipe().ask(Commands.enableCollection(array));
            return new DumpLink(classes, dump, known, marker);
        } catch (IOException | RuntimeException e) {
            dump.close();
            throw e;
        }
    }

    private static long[] known(TargetClasses classes, ObjectTable table) throws IOException {
        LongIntMap ids = new LongIntMap();
        for (int object = 1; object <= table.last(); object++) {
            if (table.id(object) != 0) {
                ids.put(table.id(object), 1);
            }
        }
        classes.present().forEach(type -> {
            ids.put(type.id, 1);
            if (type.loader != 0) {
                ids.put(type.loader, 1);
            }
        });
        classes.made().domains().forEach(id -> ids.put(id, 1));
        classes.made().loaders().forEach(id -> ids.put(id, 1));
        classes.made().unlinkedTypes().forEach(id -> ids.put(id, 1));
        classes.builtinLoaders().forEach(id -> ids.put(id, 1));
        classes.pipe().ask(Commands.allModules()).forEach(id -> ids.put(id, 1));
        for (long id : classes.anchors().ids()) {
            ids.put(id, 1);
        }
        return ids.keys();
    }

    /** {@return the id of the array} */
    private static long pin(TargetClasses classes, long[] known, String marker) throws IOException {
        JdwpPipe pipe = classes.pipe();
        long type = classes.one("[Ljava/lang/Object;").orElseThrow().id;
        try {
            long array = pipe.ask(Commands.newArray(type, known.length + 1));
            pipe.ask(Commands.disableCollection(array));
            long string = pipe.ask(Commands.createString(marker));
            pipe.send(Commands.setElements(array, 0, string), nothing -> {});
            WholeArrays.setElements(pipe, array, 1, known);
            return array;
        } catch (JdwpErrorException e) {
            throw new HprofException("the objects known from JDWP could not be gathered: " + e.getMessage(), e);
        }
    }

    private DumpLink(TargetClasses classes, HprofDump dump, long[] known, String marker) throws IOException {
        this.classes = classes;
        this.dump = dump;
        this.known = known;
        // to recognise the marker the class of strings has to be known, which is known by way of the marker's array:
        // its own class is String
        int array = 0;
        int[] stringFields = null;
        for (int global : dump.globals()) {
            if (global != 0 && dump.kind(global) == Kind.REFERENCE_ARRAY && dump.length(global) == known.length + 1) {
                int first = dump.find(dump.reference(dump.values(global)));
                int[] fields = first == 0 || dump.kind(first) != Kind.INSTANCE ? null : stringFields(first);
                if (fields != null && string(first, fields[0], fields[1]).equals(marker)) {
                    array = global;
                    stringFields = fields;
                }
            }
        }
        if (array == 0) {
            throw new HprofException("the heap dump lacks the array that links it to what JDWP knows");
        }
        this.stringValue = stringFields[0];
        this.stringCoder = stringFields[1];
        long elements = dump.values(array);
        for (int i = 0; i < known.length; i++) {
            long address = dump.reference(elements + (long) Long.BYTES * (i + 1));
            int ordinal = dump.find(address);
            if (ordinal == 0) {
                throw new HprofException("the heap dump lacks an object that JDWP knows");
            }
            isKnown.set(ordinal);
            knownAt.put(ordinal, i + 1);
            ordinals.put(known[i], ordinal);
            TargetType type = classes.byId(known[i]);
            if (dump.kind(ordinal) == Kind.CLASS) {
                mirrors.put(known[i], 1);
            }
            if (type != null) {
                typesByAddress.put(address, type.index + 1);
                DumpClass dumpedClass = dump.dumpClass(address);
                if (dumpedClass != null) {
                    dumped.put(type, dumpedClass);
                }
            }
        }
        // the Class objects of primitive types are instances in the dump
        int classOfClasses = ordinals.get(classes.one("Ljava/lang/Class;").orElseThrow().id);
        for (long id : known) {
            int ordinal = ordinals.get(id);
            if (dump.kind(ordinal) == Kind.INSTANCE && dump.find(dump.classOf(ordinal)) == classOfClasses) {
                mirrors.put(id, 1);
            }
        }
    }

    /** {@return where value and coder are in an instance, or null if it has no such fields} */
    private int[] stringFields(int instance) {
        DumpClass type = dump.dumpClass(dump.classOf(instance));
        int[] found = {-1, -1};
        int offset = 0;
        for (DumpClass.Field field : type.fields()) {
            if (field.name().equals("value") && field.type() == 'L') {
                found[0] = offset;
            } else if (field.name().equals("coder") && field.type() == 'B') {
                found[1] = offset;
            }
            offset += field.size();
        }
        return found[0] < 0 || found[1] < 0 ? null : found;
    }

    HprofDump dump() {
        return dump;
    }

    /** {@return where an object is in the dump, or 0} @param id from JDWP */
    int ordinal(long id) {
        return ordinals.get(id);
    }

    /** {@return the id for the object table of what is at an address} */
    long id(long address) throws HprofException {
        if (address == 0) {
            return 0;
        }
        int ordinal = dump.find(address);
        if (ordinal == 0) {
            throw new HprofException("the heap dump lacks an object that is referred to");
        }
        int at = isKnown.get(ordinal) ? knownAt.get(ordinal) : 0;
        return at == 0 ? ObjectTable.dumpId(ordinal) : known[at - 1];
    }

    /** {@return the tag for an id that {@link #id} gave} */
    byte tag(long id) {
        return id > 0 && mirrors.get(id) != 0 ? Tags.CLASS_OBJECT : Tags.OBJECT;
    }

    /** {@return the class at an address} */
    TargetType type(long address) throws HprofException {
        int found = typesByAddress.get(address);
        if (found == 0) {
            throw new HprofException("the heap dump has a class that JDWP does not list");
        }
        return classes.all().get(found - 1);
    }

    DumpClass dumped(TargetType type) throws HprofException {
        DumpClass found = dumped.get(type);
        if (found == null) {
            throw new HprofException("the heap dump lacks the class " + type);
        }
        return found;
    }

    String string(int ordinal) throws HprofException {
        return string(ordinal, stringValue, stringCoder);
    }

    private String string(int ordinal, int valueAt, int coderAt) {
        long fields = dump.values(ordinal);
        int array = dump.find(dump.reference(fields + valueAt));
        if (array == 0) {
            return "";
        }
        boolean latin = dump.value(fields + coderAt, 'B') == 0;
        byte[] bytes = new byte[dump.length(array)];
        dump.copy(dump.values(array), bytes, bytes.length);
        if (latin) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        // a charset would replace lone surrogates; the bytes are in the byte order of x86-64 and AArch64
        return ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asCharBuffer()
                .toString();
    }

    /**
     * {@return the JDWP id of a class that was never linked} JDWP lists no such classes, but their {@code Class} objects, in a walk
     * through the heap.
     */
    long unlinkedClass(int ordinal) throws IOException {
        if (unlinked == null) {
            unlinked = unlinkedClasses();
        }
        String name = dump.className(ordinal);
        if (name == null) {
            throw new HprofException("JDWP does not list a class or module that is referred to");
        }
        Long id = unlinked.get(name.startsWith("[") ? name : "L" + name + ";");
        if (id == null || id == 0) {
            throw new HprofException((id == null ? "JDWP does not know the class " : "there are several classes ")
                    + name.replace('/', '.'));
        }
        return id;
    }

    /** By signature; 0 where there are several. */
    private Map<String, Long> unlinkedClasses() throws IOException {
        Map<String, Long> found = new HashMap<>();
        TargetType type = classes.one("Ljava/lang/Class;").orElseThrow();
        for (long id : classes.pipe().ask(Commands.instances(type.id))) {
            if (classes.byId(id) == null) {
                classes.pipe()
                        .send(Commands.signature(id), signature -> found.merge(signature, id, (one, other) -> 0L));
            }
        }
        classes.pipe().finish();
        return found;
    }
}
