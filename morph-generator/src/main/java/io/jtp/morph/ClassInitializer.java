package io.jtp.morph;

import io.jtp.classfile.Attribute;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Replaces class initialisers. A program has a thousand classes with one and the move waits for this, so the new code attribute is put
 * between the bytes around the old one, and nothing else is looked at.
 */
final class ClassInitializer {

    private static final byte[] NOTHING = {(byte) Opcodes.RETURN};

    /** What is thrown does not matter: what the JVM remembers of it is overwritten. */
    private static final byte[] THROW = {Opcodes.ACONST_NULL, (byte) Opcodes.ATHROW};

    /** attribute_length of a Code attribute, JVMS 4.7.3, without instructions and anything else. */
    private static final int EMPTY_LENGTH = 12;

    private ClassInitializer() {}

    /** {@return the class file with an initialiser that does nothing, or empty if the class has none} */
    static Optional<byte[]> emptied(byte[] classFile) {
        return replaced(classFile, NOTHING);
    }

    /** {@return the class file with an initialiser that throws, if it has none then with a new one} */
    static byte[] failing(byte[] classFile) {
        return replaced(classFile, THROW).orElseGet(() -> {
            ClassReader reader = new ClassReader(classFile);
            ClassWriter writer = new ClassWriter(reader, 0);
            reader.accept(writer, 0);
            MethodVisitor added = writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
            added.visitCode();
            added.visitInsn(Opcodes.ACONST_NULL);
            added.visitInsn(Opcodes.ATHROW);
            added.visitMaxs(1, 0);
            added.visitEnd();
            writer.visitEnd();
            return writer.toByteArray();
        });
    }

    private static Optional<byte[]> replaced(byte[] classFile, byte[] code) {
        ClassReader reader = new ClassReader(classFile);
        char[] buffer = new char[reader.getMaxStringLength()];
        for (Attribute each : Attribute.in(reader)) {
            if (each.name().equals("Code")
                    && reader.readUTF8(each.member() + 2, buffer).equals("<clinit>")
                    && reader.readUTF8(each.member() + 4, buffer).equals("()V")) {
                return Optional.of(spliced(classFile, each.content() - 4, each.end(), code));
            }
        }
        return Optional.empty();
    }

    /** Replaces what lies between a Code attribute's length and its end. */
    private static byte[] spliced(byte[] classFile, int length, int end, byte[] code) {
        ByteBuffer result = ByteBuffer.allocate(length + 4 + EMPTY_LENGTH + code.length + classFile.length - end);
        result.put(classFile, 0, length);
        result.putInt(EMPTY_LENGTH + code.length);
        result.putShort((short) 1); // max_stack
        result.putShort((short) 0); // max_locals
        result.putInt(code.length).put(code);
        result.putShort((short) 0); // exception_table_length
        result.putShort((short) 0); // attributes_count
        result.put(classFile, end, classFile.length - end);
        return result.array();
    }
}
