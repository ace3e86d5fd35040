package io.jtp.morph;

import io.jtp.classfile.Invocation;
import io.jtp.classfile.VerifierType;
import java.util.List;
import java.util.Optional;

/**
 * A place at which a morphed method can be entered, and how its frame is filled. Activations that agree in all of this share one.
 *
 * @param bci where the frame stands, see {@code Frame.bci}
 * @param kind what happens once the frame is filled
 * @param passed in a constructor that had called another one for its object: that call, which is made again and does nothing, after which
 *     {@code Replay.entry} is asked once more for the values
 * @param fields that a constructor had set before it called another one
 * @param operands bottom first, without the arguments of the call
 * @param locals one for each slot
 * @param locks one for each monitor, in order of locking
 * @param standIn the object that the replayed call is making, if there is one already that takes the place of what it makes this time
 * @param arguments of the replayed call, receiver first; empty in the innermost frame, and where the call is that of a class initialiser
 *     by the instruction at {@code bci}
 */
record ResumePoint(
        int bci,
        Kind kind,
        Optional<Invocation> passed,
        List<Setting> fields,
        List<Filling> operands,
        List<Filling> locals,
        List<Lock> locks,
        Optional<Filling> standIn,
        List<Filling> arguments) {

    /**
     * Where a constructor is entered to do nothing but what the verifier demands.
     *
     * @param call by which the constructor calls another one for its own object
     */
    static ResumePoint pass(Invocation call) {
        return new ResumePoint(
                call.bci(),
                Kind.PASS,
                Optional.of(call),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    /** Where the frame stands tells most of them apart, and there is one to be looked up for each frame. */
    @Override
    public int hashCode() {
        return Integer.hashCode(bci);
    }

    enum Kind {
        /** Arrives, then goes on with the instruction at {@code bci}. */
        INNERMOST,
        /** Calls the next frame, by repeating the instruction at {@code bci}. */
        CALL,
        /** Arrives, then calls again what blocks: a native method, or what leads to one. */
        CALL_AFTER_ARRIVAL,
        /** Returns as soon as the constructor that was passed has returned. */
        PASS
    }

    /** Where a value comes from. */
    enum Origin {
        /** {@code Replay} is asked for it. */
        REPLAY,
        /** Zero or null: nobody will look at it. */
        CONSTANT,
        /** A NEW of the resume code's own. */
        NEW,
        /** The frame's own {@code this}, which no other constructor has been called for. */
        THIS,
        /** Nothing to be done: the slot holds it already, or nothing usable. */
        NONE
    }

    /**
     * Where the object of a monitor comes from.
     *
     * @param slots the local variables that hold it; if there are none, {@code Replay} is asked for it
     */
    record Lock(List<Integer> slots) {}

    /** A field of {@code this}, declared by the method's own class. */
    record Setting(String name, String descriptor, Filling value) {}

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
