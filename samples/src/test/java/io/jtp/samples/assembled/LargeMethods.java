package io.jtp.samples.assembled;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Methods that HotSpot does not compile, above 8,000 bytes, and some near the limit of 65,535, where jumps are goto_w. */
final class LargeMethods {

    /** Bytes of code of one piece of {@link #fill}. */
    private static final int PIECE = 5;

    private LargeMethods() {}

    static byte[] assemble() {
        Assembly program = new Assembly("LargeMethods", Opcodes.V17);
        loop(program.method("huge", 100), 4_500, 4_500);
        loop(program.method("momentAtTheEnd", 200), 64_500, 20);
        loop(program.method("momentAtTheBeginning", 300), 20, 64_500);
        return program.toBytes();
    }

    /** {@return a program with a method so long that no entry point fits in} */
    static byte[] assembleFull() {
        Assembly program = new Assembly("FullMethod", Opcodes.V17);
        loop(program.method("full", 100), 30_000, 35_470);
        return program.toBytes();
    }

    /** {@return a program whose constant pool has no room for another constant} */
    static byte[] assembleFullPool() {
        Assembly program = new Assembly("FullPool", Opcodes.V17);
        Code code = program.method("call", 100);
        code.push(5).momentWithInt().print("I").op(Opcodes.RETURN);
        code.end();
        for (int number = 0; number < 65_505; number++) {
            program.writer().newConst(1_000_000 + number);
        }
        return program.toBytes();
    }

    /** Counts to three; the loop's body is so long. */
    private static void loop(Code code, int bytesBefore, int bytesAfter) {
        Label again = new Label();
        Label end = new Label();
        code.push(0).local(Opcodes.ISTORE, 0).push(17).local(Opcodes.ISTORE, 1);
        code.label(again).local(Opcodes.ILOAD, 0).push(3).jump(Opcodes.IF_ICMPGE, end);
        fill(code.sameLine(), bytesBefore);
        code.local(Opcodes.ILOAD, 1).local(Opcodes.ILOAD, 0).momentWithInt();
        code.op(Opcodes.IADD).local(Opcodes.ISTORE, 1);
        fill(code.sameLine(), bytesAfter);
        code.increment(0, 1).jump(Opcodes.GOTO, again);
        code.label(end).local(Opcodes.ILOAD, 1).print("I").op(Opcodes.RETURN);
        code.end();
    }

    private static void fill(MethodVisitor code, int bytes) {
        for (int piece = 0; piece < bytes / PIECE; piece++) {
            code.visitVarInsn(Opcodes.ILOAD, 1);
            code.visitIntInsn(Opcodes.BIPUSH, piece % 120);
            code.visitInsn(piece % 3 == 0 ? Opcodes.IXOR : Opcodes.IADD);
            code.visitVarInsn(Opcodes.ISTORE, 1);
        }
    }
}
