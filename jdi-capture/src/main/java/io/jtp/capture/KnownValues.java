package io.jtp.capture;

import io.jtp.classfile.Invocation;
import io.jtp.classfile.MethodCode;
import io.jtp.classfile.TypeState;
import io.jtp.classfile.ValueNumbers;
import io.jtp.classfile.VerifierType;
import io.jtp.classfile.VerifierType.Basic;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of the values in a frame: constants, what has been read of some slots and of final fields, and with that what all slots hold that
 * have the same values. The frame stands at a call, or where it enters a monitor.
 */
final class KnownValues {
    private final MethodCode code;
    private final int bci;
    private final TypeState state;
    /** What that instruction takes from the operand stack. */
    private final int taken;

    private final FinalFields fields;
    /** Local variables that have been read, by slot. */
    private final Map<Integer, Long> locals = new HashMap<>();
    /** What the instruction takes last, if that has been told. */
    private OptionalLong top = OptionalLong.empty();
    /** Made when a value is asked for that has not been read: in a long method this takes its time. */
    private Map<ValueNumbers.Number, Long> known;

    KnownValues(MethodCode code, int bci, FinalFields fields) {
        this.fields = fields;
        this.code = code;
        this.bci = bci;
        this.state = code.stateAt(bci);
        this.taken = code.invocationAt(bci).map(Invocation::argumentEntries).orElse(1);
    }

    MethodCode code() {
        return code;
    }

    int bci() {
        return bci;
    }

    VerifierType localType(int slot) {
        return state.locals().get(slot);
    }

    /** {@return how many operands stay while the instruction is under way} */
    int operandCount() {
        return state.stack().size() - taken;
    }

    void tellLocal(int slot, long bits) {
        locals.put(slot, bits);
    }

    void tellTop(long bits) {
        top = OptionalLong.of(bits);
    }

    /** {@return what has been read of a local variable} */
    Optional<Slot> read(int slot) {
        return Optional.ofNullable(locals.get(slot)).map(bits -> new Slot(localType(slot), bits));
    }

    /** {@return what a local variable holds, if that is known} */
    Optional<Slot> local(int slot) {
        VerifierType type = localType(slot);
        return type == Basic.TOP || type.isUninitialized()
                ? Optional.empty()
                : read(slot).or(() -> find(code.values().local(bci, slot), type));
    }

    /** {@return an operand, if it is known} An object under construction is: it is made again. */
    Optional<Slot> operand(int index) {
        VerifierType type = state.stack().get(index);
        if (type.isUninitialized()) {
            return Optional.of(new Slot(type, 0));
        } else if (index == state.stack().size() - 1 && top.isPresent()) {
            return Optional.of(new Slot(type, top.getAsLong()));
        }
        return find(code.values().operand(bci, index), type);
    }

    /** {@return an argument of the call, if it is known} @param entry the receiver, if there is one, is the first */
    Optional<Slot> argument(int entry, VerifierType type) {
        return find(code.values().operand(bci, operandCount() + entry), type);
    }

    private Optional<Slot> find(ValueNumbers.Number number, VerifierType type) {
        if (type == Basic.NULL) {
            return Optional.of(new Slot(type, 0));
        }
        return number.constant()
                .map(KnownValues::bits)
                .or(() -> Optional.ofNullable(known().get(number)))
                .or(() -> number.field().flatMap(this::read))
                .map(bits -> new Slot(type, bits));
    }

    private Map<ValueNumbers.Number, Long> known() {
        if (known == null) {
            known = new IdentityHashMap<>();
            locals.forEach((slot, bits) -> known.put(code.values().local(bci, slot), bits));
            top.ifPresent(bits ->
                    known.put(code.values().operand(bci, state.stack().size() - 1), bits));
        }
        return known;
    }

    private Optional<Long> read(ValueNumbers.Field field) {
        if (field.of() == null) {
            return fields.read(field.instruction(), 0);
        }
        Long object = known().get(field.of());
        return object == null ? Optional.empty() : fields.read(field.instruction(), object);
    }

    private static long bits(Object constant) {
        if (constant instanceof Float number) {
            return Float.floatToRawIntBits(number);
        } else if (constant instanceof Double number) {
            return Double.doubleToRawLongBits(number);
        }
        return ((Number) constant).longValue();
    }
}
