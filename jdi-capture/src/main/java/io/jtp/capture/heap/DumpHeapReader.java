package io.jtp.capture.heap;

import io.jtp.capture.hprof.DumpClass;
import io.jtp.capture.hprof.HprofDump;
import io.jtp.capture.hprof.HprofException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads objects from a heap dump, for a target on this machine. The dump is made when the first object is asked for; all objects that are
 * known from JDWP by then are found in it by way of {@link DumpLink}.
 */
final class DumpHeapReader implements HeapReader {

    /**
     * Where the values of a layout's slots are in a dumped object.
     *
     * @param offsets in bytes; -1 for slots that are left out
     * @param types as in {@link DumpClass.Field}
     */
    private record Plan(int[] offsets, char[] types) {}

    private final TargetClasses classes;
    private final ObjectTable table;
    private final Answers answers;
    private final HeapDumper dumper;
    private final Map<TargetType, Plan> plans = new HashMap<>();

    /** The type of the last object, with its plan: the next one is often of the same. */
    private CapturedType planned;

    private Plan plan;
    private final byte[] piece = new byte[1 << 16];
    private DumpLink link;
    private HprofDump dump;
    private long[] bits = new long[64];
    private byte[] tags = new byte[64];

    DumpHeapReader(TargetClasses classes, ObjectTable table, Answers answers, HeapDumper dumper) {
        this.classes = classes;
        this.table = table;
        this.answers = answers;
        this.dumper = dumper;
    }

    /** Everything is at hand. */
    @Override
    public boolean knows(int object) throws IOException {
        if (dump == null) {
            link = DumpLink.make(classes, table, dumper);
            dump = link.dump();
            table.expectDump(dump.size());
        }
        if (table.type(object) == null) {
            answers.type(object, type(ordinal(object)));
        }
        return true;
    }

    private int ordinal(int object) throws HprofException {
        int ordinal = ordinalIfKnown(object);
        if (ordinal == 0) {
            throw new HprofException("the heap dump lacks " + table.path(object));
        }
        return ordinal;
    }

    private TargetType type(int ordinal) throws HprofException {
        return switch (dump.kind(ordinal)) {
            case INSTANCE, REFERENCE_ARRAY -> link.type(dump.classOf(ordinal));
            case PRIMITIVE_ARRAY -> classes.one("[" + dump.elementType(ordinal)).orElseThrow();
            case CLASS -> classes.one("Ljava/lang/Class;").orElseThrow();
        };
    }

    @Override
    public void identify(IntList objects) {
        throw new IllegalStateException("everything is known");
    }

    @Override
    public int length(int array) throws IOException {
        return dump.length(ordinal(array));
    }

    @Override
    public void fields(int object, CapturedType type) throws IOException {
        if (type != planned) {
            plan = plans.get(type.type);
            if (plan == null) {
                plan = plan(type);
                plans.put(type.type, plan);
            }
            planned = type;
        }
        int count = plan.offsets().length;
        if (bits.length < count) {
            bits = new long[count];
            tags = new byte[count];
        }
        long values = dump.values(ordinal(object));
        boolean notNumber = false;
        for (int i = 0; i < count; i++) {
            int offset = plan.offsets()[i];
            char valueType = plan.types()[i];
            if (offset < 0) {
                bits[i] = 0;
            } else if (valueType == 'L') {
                bits[i] = link.id(dump.reference(values + offset));
                tags[i] = link.tag(bits[i]);
            } else {
                bits[i] = dump.value(values + offset, valueType);
                tags[i] = (byte) valueType;
                notNumber |= NotNumbers.is(valueType, bits[i]);
            }
        }
        if (notNumber) {
            if (type.early) {
                throw new HprofException(
                        "a heap dump does not tell which value that is not a number " + type.type + " has");
            }
            answers.notNumber(object);
        }
        answers.row(object, type, bits, tags);
    }

