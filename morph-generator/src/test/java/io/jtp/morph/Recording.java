package io.jtp.morph;

import io.jtp.classfile.ClassFile;
import io.jtp.classfile.ClassFileSource;
import io.jtp.classfile.MethodCode;
import io.jtp.classfile.TypeState;
import io.jtp.classfile.VerifierType;
import io.jtp.classfile.VerifierType.Basic;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Changes a class so that it tells {@link Recorder} its complete state before every instruction, initialisers excepted. Objects under
 * construction are not told, nothing can be done with them; but what a constructor sets in one is.
 */
final class Recording {

    private static final String RECORDER = Type.getInternalName(Recorder.class);

    private final MethodCode method;
    private final int depthLocal;
    private final int spillLocals;

    private Recording(MethodCode method) {
        this.method = method;
        this.depthLocal = method.maxLocals();
        this.spillLocals = depthLocal + 1;
    }

    static byte[] of(byte[] original, ClassFileSource source) {
        ClassFile file = ClassFile.parse(original, source);
        for (MethodNode node : List.copyOf(file.node().methods)) {
            if (!node.name.equals("<clinit>")) {
                file.method(node.name, node.desc).ifPresent(m -> new Recording(m).weave());
            }
        }
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES | ClassWriter.COMPUTE_MAXS) {
            @Override
            protected String getCommonSuperClass(String first, String second) {
                return "java/lang/Object";
            }
        };
        file.node().accept(writer);
        return writer.toByteArray();
    }

    private void weave() {
        InsnList code = method.node().instructions;
        int[] offsets = new int[method.code().length];
        int count = 0;
        for (int bci = 0; bci < method.code().length; bci = method.next(bci)) {
            offsets[count++] = bci;
        }
        for (int i = 0; i < count; i++) {
            AbstractInsnNode instruction = method.instructionAt(offsets[i]);
            if (method.isReachable(offsets[i])) {
                InsnList step = step(offsets[i]);
                if (instruction.getOpcode() == Opcodes.MONITORENTER || instruction.getOpcode() == Opcodes.MONITOREXIT) {
                    step.add(new InsnNode(Opcodes.DUP));
                    step.add(new VarInsnNode(Opcodes.ILOAD, depthLocal));
                    boolean enter = instruction.getOpcode() == Opcodes.MONITORENTER;
                    step.add(call(enter ? "locks" : "unlocks", "(Ljava/lang/Object;I)V"));
                }
                if (instruction instanceof FieldInsnNode access && setsEarly(access, offsets[i])) {
                    step.add(tell(access));
                }
                code.insertBefore(instruction, step);
            }
        }
        InsnList entry = new InsnList();
        entry.add(new LdcInsnNode(method.owner().name()));
        entry.add(new LdcInsnNode(method.name()));
        entry.add(new LdcInsnNode(method.descriptor()));
        entry.add(call("enter", "(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;)I"));
        entry.add(new VarInsnNode(Opcodes.ISTORE, depthLocal));
        code.insert(entry);
    }

    private boolean setsEarly(FieldInsnNode access, int bci) {
        List<VerifierType> stack = method.stateAt(bci).stack();
        return access.getOpcode() == Opcodes.PUTFIELD && stack.get(stack.size() - 2) == Basic.UNINITIALIZED_THIS;
    }

    private InsnList tell(FieldInsnNode access) {
        VerifierType type = VerifierType.of(Type.getType(access.desc));
        InsnList code = new InsnList();
        code.add(new InsnNode(type.isWide() ? Opcodes.DUP2 : Opcodes.DUP));
        box(code, type);
        code.add(new LdcInsnNode(access.name));
        code.add(new LdcInsnNode(access.desc));
        code.add(new VarInsnNode(Opcodes.ILOAD, depthLocal));
        code.add(call("sets", "(Ljava/lang/Object;Ljava/lang/String;Ljava/lang/String;I)V"));
        return code;
    }

    private InsnList step(int bci) {
        TypeState state = method.stateAt(bci);
        InsnList code = new InsnList();
        int local = spillLocals;
        int[] spilled = new int[state.stack().size()];
        for (int i = spilled.length - 1; i >= 0; i--) {
            spilled[i] = local;
            code.add(new VarInsnNode(ReplayCalls.store(state.stack().get(i)), local));
            local += 2;
        }
        code.add(new VarInsnNode(Opcodes.ILOAD, depthLocal));
        code.add(new LdcInsnNode(bci));
        code.add(new LdcInsnNode(method.line(bci)));
        int[] slots = new int[state.locals().size()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = i;
        }
        array(code, state.locals(), slots);
        array(code, state.stack(), spilled);
        code.add(call("step", "(III[Ljava/lang/Object;[Ljava/lang/Object;)V"));
        for (int i = 0; i < spilled.length; i++) {
            code.add(load(state.stack().get(i), spilled[i]));
        }
        return code;
    }

    private static void array(InsnList code, List<VerifierType> types, int[] locals) {
        code.add(new IntInsnNode(Opcodes.SIPUSH, types.size()));
        code.add(new TypeInsnNode(Opcodes.ANEWARRAY, "java/lang/Object"));
        for (int i = 0; i < types.size(); i++) {
            VerifierType type = types.get(i);
            if (type == Basic.TOP || type.isUninitialized()) {
                continue;
            }
            code.add(new InsnNode(Opcodes.DUP));
            code.add(new IntInsnNode(Opcodes.SIPUSH, i));
            code.add(load(type, locals[i]));
            box(code, type);
            code.add(new InsnNode(Opcodes.AASTORE));
        }
    }

    private static void box(InsnList code, VerifierType type) {
        if (type == Basic.INTEGER) {
            code.add(box("java/lang/Integer", "I"));
        } else if (type == Basic.LONG) {
            code.add(box("java/lang/Long", "J"));
        } else if (type == Basic.FLOAT) {
            code.add(box("java/lang/Float", "F"));
        } else if (type == Basic.DOUBLE) {
            code.add(box("java/lang/Double", "D"));
        }
    }

    private static VarInsnNode load(VerifierType type, int local) {
        return new VarInsnNode(ReplayCalls.load(type), local);
    }

    private static MethodInsnNode box(String type, String primitive) {
        return new MethodInsnNode(Opcodes.INVOKESTATIC, type, "valueOf", "(" + primitive + ")L" + type + ";", false);
    }

    private static MethodInsnNode call(String name, String descriptor) {
        return new MethodInsnNode(Opcodes.INVOKESTATIC, RECORDER, name, descriptor, false);
    }
}
