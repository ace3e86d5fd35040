package io.jtp.classfile;

import java.util.Arrays;
import org.objectweb.asm.Opcodes;

/** Where each instruction of a code array ends, JVMS 6.5: for code of which there is no class file to parse. */
public final class Instructions {

    public static final int LDC_W = 19;
    public static final int LDC2_W = 20;
    private static final int WIDE = 196;
    private static final int GOTO_W = 200;
    private static final int JSR_W = 201;

    /** Of the instructions from {@code nop} to {@code jsr_w}, in bytes; 0 where it varies. */
    private static final byte[] LENGTHS = new byte[JSR_W + 1];

    static {
        Arrays.fill(LENGTHS, (byte) 1);
        set(2, Opcodes.BIPUSH, Opcodes.BIPUSH);
        set(3, Opcodes.SIPUSH, Opcodes.SIPUSH);
        set(2, Opcodes.LDC, Opcodes.LDC);
        set(3, LDC_W, LDC2_W);
        set(2, Opcodes.ILOAD, Opcodes.ALOAD);
        set(2, Opcodes.ISTORE, Opcodes.ASTORE);
        set(3, Opcodes.IINC, Opcodes.IINC);
        set(3, Opcodes.IFEQ, Opcodes.JSR);
        set(2, Opcodes.RET, Opcodes.RET);
        set(0, Opcodes.TABLESWITCH, Opcodes.LOOKUPSWITCH);
        set(3, Opcodes.GETSTATIC, Opcodes.INVOKESTATIC);
        set(5, Opcodes.INVOKEINTERFACE, Opcodes.INVOKEDYNAMIC);
        set(3, Opcodes.NEW, Opcodes.NEW);
        set(2, Opcodes.NEWARRAY, Opcodes.NEWARRAY);
        set(3, Opcodes.ANEWARRAY, Opcodes.ANEWARRAY);
        set(3, Opcodes.CHECKCAST, Opcodes.INSTANCEOF);
        set(0, WIDE, WIDE);
        set(4, Opcodes.MULTIANEWARRAY, Opcodes.MULTIANEWARRAY);
        set(3, Opcodes.IFNULL, Opcodes.IFNONNULL);
        set(5, GOTO_W, JSR_W);
    }

    private Instructions() {}

    private static void set(int length, int first, int last) {
        Arrays.fill(LENGTHS, first, last + 1, (byte) length);
    }

    /**
     * {@return how many bytes an instruction takes}
     *
     * @throws IllegalArgumentException if there is none at this offset
     */
    public static int length(byte[] code, int at) {
        int opcode = code[at] & 0xff;
        int operands = (at & ~3) + 4;
        int length = switch (opcode) {
            case Opcodes.TABLESWITCH -> operands - at + 12 + 4 * (u4(code, operands + 8) - u4(code, operands + 4) + 1);
            case Opcodes.LOOKUPSWITCH -> operands - at + 8 + 8 * u4(code, operands + 4);
            case WIDE -> at + 1 < code.length && (code[at + 1] & 0xff) == Opcodes.IINC ? 6 : 4;
            default -> opcode < LENGTHS.length ? LENGTHS[opcode] : 0;
        };
        if (length <= 0 || length > code.length - at) {
            throw new IllegalArgumentException("no instruction at " + at);
        }
        return length;
    }

    private static int u4(byte[] code, int at) {
        if (at + 4 > code.length) {
            throw new IllegalArgumentException("no instruction at " + at);
        }
        return code[at] << 24 | (code[at + 1] & 0xff) << 16 | (code[at + 2] & 0xff) << 8 | code[at + 3] & 0xff;
    }
}
