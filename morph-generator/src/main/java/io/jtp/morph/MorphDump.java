package io.jtp.morph;

import io.jtp.snapshot.Morphs;
import io.jtp.snapshot.Morphs.MorphClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.objectweb.asm.ClassReader;

/** Writes morphs out for people to look at, as class files in the directories of their packages. */
public final class MorphDump {

    private MorphDump() {}

    /**
     * Writes every class file, over an older one of the same name.
     *
     * @param directory is made if it does not exist
     */
    public static void write(Morphs morphs, Path directory) throws IOException {
        for (MorphClass morph : morphs.classes()) {
            Path file = directory.resolve(new ClassReader(morph.classFile()).getClassName() + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, morph.classFile());
        }
    }
}
