package io.jtp.classfile;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A call in a method's code.
 *
 * @param bci byte code offset of the invoke instruction
 * @param opcode of that instruction
 * @param owner internal name (or array descriptor) of the class named by the instruction; empty for invokedynamic
 * @param ownerIsInterface whether the constant is an InterfaceMethodref
 */
public record Invocation(int bci, int opcode, String owner, String name, String descriptor, boolean ownerIsInterface) {

    /** {@return whether it is an invokedynamic} */
    public boolean isDynamic() {
        return opcode == Opcodes.INVOKEDYNAMIC;
    }

    /** {@return whether a receiver is on the stack below the arguments} */
    public boolean hasReceiver() {
        return opcode != Opcodes.INVOKESTATIC && !isDynamic();
    }

    /** {@return how many entries of the operand stack the call consumes, receiver included} */
    public int argumentEntries() {
        return Type.getArgumentCount(descriptor) + (hasReceiver() ? 1 : 0);
    }
}
