package io.jtp.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Class files as {@code javac -g:none} makes them. */
final class StripDebug {

    private StripDebug() {}

    /** Writes a class without debug information under a class path directory. */
    static void copy(Class<?> type, Path directory) throws IOException {
        write(type, directory, null);
    }

    /** The same, with an instruction more at the beginning of one method. */
    static void copyChanged(Class<?> type, Path directory, String method) throws IOException {
        write(type, directory, method);
    }

    private static void write(Class<?> type, Path directory, String changed) throws IOException {
        String file = type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getClassLoader().getResourceAsStream(file)) {
            ClassWriter writer = new ClassWriter(0);
            new ClassReader(in)
                    .accept(
                            new ClassVisitor(Opcodes.ASM9, writer) {
                                @Override
                                public MethodVisitor visitMethod(
                                        int access,
                                        String name,
                                        String descriptor,
                                        String signature,
                                        String[] exceptions) {
                                    MethodVisitor method =
                                            super.visitMethod(access, name, descriptor, signature, exceptions);
                                    if (name.equals(changed)) {
                                        method.visitInsn(Opcodes.NOP);
                                    }
                                    return method;
                                }
                            },
                            ClassReader.SKIP_DEBUG);
            Path target = directory.resolve(file);
            Files.createDirectories(target.getParent());
            Files.write(target, writer.toByteArray());
        }
    }
}
