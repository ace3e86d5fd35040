package io.jtp.resume;

import java.util.Arrays;
import java.util.function.Consumer;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Morphs written by hand, with the contract of {@link Replay} and one resume point a method. */
final class HandMorph {

    private static final String REPLAY = "io/jtp/resume/Replay";

    private final ClassNode type = new ClassNode();

    HandMorph(byte[] classFile) {
        new ClassReader(classFile).accept(type, ClassReader.SKIP_FRAMES);
    }

    /** Initialises nothing, as the class is initialised already. */
    HandMorph withEmptyInitializer() {
        MethodNode initializer = method("<clinit>");
        initializer.instructions.clear();
        initializer.instructions.add(new InsnNode(Opcodes.RETURN));
        initializer.tryCatchBlocks.clear();
        initializer.localVariables = null;
        return this;
    }

    /**
     * Gives a method a resume point behind its first call of {@code callee}.
     *
     * @param number what the guard passes to {@code Replay.entry}
     * @param resume makes the code that takes values from {@link Replay} and calls again or arrives
     */
    HandMorph resumeBehind(String method, int number, String callee, Consumer<Code> resume) {
        AbstractInsnNode call = Arrays.stream(method(method).instructions.toArray())
                .filter(instruction -> instruction instanceof MethodInsnNode invoke && invoke.name.equals(callee))
                .findFirst()
                .orElseThrow();
        return resumeAt(method, number, call.getNext(), resume);
    }

    /** Gives a method a resume point at its first access to {@code field}. */
    HandMorph resumeAt(String method, int number, String field, Consumer<Code> resume) {
        AbstractInsnNode access = Arrays.stream(method(method).instructions.toArray())
                .filter(instruction -> instruction instanceof FieldInsnNode node && node.name.equals(field))
                .findFirst()
                .orElseThrow();
        return resumeAt(method, number, access, resume);
    }

    private HandMorph resumeAt(String method, int number, AbstractInsnNode place, Consumer<Code> resume) {
        MethodNode node = method(method);
        LabelNode original = new LabelNode();
        LabelNode behind = new LabelNode();
        InsnList guard = new InsnList();
        guard.add(new FieldInsnNode(Opcodes.GETSTATIC, REPLAY, "active", "F"));
        guard.add(new InsnNode(Opcodes.F2I));
        guard.add(new JumpInsnNode(Opcodes.IFEQ, original));
        guard.add(new LdcInsnNode(number));
        guard.add(new MethodInsnNode(Opcodes.INVOKESTATIC, REPLAY, "entry", "(I)I"));
        guard.add(new JumpInsnNode(Opcodes.IFLT, original));
        resume.accept(new Code(guard));
        guard.add(new JumpInsnNode(Opcodes.GOTO, behind));
        guard.add(original);
        node.instructions.insertBefore(place, behind);
        node.instructions.insert(guard);
        return this;
    }

    byte[] classFile() {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES | ClassWriter.COMPUTE_MAXS);
        type.accept(writer);
        return writer.toByteArray();
    }

    private MethodNode method(String name) {
        return type.methods.stream()
                .filter(method -> method.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Resume code. */
    record Code(InsnList list) {

        Code i() {
            return replay("i", "()I");
        }

        Code j() {
            return replay("j", "()J");
        }

        Code d() {
            return replay("d", "()D");
        }

        Code f() {
            return replay("f", "()F");
        }

        Code a(String type) {
            replay("a", "()Ljava/lang/Object;");
            list.add(new TypeInsnNode(Opcodes.CHECKCAST, type));
            return this;
        }

        Code store(int opcode, int slot) {
            list.add(new VarInsnNode(opcode, slot));
            return this;
        }

        Code instruction(int opcode) {
            list.add(new InsnNode(opcode));
            return this;
        }

        Code call(int opcode, String owner, String name, String descriptor) {
            list.add(new MethodInsnNode(opcode, owner, name, descriptor));
            return this;
        }

        Code arrived() {
            return replay("arrived", "()V");
        }

        private Code replay(String name, String descriptor) {
            list.add(new MethodInsnNode(Opcodes.INVOKESTATIC, REPLAY, name, descriptor));
            return this;
        }
    }
}
