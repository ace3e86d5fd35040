package io.jtp.capture;

import io.jtp.capture.CapturedFrame.Construction;
import io.jtp.capture.CapturedFrame.FieldSlot;
import io.jtp.capture.FrameReader.Shape;
import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.FieldEntry;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.classfile.Invocation;
import io.jtp.classfile.MethodCode;
import io.jtp.classfile.VerifierType;
import io.jtp.classfile.VerifierType.Basic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Finds what the constructors on a stack are making. The frames of one object's constructors follow one another, that of its class
 * outermost. Once {@code Object.<init>} has returned the object can be known anywhere, so it has to be that very one; before, only its
 * fields matter, and there are only those that can be set on an uninitialised object: a constructor's own class's.
 */
final class Constructions {

    private static final long UNKNOWN = 0;

    private final JdwpPipe pipe;
    private final RunningMorphs morphs;
    private final List<Shape> shapes;
    private final long[] objects;
    /** Whether {@code Object.<init>} has returned. */
    private final boolean[] complete;

    private Constructions(JdwpPipe pipe, RunningMorphs morphs, List<Shape> shapes) {
        this.pipe = pipe;
        this.morphs = morphs;
        this.shapes = shapes;
        this.objects = new long[shapes.size()];
        this.complete = new boolean[shapes.size()];
    }

    /**
     * {@return for each frame what it makes}
     *
     * @param morphs the target's
     * @param shapes of all frames, outermost first
     */
    static List<Construction> of(JdwpPipe pipe, RunningMorphs morphs, List<Shape> shapes) throws IOException {
        return new Constructions(pipe, morphs, shapes).find();
    }

    private List<Construction> find() throws IOException {
        List<Construction> found = new ArrayList<>();
        for (int i = shapes.size() - 1; i >= 0; i--) {
            found.add(0, isConstructor(i) ? construction(i) : Construction.NONE);
        }
        // what an inner frame of the same object could not tell its caller may have told meanwhile
        for (int i = 0; i < found.size(); i++) {
            if (complete[i]) {
                found.set(i, new Construction(objects[i], List.of()));
            }
        }
        return found;
    }

    private boolean isConstructor(int frame) {
        return shapes.get(frame).code().map(MethodCode::isConstructor).orElse(false);
    }

    private Construction construction(int frame) throws IOException {
        Shape shape = shapes.get(frame);
        boolean calledAnother = !shape.locals().contains(Basic.UNINITIALIZED_THIS)
                && !shape.operands().contains(Basic.UNINITIALIZED_THIS)
                && receiver(frame) != Basic.UNINITIALIZED_THIS;
        if (calledAnother) {
            complete[frame] = true;
            objects[frame] = self(shape);
        } else if (receiver(frame) == Basic.UNINITIALIZED_THIS && isConstructor(frame + 1)) {
            complete[frame] = complete[frame + 1];
            objects[frame] = objects[frame + 1];
        }
        if (!complete[frame]) {
            return new Construction(UNKNOWN, fields(shape));
        }
        if (objects[frame] == UNKNOWN
                && frame > 0
                && shapes.get(frame - 1).code().isPresent()) {
            objects[frame] = awaited(frame - 1);
        }
        return Construction.NONE;
    }

    /** {@return what the verifier knows of the receiver of the call that a frame is in; TOP if there is none} */
    private VerifierType receiver(int frame) {
        Shape shape = shapes.get(frame);
        if (frame + 1 == shapes.size() || shape.code().isEmpty()) {
            return Basic.TOP;
        }
        int bci = shape.bci();
        boolean hasReceiver = shape.code()
                .get()
                .invocationAt(bci)
                .map(Invocation::hasReceiver)
                .orElse(false);
        return hasReceiver
                ? shape.code().get().stateAt(bci).stack().get(shape.operands().size())
                : Basic.TOP;
    }

    /** {@return the object that a constructor was called for} */
    private long self(Shape shape) {
        MethodCode code = shape.code().orElseThrow();
        for (AbstractInsnNode each : code.node().instructions) {
            if (each instanceof VarInsnNode access && access.var == 0 && access.getOpcode() >= Opcodes.ISTORE) {
                return UNKNOWN;
            }
        }
        return shape.locals().get(0).isReference() ? shape.live().locals().reference(0) : UNKNOWN;
    }

    /** {@return the object that the caller of a constructor will have when it returns} */
    private long awaited(int caller) {
        Shape shape = shapes.get(caller);
        OptionalInt standIn = morphs.standIn(shape.location());
        return standIn.isPresent()
                ? shape.live().locals().reference(standIn.getAsInt())
                : held(shape, receiver(caller));
    }

    /** {@return the object that a frame holds with this type} */
    private long held(Shape shape, VerifierType type) {
        for (int i = 0; i < shape.locals().size(); i++) {
            if (shape.locals().get(i).equals(type) && type.isUninitialized()) {
                return shape.live().locals().reference(i);
            }
        }
        int at = 0;
        for (VerifierType operand : shape.operands()) {
            if (operand.equals(type) && type.isUninitialized()) {
                return shape.live().operands().reference(at);
            }
            at += operand.isWide() ? 2 : 1;
        }
        return UNKNOWN;
    }

    /** {@return the fields that a constructor's own class declares and that are not zero} */
    private List<FieldSlot> fields(Shape shape) throws IOException {
        long self = held(shape, Basic.UNINITIALIZED_THIS);
        long type = shape.location().declaringType().classObject().uniqueID();
        List<FieldEntry> fields = pipe.ask(Commands.fields(type)).stream()
                .filter(field -> !field.isStatic())
                .toList();
        if (fields.isEmpty()) {
            return List.of();
        }
        if (self == UNKNOWN) {
            throw new IOException("the target does not show the object that " + shape.location() + " makes");
        }
        long[] ids = fields.stream().mapToLong(FieldEntry::id).toArray();
        long[] bits = pipe.ask(Commands.fieldValues(self, ids)).stream()
                .mapToLong(value -> value.bits())
                .toArray();
        List<FieldSlot> slots = new ArrayList<>();
        for (int i = 0; i < bits.length; i++) {
            if (bits[i] != 0) {
                VerifierType slotType =
                        VerifierType.of(Type.getType(fields.get(i).signature()));
                slots.add(new FieldSlot(fields.get(i), new Slot(slotType, bits[i])));
            }
        }
        return slots;
    }
}