    private Plan plan(CapturedType type) throws HprofException {
        Map<String, Integer> offsets = new HashMap<>();
        int offset = 0;
        for (TargetType declaring = type.type; declaring != null; declaring = declaring.superclass) {
            DumpClass dumped = link.dumped(declaring);
            for (DumpClass.Field field : dumped.fields()) {
                String key = declaring.index + " " + field.type() + field.name();
                if (offsets.put(key, offset) != null) {
                    throw new HprofException(
                            declaring + " has two fields " + field.name() + " that look alike in a heap dump");
                }
                offset += field.size();
            }
        }
        List<Layout.Slot> slots = type.layout.slots();
        int[] at = new int[slots.size()];
        char[] types = new char[slots.size()];
        for (int i = 0; i < at.length; i++) {
            Layout.Slot slot = slots.get(i);
            types[i] = slot.isReference() ? 'L' : slot.field().signature().charAt(0);
            Integer found = offsets.get(
                    slot.declaring().index + " " + types[i] + slot.field().name());
            if (found == null) {
                throw new HprofException(
                        "the heap dump lacks the field " + slot.field().name() + " of " + type.type);
            }
            at[i] = slot.leftOut() ? -1 : found;
        }
        return new Plan(at, types);
    }

    @Override
    public void text(int object) throws IOException {
        answers.text(object, link.string(ordinal(object)));
    }

    @Override
    public boolean isNamelessString(int object, Set<String> contents) throws HprofException {
        return table.id(object) < 0 && contents.contains(link.string(ordinal(object)));
    }

    @Override
    public void elements(int object, CapturedType type, int length) throws IOException {
        long values = dump.values(ordinal(object));
        if (type.store instanceof PrimitiveArrayStore store) {
            char element = type.type.signature.charAt(1);
            int size = Layout.size(type.type.signature.substring(1));
            if (NotNumbers.isPossible(element) && hasNotNumber(values, length, size, element)) {
                answers.notNumber(object);
            }
            primitives(values, length * size, size, store.addArray(object, length));
        } else if (type.store instanceof ReferenceArrayStore store) {
            TargetType exact = classes.exact(type.type.signature.substring(1));
            IntList elements = store.addArray(object, length);
            for (int i = 0; i < length; i++) {
                long id = link.id(dump.reference(values + (long) Long.BYTES * i));
                elements.add(answers.found(id, link.tag(id), exact, object, i));
            }
        }
    }

    private boolean hasNotNumber(long values, int length, int size, char element) {
        for (int i = 0; i < length; i++) {
            if (NotNumbers.is(element, dump.value(values + (long) size * i, element))) {
                return true;
            }
        }
        return false;
    }

    /** Copies big-endian values into a little-endian sink. */
    private void primitives(long values, int bytes, int size, ByteSink sink) {
        for (int done = 0; done < bytes; done += piece.length) {
            int count = Math.min(piece.length, bytes - done);
            dump.copy(values + done, piece, count);
            for (int at = 0; size > 1 && at < count; at += size) {
                for (int left = at, right = at + size - 1; left < right; left++, right--) {
                    byte swapped = piece[left];
                    piece[left] = piece[right];
                    piece[right] = swapped;
                }
            }
            sink.put(piece, count);
        }
    }

    /** Its own answers have come at once, but names are asked for over JDWP. */
    @Override
    public void finish() throws IOException {
        classes.pipe().finish();
    }

    @Override
    public long jdwpId(int object) throws IOException {
        long id = table.id(object);
        if (id > 0) {
            return id;
        }
        return link.unlinkedClass(ObjectTable.ordinal(id));
    }

    @Override
    public boolean isLive() {
        return false;
    }

    /** Ordinals ascend with addresses, and there are not many more of them than objects: no comparisons are needed. */
    @Override
    public int[] inOrder(int... objects) {
        int[] byOrdinal = new int[dump.size() + 1];
        int[] ordered = new int[objects.length];
        int count = 0;
        for (int object : objects) {
            int ordinal = ordinalIfKnown(object);
            if (ordinal == 0 || byOrdinal[ordinal] != 0) {
                ordered[count++] = object;
            } else {
                byOrdinal[ordinal] = object;
            }
        }
        for (int object : byOrdinal) {
            if (object != 0) {
                ordered[count++] = object;
            }
        }
        return ordered;
    }

    @Override
    public long address(int object) {
        int ordinal = ordinalIfKnown(object);
        return ordinal == 0 ? 0 : dump.address(ordinal);
    }

    private int ordinalIfKnown(int object) {
        long id = table.id(object);
        return id < 0 ? ObjectTable.ordinal(id) : link.ordinal(id);
    }

    @Override
    public Located locate(int... objects) throws IOException {
        return new Locator(table).locate(objects);
    }

    @Override
    public void close() throws IOException {
        if (dump != null) {
            dump.close();
        }
    }
}
