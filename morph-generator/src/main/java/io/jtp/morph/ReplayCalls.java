package io.jtp.morph;

import io.jtp.classfile.VerifierType;
import io.jtp.classfile.VerifierType.Basic;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** The instructions by which morphs talk to {@code io.jtp.resume.Replay}, and constants. */
final class ReplayCalls {

    private static final String REPLAY = "io/jtp/resume/Replay";

    private ReplayCalls() {}

    /**
     * Stack: -> int, 0 if no thread rebuilds its stack. C2 takes it for a constant. C1 must not: it leaves out code that it does not see a way
     * to, and when the loop that is hot is in there it gives up ("osr entry must have been visited"), and C2 compiles without a profile.
     * C1 knows the field's value as well, but does not add constants of this type, where C2 does on every JDK (that of 17 does not see
     * through {@code Math.abs}).
     */
    static InsnList active() {
        InsnList code = new InsnList();
        code.add(new FieldInsnNode(Opcodes.GETSTATIC, REPLAY, "active", "F"));
        code.add(new InsnNode(Opcodes.DUP));
        code.add(new InsnNode(Opcodes.FADD));
        code.add(new InsnNode(Opcodes.FCONST_0));
        code.add(new InsnNode(Opcodes.FCMPL));
        return code;
    }

    /** How many stack slots {@link #active} needs. */
    static final int ACTIVE_SLOTS = 2;

    /** Stack: method number -> resume point or -1. */
    static AbstractInsnNode entry() {
        return call("entry", "(I)I");
    }

    /** Stack: no change. */
    static AbstractInsnNode arrived() {
        return call("arrived", "()V");
    }

    /** Stack: no change. */
    static AbstractInsnNode passed() {
        return call("passed", "()V");
    }

    /** Stack: -> reference. */
    static AbstractInsnNode nextReference() {
        return call("a", "()Ljava/lang/Object;");
    }

    /** Stack: -> value of that type, which a reference is only after a cast. */
    static AbstractInsnNode next(VerifierType type) {
        if (type instanceof Basic basic) {
            switch (basic) {
                case INTEGER:
                    return call("i", "()I");
                case LONG:
                    return call("j", "()J");
                case FLOAT:
                    return call("f", "()F");
                case DOUBLE:
                    return call("d", "()D");
                case TOP, NULL, UNINITIALIZED_THIS:
                    throw new IllegalArgumentException("no value is asked for where the type is " + type);
            }
        }
        return nextReference();
    }

    /** Stack: -> zero or null of that type. */
    static AbstractInsnNode zero(VerifierType type) {
        if (type == Basic.INTEGER) {
            return new InsnNode(Opcodes.ICONST_0);
        } else if (type == Basic.LONG) {
            return new InsnNode(Opcodes.LCONST_0);
        } else if (type == Basic.FLOAT) {
            return new InsnNode(Opcodes.FCONST_0);
        } else if (type == Basic.DOUBLE) {
            return new InsnNode(Opcodes.DCONST_0);
        }
        return new InsnNode(Opcodes.ACONST_NULL);
    }

    /** Stack: -> int. */
    static AbstractInsnNode constant(int number) {
        return number <= Short.MAX_VALUE ? new IntInsnNode(Opcodes.SIPUSH, number) : new LdcInsnNode(number);
    }

    /** {@return the opcode that stores a value of that type in a local variable} */
    static int store(VerifierType type) {
        if (type == Basic.INTEGER) {
            return Opcodes.ISTORE;
        } else if (type == Basic.LONG) {
            return Opcodes.LSTORE;
        } else if (type == Basic.FLOAT) {
            return Opcodes.FSTORE;
        } else if (type == Basic.DOUBLE) {
            return Opcodes.DSTORE;
        }
        return Opcodes.ASTORE;
    }

    /** {@return the opcode that loads a value of that type from a local variable} */
    static int load(VerifierType type) {
        return store(type) - Opcodes.ISTORE + Opcodes.ILOAD;
    }

    private static AbstractInsnNode call(String name, String descriptor) {
        return new MethodInsnNode(Opcodes.INVOKESTATIC, REPLAY, name, descriptor, false);
    }
}
