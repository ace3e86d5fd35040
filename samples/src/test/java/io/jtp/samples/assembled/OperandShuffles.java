package io.jtp.samples.assembled;

import org.objectweb.asm.Opcodes;

/** Every form of the instructions that shuffle the operand stack, each left on the stack for the next. */
final class OperandShuffles {

    private OperandShuffles() {}

    static byte[] assemble() {
        Assembly program = new Assembly("OperandShuffles", Opcodes.V17);
        pairs(program.method("pairs", 100));
        singles(program.method("singles", 300));
        removed(program.method("removed", 500));
        return program.toBytes();
    }

    /** dup2, dup2_x1 and dup2_x2 in their two and four forms. */
    private static void pairs(Code code) {
        code.push(11).push("twelve").op(Opcodes.DUP2); // -> IAIA
        code.push(13L).op(Opcodes.DUP2); // -> JJ
        code.push(14).push("fifteen").push(16).op(Opcodes.DUP2_X1); // -> AIIAI
        code.push("seventeen").push(18L).op(Opcodes.DUP2_X1); // -> JAJ
        code.moment();
        code.push(21).push(22F).push("twenty-three").push(24).op(Opcodes.DUP2_X2); // -> AIIFAI
        code.push(25).push("twenty-six").push(27.5).op(Opcodes.DUP2_X2); // -> DIAD
        code.push(28L).push(29).push("thirty").op(Opcodes.DUP2_X2); // -> IAJIA
        code.push(31L).push(32.5).op(Opcodes.DUP2_X2); // -> DJD
        code.moment();
        code.print("DJD").print("AIJAI").print("DAID").print("IAFIIA");
        code.moment();
        code.print("JAJ").print("IAIIA").print("JJ").print("AIAI").op(Opcodes.RETURN);
        code.end();
    }

    /** dup, dup_x1, dup_x2 in its two forms, swap. */
    private static void singles(Code code) {
        code.push(1).op(Opcodes.DUP, Opcodes.NOP); // -> II
        code.push("two").push(3).op(Opcodes.DUP_X1); // -> IAI
        code.push(4).push("five").push(6F).op(Opcodes.DUP_X2); // -> FIAF
        code.push(7.5).push("eight").op(Opcodes.DUP_X2); // -> ADA
        code.push(9).push("ten").op(Opcodes.SWAP); // -> AI
        code.op(Opcodes.NOP).moment().op(Opcodes.NOP);
        code.print("IA").print("ADA").print("FAIF").print("IAI").print("II").op(Opcodes.RETURN);
        code.end();
    }

    /** pop, and pop2 in its two forms, with something below. */
    private static void removed(Code code) {
        code.push("below").push(1).push("two").moment().op(Opcodes.POP2);
        code.push(3L).moment().op(Opcodes.POP2);
        code.push(4.5).op(Opcodes.POP2).push("five").op(Opcodes.POP);
        code.moment().print("A").op(Opcodes.RETURN);
        code.end();
    }
}
