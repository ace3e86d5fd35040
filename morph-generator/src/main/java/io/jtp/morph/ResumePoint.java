package io.jtp.morph;

import io.jtp.classfile.VerifierType;
import java.util.List;

/**
 * A place at which a morphed method can be entered, and how its frame is filled. Activations that agree in all of this share one.
 *
 * @param bci where the frame stands, see {@code Frame.bci}
 * @param kind what happens once the frame is filled
 * @param operands bottom first, without the arguments of the call
 * @param locals one for each slot
 * @param locks one for each monitor, in order of locking
 * @param arguments of the replayed call, receiver first; empty in the innermost frame, and where the call is that of a class initialiser
 *     by the instruction at {@code bci}
 */
record ResumePoint(
        int bci, Kind kind, List<Filling> operands, List<Filling> locals, List<Lock> locks, List<Filling> arguments) {

    enum Kind {
        /** Arrives, then goes on with the instruction at {@code bci}. */
        INNERMOST,
        /** Calls the next frame, by repeating the instruction at {@code bci}. */
        CALL,
        /** Arrives, then calls a native method again. */
        CALL_AFTER_ARRIVAL
    }

    /** Where a value comes from. */
    enum Origin {
        /** {@code Replay} is asked for it. */
        REPLAY,
        /** Zero or null: nobody will look at it. */
        CONSTANT,
        /** A NEW of the resume code's own. */
        NEW,
        /** Nothing to be done: the slot holds it already, or nothing usable. */
        NONE
    }

    /**
     * Where the object of a monitor comes from.
     *
     * @param slots the local variables that hold it; if there are none, {@code Replay} is asked for it
     */
    record Lock(List<Integer> slots) {}

    /**
     * How one value is made.
     *
     * @param type what the verifier knew of it
     * @param cast what a reference is cast to, or empty
     */
    record Filling(Origin origin, VerifierType type, String cast) {
        static final Filling NOTHING = new Filling(Origin.NONE, VerifierType.Basic.TOP, "");
    }
}
