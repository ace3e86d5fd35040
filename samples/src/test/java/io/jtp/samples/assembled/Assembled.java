package io.jtp.samples.assembled;

import io.jtp.samples.harness.MadeClasses;
import io.jtp.samples.harness.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/** Samples made of instructions that javac never writes, or not in this order. */
public final class Assembled {

    private static final MadeClasses CLASSES = new MadeClasses("assembled", Assembled::assemble);

    private Assembled() {}

    /** {@return those that can be moved at every moment} */
    public static Stream<Sample> all() {
        return Stream.of(
                sample("OperandShuffles", 7),
                sample("OddOperands", 6),
                sample("OddFlow", 27),
                sample("OddFlow49", 27),
                sample("OddLocks", 10),
                sample("LateConstruction", 8),
                sample("LateConstruction49", 8),
                sample("LargeMethods", 9));
    }

    /** {@return one whose methods have subroutines, from the second moment on} */
    public static Sample subroutines() {
        return sample("Subroutines", 3);
    }

    /** {@return one with a method that has no room for entry points} */
    public static Sample fullMethod() {
        return sample("FullMethod", 3);
    }

    /** {@return one whose class file has no room for further constants} */
    public static Sample fullPool() {
        return sample("FullPool", 1);
    }

    private static Sample sample(String name, int moments) {
        return Sample.named("io.jtp.samples.assembled." + name, moments).classes(CLASSES);
    }

    private static void assemble(Path directory) throws IOException {
        List<byte[]> classFiles = List.of(
                OperandShuffles.assemble(),
                OddOperands.assemble(),
                OddFlow.assemble("OddFlow", Opcodes.V17),
                OddFlow.assemble("OddFlow49", Opcodes.V1_5),
                OddLocks.assemble(),
                LateConstruction.assemble("LateConstruction", Opcodes.V17),
                LateConstruction.assemble("LateConstruction49", Opcodes.V1_5),
                LargeMethods.assemble(),
                LargeMethods.assembleFull(),
                LargeMethods.assembleFullPool(),
                Subroutines.assemble());
        for (byte[] classFile : classFiles) {
            Path file = directory.resolve(new ClassReader(classFile).getClassName() + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, classFile);
        }
    }
}
