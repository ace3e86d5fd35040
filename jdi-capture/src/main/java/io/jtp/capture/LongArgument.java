package io.jtp.capture;

import io.jtp.classfile.MethodCode;
import io.jtp.classfile.Surroundings;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Where the last argument of a call, a long, comes from.
 *
 * @param slot the local variable it was loaded from, or {@link #CONSTANT}
 * @param value of a constant
 */
record LongArgument(int slot, long value) {

    static final int CONSTANT = -1;

    /** @param bci of the call */
    static Optional<LongArgument> of(MethodCode code, int bci) {
        return new Surroundings(code, bci).before().flatMap(LongArgument::loadedBy);
    }

    private static Optional<LongArgument> loadedBy(AbstractInsnNode instruction) {
        if (instruction instanceof VarInsnNode load && load.getOpcode() == Opcodes.LLOAD) {
            return Optional.of(new LongArgument(load.var, 0));
        } else if (instruction instanceof LdcInsnNode ldc && ldc.cst instanceof Long constant) {
            return Optional.of(new LongArgument(CONSTANT, constant));
        } else if (instruction.getOpcode() == Opcodes.LCONST_0 || instruction.getOpcode() == Opcodes.LCONST_1) {
            return Optional.of(new LongArgument(CONSTANT, instruction.getOpcode() - Opcodes.LCONST_0));
        }
        return Optional.empty();
    }
}
