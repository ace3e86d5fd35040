package io.jtp.capture;

import com.sun.jdi.BooleanValue;
import com.sun.jdi.DoubleValue;
import com.sun.jdi.Field;
import com.sun.jdi.FloatValue;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.PrimitiveValue;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.Value;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.tree.FieldInsnNode;

/** Reads final fields for a frame: static ones, and those of the frame's own {@code this}. Not {@code System.in}, {@code out} and {@code err}, which can be set. */
record FinalFields(StackFrame frame) {

    /** {@return what a field holds, if it is such a one} @param object JDWP id, 0 for a static field */
    Optional<Long> read(FieldInsnNode instruction, long object) {
        ObjectReference receiver = frame.thisObject();
        List<ReferenceType> owners = frame.virtualMachine().classesByName(instruction.owner.replace('/', '.'));
        if (owners.size() != 1
                || instruction.owner.equals("java/lang/System")
                || object != 0 && (receiver == null || receiver.uniqueID() != object)) {
            return Optional.empty();
        }
        ReferenceType owner = owners.get(0);
        Field field = owner.fieldByName(instruction.name);
        if (field == null
                || !field.isFinal()
                || !field.signature().equals(instruction.desc)
                || field.isStatic() != (object == 0)
                || !owner.isInitialized()) {
            return Optional.empty();
        }
        return Optional.of(bits(object == 0 ? owner.getValue(field) : receiver.getValue(field)));
    }

    private static long bits(Value value) {
        if (value instanceof ObjectReference reference) {
            return reference.uniqueID();
        } else if (value instanceof BooleanValue truth) {
            return truth.value() ? 1 : 0;
        } else if (value instanceof FloatValue number) {
            return Float.floatToRawIntBits(number.value());
        } else if (value instanceof DoubleValue number) {
            return Double.doubleToRawLongBits(number.value());
        }
        return value == null ? 0 : ((PrimitiveValue) value).longValue();
    }
}
