package io.jtp.inspect;

import io.jtp.snapshot.LoadedClass;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the fields of a class's instances are in a row of {@link io.jtp.snapshot.HeapBlock.Instances}.
 *
 * @param rowSize bytes
 * @param slots the fields, the topmost superclass's first
 * @param references offsets of those that hold references
 */
record InstanceLayout(int rowSize, List<Slot> slots, int[] references) {

    /**
     * A field in a row.
     *
     * @param type the class that declares it
     * @param offset in the row
     */
    record Slot(int type, String name, String descriptor, int offset) {
        boolean isReference() {
            return descriptor.startsWith("L") || descriptor.startsWith("[");
        }
    }

    static InstanceLayout of(List<LoadedClass> classes, int type) {
        List<Integer> line = new ArrayList<>();
        for (int each = type; each != LoadedClass.NONE; each = classes.get(each).superclass()) {
            line.add(0, each);
        }
        List<Slot> slots = new ArrayList<>();
        int offset = 0;
        for (int each : line) {
            for (LoadedClass.Field field : classes.get(each).fields()) {
                slots.add(new Slot(each, field.name(), field.descriptor(), offset));
                offset += width(field.descriptor());
            }
        }
        int[] references =
                slots.stream().filter(Slot::isReference).mapToInt(Slot::offset).toArray();
        return new InstanceLayout(offset, List.copyOf(slots), references);
    }

    /** {@return the bytes that a value takes in bulk data} */
    static int width(String descriptor) {
        return switch (descriptor.charAt(0)) {
            case 'Z', 'B' -> Byte.BYTES;
            case 'C', 'S' -> Short.BYTES;
            case 'J', 'D' -> Long.BYTES;
            default -> Integer.BYTES;
        };
    }

    /** {@return the field of this name, that of the lowest class if there are several; null if there is none} */
    Slot slot(String name) {
        Slot found = null;
        for (Slot slot : slots) {
            found = slot.name().equals(name) ? slot : found;
        }
        return found;
    }
}
