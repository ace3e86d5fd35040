package io.jtp.capture;

import com.sun.jdi.Location;
import io.jtp.snapshot.Frame;
import io.jtp.snapshot.Frame.Treatment;
import io.jtp.snapshot.Value;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongToIntFunction;

/**
 * A frame of the target, its values still JDWP object ids.
 *
 * @param location method and offset; of no meaning where the method is native
 * @param line source line, or -1
 * @param locals one for each slot; the parameters' only, in a frame that is {@link Treatment#OPAQUE}
 * @param operands bottom first, one for each entry
 * @param monitors object ids in the order of locking, without the lock of a synchronized method itself
 */
record CapturedFrame(
        Location location, int line, Treatment treatment, List<Slot> locals, List<Slot> operands, long[] monitors) {

    Frame toFrame(int type, LongToIntFunction numbers) {
        return new Frame(
                type,
                location.method().name(),
                location.method().signature(),
                location.method().isNative() ? -1 : (int) location.codeIndex(),
                line,
                treatment,
                values(locals, numbers),
                values(operands, numbers),
                Arrays.stream(monitors).mapToObj(numbers::applyAsInt).toList());
    }

    private static List<Value> values(List<Slot> slots, LongToIntFunction numbers) {
        return slots.stream().map(slot -> slot.value(numbers)).toList();
    }

    /** {@return frame and line for a message} */
    String describe() {
        return ProgramThreads.describe(location);
    }
}
