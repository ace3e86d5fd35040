package io.jtp.capture;

import com.sun.jdi.Location;
import io.jtp.capture.jdwp.FieldEntry;
import io.jtp.classfile.MethodCode;
import io.jtp.snapshot.FieldValue;
import io.jtp.snapshot.Frame;
import io.jtp.snapshot.Frame.Treatment;
import io.jtp.snapshot.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongToIntFunction;
import java.util.stream.Stream;

/**
 * A frame of the target, its values still JDWP object ids.
 *
 * @param location method and offset in the code that runs
 * @param code the method's class file, unless the frame is {@link Treatment#OPAQUE}
 * @param bci offset in that class file's code, -1 where the method is native
 * @param line source line, or -1
 * @param locals one for each slot; in a frame that is {@link Treatment#OPAQUE} the parameters' only, or none at all
 *     if it is called by another such frame
 * @param operands bottom first, one for each entry
 * @param monitors object ids in the order of locking, without the lock of a synchronized method itself
 * @param construction what a constructor is making; {@link Construction#NONE} in other methods
 */
record CapturedFrame(
        Location location,
        Optional<MethodCode> code,
        int bci,
        int line,
        Treatment treatment,
        List<Slot> locals,
        List<Slot> operands,
        long[] monitors,
        Construction construction) {

    /** What {@link Frame.Construction} says, its values still JDWP object ids. */
    record Construction(long object, List<FieldSlot> fields) {
        static final Construction NONE = new Construction(0, List.of());

        Frame.Construction toConstruction(int type, LongToIntFunction numbers) {
            return new Frame.Construction(
                    object == 0 ? 0 : numbers.applyAsInt(object),
                    fields.stream()
                            .map(field -> new FieldValue(
                                    type,
                                    field.field().name(),
                                    field.field().signature(),
                                    field.slot().value(numbers)))
                            .toList());
        }
    }

    /** A field with its value. */
    record FieldSlot(FieldEntry field, Slot slot) {}

    /** Is given objects that have to be captured, with where they were found. */
    @FunctionalInterface
    interface Roots {
        void add(long object, String path);
    }

    Frame toFrame(int type, LongToIntFunction numbers) {
        return new Frame(
                type,
                location.method().name(),
                location.method().signature(),
                bci,
                line,
                treatment,
                values(locals, numbers),
                values(operands, numbers),
                Arrays.stream(monitors).mapToObj(numbers::applyAsInt).toList(),
                construction.toConstruction(type, numbers));
    }

    /** Tells all objects that the frame holds. */
    void roots(String thread, Roots roots) {
        if (monitors.length == 0
                && construction.equals(Construction.NONE)
                && Stream.concat(locals.stream(), operands.stream()).noneMatch(Slot::holdsObject)) {
            return;
        }
        String place = thread + ", " + describe() + ", ";
        for (int i = 0; i < locals.size(); i++) {
            if (locals.get(i).holdsObject()) {
                roots.add(locals.get(i).bits(), place + localName(i));
            }
        }
        for (int i = 0; i < operands.size(); i++) {
            if (operands.get(i).holdsObject()) {
                roots.add(operands.get(i).bits(), place + "operand " + i);
            }
        }
        for (long monitor : monitors) {
            roots.add(monitor, place + "monitor");
        }
        roots.add(construction.object(), place + "the object under construction");
        for (FieldSlot field : construction.fields()) {
            if (field.slot().holdsObject()) {
                roots.add(field.slot().bits(), place + "field " + field.field().name());
            }
        }
    }

    private String localName(int slot) {
        boolean isThis = slot == 0 && !location.method().isStatic();
        return code.flatMap(c -> c.localName(slot, bci))
                .map(name -> "local variable " + name)
                .orElse(isThis ? "this" : "local variable in slot " + slot);
    }

    private static List<Value> values(List<Slot> slots, LongToIntFunction numbers) {
        return slots.stream().map(slot -> slot.value(numbers)).toList();
    }

    /** {@return frame and line for a message} */
    String describe() {
        return ProgramThreads.describe(location);
    }
}
