package io.jtp.capture;

import io.jtp.classfile.VerifierType;
import io.jtp.classfile.VerifierType.Basic;
import io.jtp.classfile.VerifierType.UninitializedType;
import io.jtp.snapshot.Value;
import java.util.function.LongToIntFunction;

/**
 * A local variable or operand of a frame, not yet told in terms of the snapshot.
 *
 * @param type as the verifier knows it
 * @param bits JDWP object id (0 is null), integer, or raw bits of a float or double
 */
record Slot(VerifierType type, long bits) {

    static final Slot TOP = new Slot(Basic.TOP, 0);

    /** {@return whether it holds an object that has to be captured too} */
    boolean holdsObject() {
        return type.isReference() && !type.isUninitialized() && bits != 0;
    }

    /** {@return this as a value of the snapshot} @param numbers object numbers by JDWP object id */
    Value value(LongToIntFunction numbers) {
        if (type instanceof UninitializedType uninitialized) {
            return new Value.Uninitialized(uninitialized.newOffset());
        } else if (type instanceof Basic basic) {
            return switch (basic) {
                case TOP -> Value.TOP;
                case INTEGER -> new Value.IntValue((int) bits);
                case FLOAT -> new Value.FloatValue(Float.intBitsToFloat((int) bits));
                case LONG -> new Value.LongValue(bits);
                case DOUBLE -> new Value.DoubleValue(Double.longBitsToDouble(bits));
                case NULL -> Value.NULL;
                case UNINITIALIZED_THIS -> new Value.Uninitialized(Value.Uninitialized.THIS);
            };
        }
        return bits == 0 ? Value.NULL : new Value.Reference(numbers.applyAsInt(bits));
    }
}
