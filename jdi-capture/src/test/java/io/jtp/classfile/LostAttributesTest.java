package io.jtp.classfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class LostAttributesTest {

    /** Local and annotated, and with a method that has stack map frames. */
    private static Class<?> local() {
        @FunctionalInterface
        interface Local {
            int apply(int value);

            static int sign(int value) {
                return value < 0 ? -1 : 1;
            }
        }
        return Local.class;
    }

    @Test
    void nothing_is_lost_of_a_class_file_as_javac_wrote_it() throws IOException {
        assertThat(LostAttributes.in(classFile())).isEmpty();
    }

    @Test
    void what_is_only_named_in_the_constant_pool_is_lost() throws IOException {
        ClassReader reader = new ClassReader(classFile());
        // keeps the constant pool
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
                        return null;
                    }

                    @Override
                    public void visitOuterClass(String owner, String name, String descriptor) {}
                },
                0);
        assertThat(LostAttributes.in(writer.toByteArray()))
                .containsExactly("EnclosingMethod", "RuntimeVisibleAnnotations");
    }

    private static byte[] classFile() throws IOException {
        String name = local().getName();
        try (InputStream in =
                LostAttributesTest.class.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
            return in.readAllBytes();
        }
    }
}
