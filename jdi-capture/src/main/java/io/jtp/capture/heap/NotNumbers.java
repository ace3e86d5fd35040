package io.jtp.capture.heap;

import io.jtp.capture.jdwp.ArrayRegion;
import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.capture.jdwp.WholeArrays;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Floats and doubles that are not a number. There are many such values, with different bits, and in a heap dump all of them look alike (HotSpot's
 * {@code DumperSupport::dump_float}); so what the target has in these variables is asked for over JDWP.
 */
final class NotNumbers {

    /** The value that stands for all in a dump: that of {@code Float.NaN}. */
    static final int FLOAT = 0x7fc0_0000;

    /** The same for doubles. */
    static final long DOUBLE = 0x7ff8_0000_0000_0000L;

    private final JdwpPipe pipe;
    private final ObjectTable table;
    private final IntList objects = new IntList();

    NotNumbers(JdwpPipe pipe, ObjectTable table) {
        this.pipe = pipe;
        this.table = table;
    }

    /** Takes note of an object or an array with such a value in it. */
    void add(int object) {
        objects.add(object);
    }

    /** {@return whether a variable of this type can hold one} */
    static boolean isPossible(char descriptor) {
        return descriptor == 'F' || descriptor == 'D';
    }

    /** {@return whether these bits, read from a dump, are one} */
    static boolean is(char descriptor, long bits) {
        return descriptor == 'F' && (int) bits == FLOAT || descriptor == 'D' && bits == DOUBLE;
    }

    /** {@return those that were added} */
    int[] objects() {
        return objects.toArray();
    }

    /** Reads them. @param ids JDWP ids of {@link #objects} */
    void read(long... ids) throws IOException {
        Map<Integer, Long> idsOf = new HashMap<>();
        Map<CapturedType, Set<Integer>> byType = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            int object = objects.get(i);
            idsOf.put(object, ids[i]);
            byType.computeIfAbsent(table.type(object), any -> new HashSet<>()).add(object);
        }
        for (Map.Entry<CapturedType, Set<Integer>> each : byType.entrySet()) {
            CapturedType type = each.getKey();
            ByteStore.Place place = type.store instanceof InstanceStore
                    ? fields(type.layout, idsOf)
                    : elements(Layout.size(type.type.signature.substring(1)), idsOf);
            ((ByteStore) type.store).visit(each.getValue(), place);
        }
        pipe.finish();
    }

    private ByteStore.Place fields(Layout layout, Map<Integer, Long> ids) {
        List<Layout.Slot> slots = layout.slots().stream()
                .filter(slot -> isPossible(slot.field().signature().charAt(0)) && !slot.leftOut())
                .toList();
        long[] fields = slots.stream().mapToLong(slot -> slot.field().id()).toArray();
        return (object, bytes, offset, length) -> pipe.send(Commands.fieldValues(ids.get(object), fields), values -> {
            for (int i = 0; i < slots.size(); i++) {
                Layout.Slot slot = slots.get(i);
                put(bytes, offset + slot.offset(), slot.size(), values.get(i).bits());
            }
        });
    }

    private ByteStore.Place elements(int size, Map<Integer, Long> ids) {
        return (object, bytes, offset, length) -> WholeArrays.inPieces(
                length / size,
                (first, count) -> pipe.send(Commands.elements(ids.get(object), first, count), (ArrayRegion region) -> {
                    for (int i = 0; i < count; i++) {
                        put(bytes, offset + (first + i) * size, size, region.values()[i]);
                    }
                }));
    }

    private static void put(byte[] bytes, int offset, int size, long bits) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (size == Long.BYTES) {
            buffer.putLong(offset, bits);
        } else {
            buffer.putInt(offset, (int) bits);
        }
    }
}
