package io.jtp.samples.assembled;

import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Objects whose constructor is called long after {@code new}: kept in local variables, through branches, several of one class. */
final class LateConstruction {

    private static final String BUILDER = "java/lang/StringBuilder";
    private static final String FROM_TEXT = "(Ljava/lang/String;)V";

    private LateConstruction() {}

    /** @param version of the class file */
    static byte[] assemble(String name, int version) {
        Assembly program = new Assembly(name, version);
        inLocals(program.method("inLocals", 100));
        throughBranches(program.method("throughBranches", 200));
        twoOfAClass(program.method("twoOfAClass", 300));
        neverConstructed(program.method("neverConstructed", 400));
        return program.toBytes();
    }

    /** Two variables and the operand stack hold it when it is constructed. */
    private static void inLocals(Code code) {
        code.type(Opcodes.NEW, BUILDER).op(Opcodes.DUP, Opcodes.DUP);
        code.local(Opcodes.ASTORE, 0).local(Opcodes.ASTORE, 1).moment();
        code.push("late").local(Opcodes.ALOAD, 1).op(Opcodes.SWAP).moment().construct(BUILDER, FROM_TEXT);
        code.local(Opcodes.ALOAD, 0)
                .push("er")
                .callVirtual(BUILDER, "append", append())
                .op(Opcodes.POP);
        code.local(Opcodes.ALOAD, 1).print("A").print("A").op(Opcodes.RETURN);
        code.end();
    }

    /** The argument is chosen in between, in a loop around all of it. */
    private static void throughBranches(Code code) {
        Label again = new Label();
        Label other = new Label();
        Label join = new Label();
        code.push(2).local(Opcodes.ISTORE, 0);
        code.label(again).type(Opcodes.NEW, BUILDER).op(Opcodes.DUP).local(Opcodes.ASTORE, 1);
        code.local(Opcodes.ILOAD, 0).push(1).jump(Opcodes.IF_ICMPEQ, other);
        code.push("one way").moment().jump(Opcodes.GOTO, join);
        code.label(other).push("other way").moment();
        code.label(join).local(Opcodes.ALOAD, 1).op(Opcodes.SWAP).construct(BUILDER, FROM_TEXT);
        code.print("A")
                .increment(0, -1)
                .local(Opcodes.ILOAD, 0)
                .jump(Opcodes.IFGT, again)
                .op(Opcodes.RETURN);
        code.end();
    }

    /** Constructed in another order than made. */
    private static void twoOfAClass(Code code) {
        code.type(Opcodes.NEW, BUILDER).local(Opcodes.ASTORE, 0);
        code.type(Opcodes.NEW, BUILDER)
                .op(Opcodes.DUP)
                .local(Opcodes.ASTORE, 1)
                .push("second")
                .moment();
        code.construct(BUILDER, FROM_TEXT).local(Opcodes.ALOAD, 0).push("first").moment();
        code.construct(BUILDER, FROM_TEXT).local(Opcodes.ALOAD, 1).local(Opcodes.ALOAD, 0);
        code.moment().print("AA").op(Opcodes.RETURN);
        code.end();
    }

    private static void neverConstructed(Code code) {
        code.type(Opcodes.NEW, BUILDER)
                .local(Opcodes.ASTORE, 0)
                .type(Opcodes.NEW, BUILDER)
                .push(5)
                .momentWithInt();
        code.print("I").op(Opcodes.POP).op(Opcodes.RETURN);
        code.end();
    }

    private static String append() {
        return "(Ljava/lang/String;)Ljava/lang/StringBuilder;";
    }
}
