package io.jtp.samples.assembled;

import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Wide local variables, switches at every alignment, arrays of which not all dimensions are made. */
final class OddOperands {

    private OddOperands() {}

    static byte[] assemble() {
        Assembly program = new Assembly("OddOperands", Opcodes.V17);
        wide(program.method("wide", 100));
        switches(program.method("switches", 300));
        arrays(program.method("arrays", 800));
        return program.toBytes();
    }

    /** Slots beyond 255, an increment beyond 127. */
    private static void wide(Code code) {
        code.push(3).local(Opcodes.ISTORE, 256);
        code.push(40L).local(Opcodes.LSTORE, 257);
        code.push(5F).local(Opcodes.FSTORE, 259);
        code.push(60.5).local(Opcodes.DSTORE, 260);
        code.push("seven").local(Opcodes.ASTORE, 300);
        code.push(8).local(Opcodes.ISTORE, 4);
        Label again = new Label();
        code.label(again).increment(256, -1).increment(4, 1_000);
        code.local(Opcodes.LLOAD, 257).local(Opcodes.ILOAD, 256).momentWithInt();
        code.op(Opcodes.I2L, Opcodes.LADD).local(Opcodes.LSTORE, 257);
        code.local(Opcodes.ILOAD, 256).jump(Opcodes.IFNE, again);
        code.local(Opcodes.ALOAD, 300).local(Opcodes.DLOAD, 260).local(Opcodes.FLOAD, 259);
        code.local(Opcodes.LLOAD, 257).local(Opcodes.ILOAD, 4).print("IJFDA").op(Opcodes.RETURN);
        code.end();
    }

    /** The operands of a switch begin at the next multiple of four: none to three bytes are left out before them. */
    private static void switches(Code code) {
        for (int padding = 0; padding < 4; padding++) {
            Label[] targets = {new Label(), new Label(), new Label()};
            Label table = new Label();
            Label after = new Label();
            code.op(Opcodes.NOP).push(2 - padding).local(Opcodes.ISTORE, 0);
            // the value below stays where it is, whatever the way
            code.label(table).push("switched").local(Opcodes.ILOAD, 0);
            if (padding == 0) {
                code.momentWithInt();
            }
            code.tableSwitch(-1, targets[2], targets[0], targets[1], targets[2]);
            code.label(targets[0]).increment(0, 100).jump(Opcodes.GOTO, after);
            code.label(targets[1]).increment(0, 2).op(Opcodes.POP).jump(Opcodes.GOTO, table);
            code.label(targets[2]).increment(0, 7);
            code.label(after).local(Opcodes.ILOAD, 0);
            Label[] ways = {new Label(), new Label()};
            Label end = new Label();
            code.lookupSwitch(ways[1], new int[] {-2_000_000_000, 99, 107}, ways[0], ways[1], ways[0]);
            code.label(ways[0]).increment(0, 1_000).jump(Opcodes.GOTO, end);
            code.label(ways[1]).increment(0, 2_000);
            code.label(end).local(Opcodes.ILOAD, 0);
            if (padding == 3) {
                code.momentWithInt();
            }
            code.print("IA");
        }
        code.op(Opcodes.RETURN);
        code.end();
    }

    private static void arrays(Code code) {
        code.push(2).push(3).arrays("[[[J", 2).op(Opcodes.DUP, Opcodes.ICONST_1, Opcodes.AALOAD);
        code.push(4).arrays("[[Ljava/lang/String;", 1);
        code.moment();
        code.op(Opcodes.ARRAYLENGTH).print("I");
        code.op(Opcodes.ARRAYLENGTH).print("I");
        code.op(Opcodes.ICONST_0, Opcodes.AALOAD, Opcodes.ICONST_0, Opcodes.AALOAD)
                .print("A")
                .op(Opcodes.RETURN);
        code.end();
    }
}
