package io.jtp.classfile;

import java.util.Arrays;

/**
 * A method's code array, JVMS 4.7.3, without the operands that are constant pool indices. HotSpot numbers constants anew when it redefines a
 * class ({@code VM_RedefineClasses::merge_cp_and_rewrite}), so these say nothing about a class that was.
 */
public final class MaskedCode {

    /** Of the instructions from {@code nop} to {@code jsr_w}, in bytes; 0 where it varies. */
    private static final byte[] LENGTHS = new byte[202];

    private static final int LDC = 18;
    private static final int LDC_W = 19;
    private static final int LDC2_W = 20;
    private static final int IINC = 132;
    private static final int IFEQ = 153;
    private static final int RET = 169;
    private static final int TABLESWITCH = 170;
    private static final int LOOKUPSWITCH = 171;
    private static final int GETSTATIC = 178;
    private static final int INVOKEINTERFACE = 185;
    private static final int INVOKEDYNAMIC = 186;
    private static final int NEW = 187;
    private static final int ANEWARRAY = 189;
    private static final int CHECKCAST = 192;
    private static final int INSTANCEOF = 193;
    private static final int WIDE = 196;
    private static final int MULTIANEWARRAY = 197;

    static {
        Arrays.fill(LENGTHS, (byte) 1);
        set(2, 16, 16);
        set(3, 17, 17);
        set(2, LDC, LDC);
        set(3, LDC_W, LDC2_W);
        set(2, 21, 25);
        set(2, 54, 58);
        set(3, IINC, IINC);
        set(3, IFEQ, 168);
        set(2, RET, RET);
        set(0, TABLESWITCH, LOOKUPSWITCH);
        set(3, GETSTATIC, 184);
        set(5, INVOKEINTERFACE, INVOKEDYNAMIC);
        set(3, NEW, NEW);
        set(2, 188, 188);
        set(3, ANEWARRAY, ANEWARRAY);
        set(3, CHECKCAST, INSTANCEOF);
        set(0, WIDE, WIDE);
        set(4, MULTIANEWARRAY, MULTIANEWARRAY);
        set(3, 198, 199);
        set(5, 200, 201);
    }

    private MaskedCode() {}

    private static void set(int length, int first, int last) {
        Arrays.fill(LENGTHS, first, last + 1, (byte) length);
    }

    /**
     * {@return the code with zeros instead of constant pool indices}
     *
     * @throws IllegalArgumentException if it is no code
     */
    public static byte[] of(byte[] code) {
        byte[] masked = code.clone();
        int at = 0;
        while (at < code.length) {
            int length = length(code, at);
            if (length <= 0 || length > code.length - at) {
                throw new IllegalArgumentException("no instruction at " + at);
            }
            int opcode = code[at] & 0xff;
            if (opcode == LDC) {
                masked[at + 1] = 0;
            } else if (opcode == LDC_W
                    || opcode == LDC2_W
                    || opcode >= GETSTATIC && opcode <= NEW
                    || opcode == ANEWARRAY
                    || opcode == CHECKCAST
                    || opcode == INSTANCEOF
                    || opcode == MULTIANEWARRAY) {
                masked[at + 1] = 0;
                masked[at + 2] = 0;
            }
            at += length;
        }
        return masked;
    }

    private static int length(byte[] code, int at) {
        int opcode = code[at] & 0xff;
        int operands = (at & ~3) + 4;
        return switch (opcode) {
            case TABLESWITCH -> operands - at + 12 + 4 * (u4(code, operands + 8) - u4(code, operands + 4) + 1);
            case LOOKUPSWITCH -> operands - at + 8 + 8 * u4(code, operands + 4);
            case WIDE -> at + 1 < code.length && (code[at + 1] & 0xff) == IINC ? 6 : 4;
            default -> opcode < LENGTHS.length ? LENGTHS[opcode] : 0;
        };
    }

    private static int u4(byte[] code, int at) {
        if (at + 4 > code.length) {
            throw new IllegalArgumentException("no instruction at " + at);
        }
        return code[at] << 24 | (code[at + 1] & 0xff) << 16 | (code[at + 2] & 0xff) << 8 | code[at + 3] & 0xff;
    }
}
