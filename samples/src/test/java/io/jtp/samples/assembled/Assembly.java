package io.jtp.samples.assembled;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A class being assembled, with a {@code main} that calls all its other methods in turn. */
final class Assembly {
    private final String name;
    private final ClassWriter writer;
    private final Code main;

    /**
     * Begins one.
     *
     * @param name simple, in this package
     * @param version of the class file; from 51 on it gets stack map frames
     */
    Assembly(String name, int version) {
        this.name = "io/jtp/samples/assembled/" + name;
        boolean frames = version >= Opcodes.V1_7;
        this.writer = new ClassWriter(frames ? ClassWriter.COMPUTE_FRAMES : ClassWriter.COMPUTE_MAXS);
        writer.visit(
                version, Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER, this.name, null, "java/lang/Object", new String[0]);
        writer.visitSource("assembled", null);
        main = new Code(visit("main", "([Ljava/lang/String;)V"), 1);
        main.call("io/jtp/samples/Here", "begin", "()V");
    }

    /** Begins a method, {@code static void name()}. Its instructions get the line numbers from this one on, one for each. */
    Code method(String method, int firstLine) {
        main.call(name, method, "()V");
        return new Code(visit(method, "()V"), firstLine);
    }

    String name() {
        return name;
    }

    ClassWriter writer() {
        return writer;
    }

    /** {@return the class file} */
    byte[] toBytes() {
        main.op(Opcodes.RETURN);
        main.end();
        writer.visitEnd();
        return writer.toByteArray();
    }

    private MethodVisitor visit(String method, String descriptor) {
        MethodVisitor visitor =
                writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, method, descriptor, null, null);
        visitor.visitCode();
        return visitor;
    }
}
