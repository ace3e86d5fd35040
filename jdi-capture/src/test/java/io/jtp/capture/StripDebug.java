package io.jtp.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/** Class files as {@code javac -g:none} makes them. */
final class StripDebug {

    private StripDebug() {}

    /** Writes a class without debug information under a class path directory. */
    static void copy(Class<?> type, Path directory) throws IOException {
        String file = type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getClassLoader().getResourceAsStream(file)) {
            ClassWriter writer = new ClassWriter(0);
            new ClassReader(in).accept(writer, ClassReader.SKIP_DEBUG);
            Path target = directory.resolve(file);
            Files.createDirectories(target.getParent());
            Files.write(target, writer.toByteArray());
        }
    }
}
