package io.jtp.classfile;

import org.objectweb.asm.Opcodes;

/**
 * A method's code array, JVMS 4.7.3, without the operands that are constant pool indices. HotSpot numbers constants anew when it redefines a
 * class ({@code VM_RedefineClasses::merge_cp_and_rewrite}), so these say nothing about a class that was.
 */
public final class MaskedCode {

    private MaskedCode() {}

    /**
     * {@return the code with zeros instead of constant pool indices}
     *
     * @throws IllegalArgumentException if it is no code
     */
    public static byte[] of(byte[] code) {
        byte[] masked = code.clone();
        int next;
        for (int at = 0; at < code.length; at = next) {
            next = at + Instructions.length(code, at);
            int opcode = code[at] & 0xff;
            if (opcode == Opcodes.LDC) {
                masked[at + 1] = 0;
            } else if (opcode == Instructions.LDC_W
                    || opcode == Instructions.LDC2_W
                    || opcode >= Opcodes.GETSTATIC && opcode <= Opcodes.NEW
                    || opcode == Opcodes.ANEWARRAY
                    || opcode == Opcodes.CHECKCAST
                    || opcode == Opcodes.INSTANCEOF
                    || opcode == Opcodes.MULTIANEWARRAY) {
                masked[at + 1] = 0;
                masked[at + 2] = 0;
            }
        }
        return masked;
    }
}
