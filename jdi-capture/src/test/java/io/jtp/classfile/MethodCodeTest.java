package io.jtp.classfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jtp.classfile.VerifierType.Basic;
import io.jtp.classfile.VerifierType.ObjectType;
import io.jtp.classfile.VerifierType.UninitializedType;
import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

class MethodCodeTest {

    private static final String EXAMPLE = "p/Example";

    /** Offsets on the left; {@code static Object m(int, long, Object)}. */
    private static void code(MethodVisitor code, boolean frames) {
        Label start = new Label();
        Label join = new Label();
        Label end = new Label();
        code.visitCode();
        code.visitLabel(start);
        code.visitLineNumber(7, start);
        code.visitTypeInsn(Opcodes.NEW, "p/Pair"); // 0
        code.visitInsn(Opcodes.DUP); // 3
        code.visitVarInsn(Opcodes.LLOAD, 1); // 4
        code.visitVarInsn(Opcodes.ILOAD, 0); // 5
        code.visitJumpInsn(Opcodes.IFEQ, join); // 6
        code.visitVarInsn(Opcodes.ILOAD, 0); // 9
        code.visitVarInsn(Opcodes.ISTORE, 4); // 10
        code.visitLabel(join);
        code.visitLineNumber(8, join);
        if (frames) {
            Object[] locals = {Opcodes.INTEGER, Opcodes.LONG, "java/lang/Object"};
            code.visitFrame(Opcodes.F_NEW, 3, locals, 3, new Object[] {start, start, Opcodes.LONG});
        }
        code.visitInsn(Opcodes.ACONST_NULL); // 12
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, "p/Pair", "<init>", "(JLp/P;)V", false); // 13
        code.visitInsn(Opcodes.ARETURN); // 16
        code.visitLabel(end);
        code.visitLocalVariable("flag", "I", null, start, end, 0);
        code.visitMaxs(6, 5);
        code.visitEnd();
    }

    private static MethodCode example(int version) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(version, Opcodes.ACC_PUBLIC, EXAMPLE, null, "java/lang/Object", null);
        int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
        MethodVisitor method = writer.visitMethod(access, "m", "(IJLjava/lang/Object;)Ljava/lang/Object;", null, null);
        code(method, version >= Opcodes.V1_6);
        writer.visitEnd();
        return ClassFile.parse(writer.toByteArray(), (name, loader) -> Optional.empty())
                .method("m", "(IJLjava/lang/Object;)Ljava/lang/Object;")
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {Opcodes.V1_4, Opcodes.V1_8, Opcodes.V17})
    void knowsTypesBeforeEachInstruction(int version) {
        MethodCode method = example(version);
        VerifierType made = new UninitializedType(0);
        VerifierType object = new ObjectType("java/lang/Object");
        List<VerifierType> atJoin = List.of(Basic.INTEGER, Basic.LONG, Basic.TOP, object, Basic.TOP);
        assertThat(method.stateAt(12)).isEqualTo(new TypeState(atJoin, List.of(made, made, Basic.LONG)));
        assertThat(method.stateAt(13).stack()).containsExactly(made, made, Basic.LONG, Basic.NULL);
        assertThat(method.stateAt(16)).isEqualTo(new TypeState(atJoin, List.of(new ObjectType("p/Pair"))));
        assertThat(method.stateAt(12).hasNew()).isTrue();
    }

    @Test
    void tellsCallsLinesNamesAndBytes() {
        MethodCode method = example(Opcodes.V1_8);
        Invocation call = method.invocationAt(13).orElseThrow();
        assertThat(call).isEqualTo(new Invocation(13, Opcodes.INVOKESPECIAL, "p/Pair", "<init>", "(JLp/P;)V", false));
        assertThat(call.argumentEntries()).isEqualTo(3);
        assertThat(method.invocationAt(12)).isEmpty();
        assertThat(method.next(13)).isEqualTo(16);
        assertThat(method.next(16)).isEqualTo(17);
        assertThat(method.line(9)).isEqualTo(7);
        assertThat(method.line(13)).isEqualTo(8);
        assertThat(method.localName(0, 4)).contains("flag");
        assertThat(method.localName(1, 4)).isEmpty();
        assertThat(method.code()).hasSize(17).startsWith(Opcodes.NEW).endsWith(Opcodes.ARETURN);
        assertThat(method.isInstruction(14)).isFalse();
        assertThatThrownBy(() -> method.stateAt(14))
                .hasMessage("p/Example.m(IJLjava/lang/Object;)Ljava/lang/Object;: no instruction begins at 14");
    }

    @ParameterizedTest
    @MethodSource("io.jtp.classfile.Jdks#homes")
    void inferenceAgreesWithTheStackMap(Path home) throws IOException {
        List<String> differences = new ArrayList<>();
        try (JvmClassFiles source = new JvmClassFiles(home, List.of())) {
            for (String name : List.of("java/util/HashMap", "java/util/Formatter", "java/lang/ProcessImpl")) {
                byte[] bytes = source.find(name, BuiltinLoader.BOOT).orElseThrow();
                ClassFile withFrames = ClassFile.parse(bytes, source);
                for (MethodNode node : withFrames.node().methods) {
                    MethodCode method = withFrames.method(node.name, node.desc).orElse(null);
                    if (method != null) {
                        compare(method, InferredStates.of(method, source), differences);
                    }
                }
            }
        }
        assertThat(differences).isEmpty();
    }

    /** Where the frames know a primitive or an object under construction, inference knows the same; it may know more than them. */
    private static void compare(MethodCode method, TypeState[] inferred, List<String> differences) {
        for (int i = 0; i < inferred.length; i++) {
            if (inferred[i] == null) {
                continue;
            }
            String place = method + " at " + method.offsetAt(i);
            TypeState declared = method.stateAt(method.offsetAt(i));
            compare(place, declared.locals(), inferred[i].locals(), differences);
            compare(place, declared.stack(), inferred[i].stack(), differences);
        }
    }

    private static void compare(
            String place, List<VerifierType> declared, List<VerifierType> inferred, List<String> differences) {
        if (declared.size() != inferred.size()) {
            differences.add(place + ": " + declared + " / " + inferred);
            return;
        }
        for (int i = 0; i < declared.size(); i++) {
            VerifierType known = declared.get(i);
            VerifierType guess = inferred.get(i);
            boolean agree = known == Basic.TOP
                    || known.equals(guess)
                    || known instanceof ObjectType && (guess instanceof ObjectType || guess == Basic.NULL);
            if (!agree) {
                differences.add(place + ": " + known + " / " + guess);
            }
        }
    }

    @Test
    void locksAreHeldFromMonitorenterToMonitorexit() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V1_5, Opcodes.ACC_PUBLIC, EXAMPLE, null, "java/lang/Object", null);
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "m", "(Ljava/lang/Object;)V", null, null);
        Label locked = new Label();
        Label unlocked = new Label();
        Label handler = new Label();
        code.visitTryCatchBlock(locked, unlocked, handler, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0); // 0
        code.visitInsn(Opcodes.MONITORENTER); // 1
        code.visitLabel(locked);
        code.visitInsn(Opcodes.NOP); // 2
        code.visitVarInsn(Opcodes.ALOAD, 0); // 3
        code.visitInsn(Opcodes.MONITOREXIT); // 4
        code.visitLabel(unlocked);
        code.visitInsn(Opcodes.RETURN); // 5
        code.visitLabel(handler);
        code.visitVarInsn(Opcodes.ALOAD, 0); // 6
        code.visitInsn(Opcodes.MONITOREXIT); // 7
        code.visitInsn(Opcodes.ATHROW); // 8
        code.visitMaxs(1, 1);
        code.visitEnd();
        FlowGraph flow = ClassFile.parse(writer.toByteArray(), (name, loader) -> Optional.empty())
                .method("m", "(Ljava/lang/Object;)V")
                .orElseThrow()
                .flow();

        assertThat(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8))
                .extracting(flow::locksHeld)
                .containsExactly(0, 0, 1, 1, 1, 0, 1, 1, 0);
    }
}
