package io.jtp.morph;

import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Has {@code ClassLoader.loadClass(String)}, which the JVM calls when a class mentions another one for the first time, ask the agent before it
 * does anything. The program's loader has been asked already, at the source, and must not be asked again.
 */
final class LoaderGuard {

    private static final String NAME = "loadClass";
    private static final String DESCRIPTOR = "(Ljava/lang/String;)Ljava/lang/Class;";

    private LoaderGuard() {}

    /** {@return the class file with the question in front, or empty if the class does not declare the method} */
    static Optional<byte[]> guarded(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        Guarding guarding = new Guarding(writer);
        reader.accept(guarding, 0);
        return guarding.found ? Optional.of(writer.toByteArray()) : Optional.empty();
    }

    private static final class Guarding extends ClassVisitor {
        private boolean found;

        Guarding(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
            boolean asked = name.equals(NAME)
                    && descriptor.equals(DESCRIPTOR)
                    && (access & (Opcodes.ACC_STATIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
            if (!asked) {
                return method;
            }
            found = true;
            return new MethodVisitor(Opcodes.ASM9, method) {
                @Override
                public void visitCode() {
                    super.visitCode();
                    Label own = new Label();
                    visitVarInsn(Opcodes.ALOAD, 0);
                    visitVarInsn(Opcodes.ALOAD, 1);
                    visitMethodInsn(
                            Opcodes.INVOKESTATIC,
                            "io/jtp/resume/Replay",
                            "loaded",
                            "(Ljava/lang/ClassLoader;Ljava/lang/String;)Ljava/lang/Class;",
                            false);
                    visitInsn(Opcodes.DUP);
                    visitJumpInsn(Opcodes.IFNULL, own);
                    visitInsn(Opcodes.ARETURN);
                    visitLabel(own);
                    visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {"java/lang/Class"});
                    visitInsn(Opcodes.POP);
                }
            };
        }
    }
}
