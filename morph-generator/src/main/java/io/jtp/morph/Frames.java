package io.jtp.morph;

import io.jtp.classfile.TypeState;
import io.jtp.classfile.VerifierType;
import io.jtp.classfile.VerifierType.Basic;
import io.jtp.classfile.VerifierType.ObjectType;
import io.jtp.classfile.VerifierType.UninitializedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;

/** Stack map frames from type states. */
final class Frames {

    private Frames() {}

    /**
     * Makes a frame.
     *
     * @param made for each object under construction, by its NEW's offset in the original, the NEW that made it here
     */
    static FrameNode of(TypeState state, Map<Integer, LabelNode> made) {
        List<Object> locals = new ArrayList<>();
        int used = 0;
        for (int slot = 0; slot < state.locals().size(); slot++) {
            VerifierType type = state.locals().get(slot);
            locals.add(frameType(type, made));
            if (type != Basic.TOP) {
                used = locals.size();
            }
            if (type.isWide()) {
                slot++;
            }
        }
        Object[] stack =
                state.stack().stream().map(type -> frameType(type, made)).toArray();
        return new FrameNode(Opcodes.F_NEW, used, locals.subList(0, used).toArray(), stack.length, stack);
    }

    private static Object frameType(VerifierType type, Map<Integer, LabelNode> made) {
        if (type instanceof ObjectType object) {
            return object.name();
        }
        if (type instanceof UninitializedType uninitialized) {
            return made.get(uninitialized.newOffset());
        }
        return switch ((Basic) type) {
            case TOP -> Opcodes.TOP;
            case INTEGER -> Opcodes.INTEGER;
            case FLOAT -> Opcodes.FLOAT;
            case LONG -> Opcodes.LONG;
            case DOUBLE -> Opcodes.DOUBLE;
            case NULL -> Opcodes.NULL;
            case UNINITIALIZED_THIS -> Opcodes.UNINITIALIZED_THIS;
        };
    }
}
