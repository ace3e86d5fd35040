package io.jtp.samples.assembled;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The code of a method being assembled. Every instruction is on a line of its own, so that a breakpoint can be set at each. */
final class Code {
    private final MethodVisitor visitor;
    private int line;

    Code(MethodVisitor visitor, int firstLine) {
        this.visitor = visitor;
        this.line = firstLine;
    }

    /** Instructions without operands. */
    Code op(int... opcodes) {
        for (int opcode : opcodes) {
            next().visitInsn(opcode);
        }
        return this;
    }

    /** An int, long, float, double or String; an int as JVM instructions for small numbers where there are. */
    Code push(Object constant) {
        if (constant instanceof Integer number && number >= -1 && number <= 5) {
            next().visitInsn(Opcodes.ICONST_0 + number);
        } else if (constant instanceof Integer number && number == number.byteValue()) {
            next().visitIntInsn(Opcodes.BIPUSH, number);
        } else if (constant instanceof Integer number && number == number.shortValue()) {
            next().visitIntInsn(Opcodes.SIPUSH, number);
        } else {
            next().visitLdcInsn(constant);
        }
        return this;
    }

    /** Loads or stores. */
    Code local(int opcode, int slot) {
        next().visitVarInsn(opcode, slot);
        return this;
    }

    Code increment(int slot, int by) {
        next().visitIincInsn(slot, by);
        return this;
    }

    Code jump(int opcode, Label target) {
        next().visitJumpInsn(opcode, target);
        return this;
    }

    Code label(Label label) {
        visitor.visitLabel(label);
        return this;
    }

    Code type(int opcode, String type) {
        next().visitTypeInsn(opcode, type);
        return this;
    }

    /** A static method. */
    Code call(String owner, String method, String descriptor) {
        next().visitMethodInsn(Opcodes.INVOKESTATIC, owner, method, descriptor, false);
        return this;
    }

    Code callVirtual(String owner, String method, String descriptor) {
        next().visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, method, descriptor, false);
        return this;
    }

    Code construct(String owner, String descriptor) {
        next().visitMethodInsn(Opcodes.INVOKESPECIAL, owner, "<init>", descriptor, false);
        return this;
    }

    Code arrays(String descriptor, int dimensions) {
        next().visitMultiANewArrayInsn(descriptor, dimensions);
        return this;
    }

    Code tableSwitch(int from, Label otherwise, Label... targets) {
        next().visitTableSwitchInsn(from, from + targets.length - 1, otherwise, targets);
        return this;
    }

    Code lookupSwitch(Label otherwise, int[] keys, Label... targets) {
        next().visitLookupSwitchInsn(otherwise, keys, targets);
        return this;
    }

    /** @param type internal name, or null for everything */
    Code handler(Label from, Label to, Label handler, String type) {
        visitor.visitTryCatchBlock(from, to, handler, type);
        return this;
    }

    /** A moment to be moved at, with whatever is on the operand stack. */
    Code moment() {
        return call("io/jtp/samples/Here", "now", "()V");
    }

    /** A moment between an int on the operand stack and whoever uses it. */
    Code momentWithInt() {
        return call("io/jtp/samples/assembled/Tell", "moment", "(I)I");
    }

    /**
     * Takes values off the stack and prints them.
     *
     * @param types from the top down: I, J, F, D or A
     */
    Code print(String types) {
        for (char each : types.toCharArray()) {
            String type = each == 'A' ? Type.getDescriptor(Object.class) : String.valueOf(each);
            call("io/jtp/samples/assembled/Tell", "print", "(" + type + ")V");
        }
        return this;
    }

    /** {@return where to write instructions that are to be on the line of the one before} */
    MethodVisitor sameLine() {
        return visitor;
    }

    /** After the last instruction. */
    void end() {
        visitor.visitMaxs(0, 0);
        visitor.visitEnd();
    }

    private MethodVisitor next() {
        Label here = new Label();
        visitor.visitLabel(here);
        visitor.visitLineNumber(line++, here);
        return visitor;
    }
}
