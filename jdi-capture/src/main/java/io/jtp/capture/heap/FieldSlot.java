package io.jtp.capture.heap;

import io.jtp.capture.jdwp.FieldEntry;
import io.jtp.snapshot.FieldValue;
import io.jtp.snapshot.Value;
import io.jtp.snapshot.Value.DoubleValue;
import io.jtp.snapshot.Value.FloatValue;
import io.jtp.snapshot.Value.IntValue;
import io.jtp.snapshot.Value.LongValue;
import io.jtp.snapshot.Value.Reference;

/**
 * A field that was read and is to be set by itself.
 *
 * @param type number of the declaring class
 * @param bits as in {@code TaggedValue}, but of a reference the object's index
 */
record FieldSlot(int type, FieldEntry field, long bits) {

    /** {@return the field as the snapshot has it, once every object has its number} */
    FieldValue value(ObjectTable table) {
        Value value = switch (field.signature().charAt(0)) {
            case 'J' -> new LongValue(bits);
            case 'F' -> new FloatValue(Float.intBitsToFloat((int) bits));
            case 'D' -> new DoubleValue(Double.longBitsToDouble(bits));
            case 'L', '[' -> new Reference(table.number((int) bits));
            default -> new IntValue((int) bits);
        };
        return new FieldValue(type, field.name(), field.signature(), value);
    }
}
