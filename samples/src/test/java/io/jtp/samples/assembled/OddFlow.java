package io.jtp.samples.assembled;

import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Loops that go round with operands on the stack, loops with two entries, handlers that cover themselves, slots that change their type. */
final class OddFlow {

    private static final String EXCEPTION = "java/lang/IllegalStateException";

    private OddFlow() {}

    /** @param version of the class file */
    static byte[] assemble(String name, int version) {
        Assembly program = new Assembly(name, version);
        loopWithOperands(program.method("loopWithOperands", 100));
        twoEntries(program.method("twoEntries", 200));
        coversItself(program.method("coversItself", 300));
        reusedSlots(program.method("reusedSlots", 400));
        return program.toBytes();
    }

    /** Stack before each round: text, long, int. */
    private static void loopWithOperands(Code code) {
        Label inner = new Label();
        Label outer = new Label();
        code.push(3).local(Opcodes.ISTORE, 0);
        code.push("below").push(7L).push(0);
        code.label(outer).push(2).local(Opcodes.ISTORE, 1);
        code.label(inner).local(Opcodes.ILOAD, 0).local(Opcodes.ILOAD, 1);
        code.op(Opcodes.IMUL).momentWithInt().op(Opcodes.IADD);
        code.increment(1, -1).local(Opcodes.ILOAD, 1).jump(Opcodes.IFGT, inner);
        code.increment(0, -1).local(Opcodes.ILOAD, 0).jump(Opcodes.IFGT, outer);
        code.print("IJA").op(Opcodes.RETURN);
        code.end();
    }

    /** As if by goto into a loop: it is entered at its first half or at its second. */
    private static void twoEntries(Code code) {
        Label first = new Label();
        Label second = new Label();
        Label after = new Label();
        Label again = new Label();
        code.push(0).local(Opcodes.ISTORE, 0).push(0).local(Opcodes.ISTORE, 2);
        code.label(again)
                .push(3)
                .local(Opcodes.ISTORE, 1)
                .local(Opcodes.ILOAD, 0)
                .jump(Opcodes.IFEQ, second);
        code.label(first).increment(2, 1).push("first").print("A").moment();
        code.label(second)
                .increment(2, 10)
                .local(Opcodes.ILOAD, 2)
                .momentWithInt()
                .print("I");
        code.increment(1, -1).local(Opcodes.ILOAD, 1).jump(Opcodes.IFLE, after);
        code.local(Opcodes.ILOAD, 1).push(1).jump(Opcodes.IF_ICMPEQ, second).jump(Opcodes.GOTO, first);
        code.label(after).increment(0, 1).local(Opcodes.ILOAD, 0).push(2).jump(Opcodes.IF_ICMPLT, again);
        code.op(Opcodes.RETURN);
        code.end();
    }

    /** An exception in the handler is handled there again. Javac's own code for synchronized does this, with a lock. */
    private static void coversItself(Code code) {
        Label begin = new Label();
        Label handler = new Label();
        Label done = new Label();
        code.push(3).local(Opcodes.ISTORE, 0).handler(begin, done, handler, EXCEPTION);
        code.label(begin).push("one").call("io/jtp/samples/assembled/Tell", "fail", "(Ljava/lang/String;)V");
        code.jump(Opcodes.GOTO, done);
        code.label(handler)
                .callVirtual(EXCEPTION, "getMessage", "()Ljava/lang/String;")
                .print("A");
        code.increment(0, -1).local(Opcodes.ILOAD, 0).momentWithInt().jump(Opcodes.IFEQ, done);
        code.type(Opcodes.NEW, EXCEPTION).op(Opcodes.DUP).push("again").construct(EXCEPTION, "(Ljava/lang/String;)V");
        code.op(Opcodes.ATHROW);
        code.label(done).local(Opcodes.ILOAD, 0).print("I").op(Opcodes.RETURN);
        code.end();
    }

    /** Slots 0 and 1: int and text, then one long, then a float and an array, in a loop; where the ways meet nothing can be said of them. */
    private static void reusedSlots(Code code) {
        Label again = new Label();
        Label other = new Label();
        Label join = new Label();
        code.push(4).local(Opcodes.ISTORE, 2);
        code.label(again).increment(2, -1).local(Opcodes.ILOAD, 2).op(Opcodes.ICONST_1, Opcodes.IAND);
        code.jump(Opcodes.IFEQ, other);
        code.push(10)
                .local(Opcodes.ISTORE, 0)
                .push("text")
                .local(Opcodes.ASTORE, 1)
                .moment();
        code.local(Opcodes.ALOAD, 1).local(Opcodes.ILOAD, 0).print("IA").jump(Opcodes.GOTO, join);
        code.label(other).push(20L).local(Opcodes.LSTORE, 0).moment();
        code.local(Opcodes.LLOAD, 0).print("J").push(3F).local(Opcodes.FSTORE, 0);
        code.push(5).arrays("[D", 1).local(Opcodes.ASTORE, 1);
        code.local(Opcodes.ALOAD, 1)
                .op(Opcodes.ARRAYLENGTH)
                .local(Opcodes.FLOAD, 0)
                .print("FI");
        code.label(join)
                .moment()
                .local(Opcodes.ILOAD, 2)
                .jump(Opcodes.IFGT, again)
                .op(Opcodes.RETURN);
        code.end();
    }
}
