package io.jtp.samples.classfiles;

import io.jtp.samples.harness.MadeClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** Class files as a compiler of before Java 6 would have made them: without stack map frames, so that types have to be inferred. */
final class Downgraded {

    private Downgraded() {}

    /**
     * Compiles for Java 8, then takes out the frames.
     *
     * @param version of the class files: 49 (Java 5), or 50, where the JVM does without frames too if verification with them fails
     * @param classes without lambdas, which came with version 51 and 52
     */
    static MadeClasses.Maker samples(int version, Class<?>... classes) {
        return directory -> {
            Javac.samples(List.of("--release", "8"), classes).make(directory);
            List<Path> files;
            try (Stream<Path> each = Files.walk(directory)) {
                files = each.filter(Files::isRegularFile).toList();
            }
            for (Path file : files) {
                Files.write(file, withoutFrames(version, Files.readAllBytes(file)));
            }
        };
    }

    private static byte[] withoutFrames(int version, byte[] classFile) throws IOException {
        ClassWriter writer = new ClassWriter(0);
        ClassVisitor downgrade = new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public void visit(int ignored, int access, String name, String signature, String superName, String[] of) {
                super.visit(version, access, name, signature, superName, of);
            }
        };
        new ClassReader(classFile).accept(downgrade, ClassReader.SKIP_FRAMES);
        return writer.toByteArray();
    }
}
