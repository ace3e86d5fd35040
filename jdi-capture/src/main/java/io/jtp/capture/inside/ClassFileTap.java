package io.jtp.capture.inside;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;

/**
 * Gets class files out of the JVM that it is defined in, by the boot loader. To retransform a class the JVM writes its class file again from
 * what it has kept of it; this one takes it, and answers with what is none, so that the class stays as it is.
 */
public final class ClassFileTap implements ClassFileTransformer {

    private static final byte[] NO_CLASS_FILE = {0};

    private static Instrumentation instrumentation;

    private final Class<?> wanted;
    private byte[] found;

    private ClassFileTap(Class<?> wanted) {
        this.wanted = wanted;
    }

    /** The JVM's call for an agent. */
    public static void agentmain(String options, Instrumentation given) {
        instrumentation = given;
    }

    /** {@return whether {@link #of} can be called} */
    public static boolean isOpen() {
        return instrumentation != null;
    }

    /**
     * {@return the class file of a class as it was defined, as far as the JVM writes it}
     *
     * @throws IllegalStateException if it writes none
     */
    public static byte[] of(Class<?> type) throws UnmodifiableClassException {
        ClassFileTap tap = new ClassFileTap(type);
        instrumentation.addTransformer(tap, true);
        try {
            instrumentation.retransformClasses(type);
        } catch (ClassFormatError e) {
            // which is the answer's purpose
            return tap.found;
        } finally {
            instrumentation.removeTransformer(tap);
        }
        throw new IllegalStateException("the JVM did not ask for a transformation of " + type.getName());
    }

    /** {@return what {@link #of(Class)} gives for each, null where it fails} */
    public static byte[][] of(Class<?>[] types) {
        byte[][] classFiles = new byte[types.length][];
        for (int i = 0; i < types.length; i++) {
            try {
                classFiles[i] = of(types[i]);
            } catch (UnmodifiableClassException | RuntimeException | LinkageError e) {
                classFiles[i] = null;
            }
        }
        return classFiles;
    }

    @Override
    public byte[] transform(ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] classFile) {
        if (type != wanted) {
            return null;
        }
        found = classFile;
        return NO_CLASS_FILE;
    }
}
