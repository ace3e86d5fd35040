package io.jtp.capture.heap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import org.objectweb.asm.Opcodes;

/** Reads the straight-line code of a lambda's hidden class: loads, casts, conversions, one call, a return. */
final class ProxyCode {

    private static final int WIDE_LDC = 19;
    private static final int WIDE_LDC2 = 20;

    private ProxyCode() {}

    /**
     * Collects what a method refers to.
     *
     * @param calls gets {@code name + descriptor} and {@code owner.name + descriptor} of each method called, and
     *     {@code invokeExact} if a method handle is
     * @param casts gets the internal names of the classes cast to
     * @throws IOException if there is an instruction that such code never has
     */
    static void read(byte[] code, ConstantPool pool, Set<String> calls, Set<String> casts) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(code);
        int at = 0;
        while (at < code.length) {
            int opcode = code[at] & 0xff;
            switch (opcode) {
                case Opcodes.INVOKEVIRTUAL, Opcodes.INVOKESPECIAL, Opcodes.INVOKESTATIC, Opcodes.INVOKEINTERFACE -> {
                    int method = buffer.getChar(at + 1);
                    String called = pool.nameAndDescriptor(method);
                    calls.add(called.startsWith("invokeExact(") ? "invokeExact" : called);
                    calls.add(pool.owner(method) + "." + called);
                }
                case Opcodes.CHECKCAST -> casts.add(pool.className(buffer.getChar(at + 1)));
                default -> {}
            }
            at += length(opcode);
        }
    }

    private static int length(int opcode) throws IOException {
        if (opcode >= Opcodes.NEW && opcode <= Opcodes.ANEWARRAY) {
            return opcode == Opcodes.NEW || opcode == Opcodes.ANEWARRAY ? 3 : 2;
        }
        return switch (opcode) {
            case Opcodes.BIPUSH, Opcodes.LDC -> 2;
            case Opcodes.ILOAD, Opcodes.LLOAD, Opcodes.FLOAD, Opcodes.DLOAD, Opcodes.ALOAD -> 2;
            case Opcodes.ISTORE, Opcodes.LSTORE, Opcodes.FSTORE, Opcodes.DSTORE, Opcodes.ASTORE -> 2;
            case Opcodes.SIPUSH, WIDE_LDC, WIDE_LDC2, Opcodes.CHECKCAST, Opcodes.INSTANCEOF -> 3;
            case Opcodes.GETFIELD, Opcodes.PUTFIELD, Opcodes.GETSTATIC, Opcodes.PUTSTATIC -> 3;
            case Opcodes.INVOKEVIRTUAL, Opcodes.INVOKESPECIAL, Opcodes.INVOKESTATIC -> 3;
            case Opcodes.INVOKEINTERFACE, Opcodes.INVOKEDYNAMIC -> 5;
            default -> {
                boolean branchesOrSwitches = opcode >= Opcodes.IFEQ && opcode <= Opcodes.LOOKUPSWITCH || opcode >= 0xc4;
                if (branchesOrSwitches) {
                    throw new IOException("a lambda's class has an instruction " + opcode + " that we do not expect");
                }
                yield 1;
            }
        };
    }
}
