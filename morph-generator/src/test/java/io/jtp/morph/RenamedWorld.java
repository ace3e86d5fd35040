package io.jtp.morph;

import io.jtp.classfile.ClassFileSource;
import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * Lets HotSpot's own verifier check changed JDK classes, of any JDK: a loader that defines them all again under another name. Only the
 * few classes that the verifier itself knows keep theirs. Class initialisers are left out, so that initialising a class only links it.
 */
final class RenamedWorld extends ClassLoader {

    private static final Set<String> KEPT = Set.of(
            "java/lang/Object",
            "java/lang/String",
            "java/lang/Class",
            "java/lang/Throwable",
            "java/lang/Cloneable",
            "java/io/Serializable",
            "java/lang/invoke/MethodHandle",
            "java/lang/invoke/MethodType",
            "io/jtp/resume/Replay");

    private static final String PREFIX = "renamed/";

    private final ClassFileSource source;
    private final Map<String, byte[]> changed = new HashMap<>();

    RenamedWorld(ClassFileSource source) {
        super(RenamedWorld.class.getClassLoader());
        this.source = source;
    }

    static boolean canHold(String internalName) {
        return !KEPT.contains(internalName) && !internalName.equals("module-info");
    }

    /** Uses this class file instead of the original, for a class that has not been asked for yet. */
    void change(String internalName, byte[] classFile) {
        changed.put(internalName, classFile);
    }

    /**
     * Verifies and links a class.
     *
     * @throws LinkageError if it is not right
     */
    void link(String internalName) throws ClassNotFoundException {
        Class.forName((PREFIX + internalName).replace('/', '.'), true, this);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        String renamed = name.replace('.', '/');
        if (!renamed.startsWith(PREFIX)) {
            throw new ClassNotFoundException(name);
        }
        String internalName = renamed.substring(PREFIX.length());
        byte[] bytes = changed.containsKey(internalName)
                ? changed.get(internalName)
                : source.find(internalName, BuiltinLoader.APP).orElseThrow(() -> new ClassNotFoundException(name));
        byte[] defined = rename(bytes);
        return defineClass(name, defined, 0, defined.length);
    }

    private static byte[] rename(byte[] bytes) {
        ClassWriter writer = new ClassWriter(0);
        Remapper remapper = new Remapper(Opcodes.ASM9) {
            @Override
            public String map(String name) {
                return KEPT.contains(name) ? name : PREFIX + name;
            }
        };
        ClassVisitor withoutInitializer = new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public void visit(
                    int version, int access, String name, String signature, String superName, String[] interfaces) {
                int loadable = Math.min(version & 0xFFFF, 44 + Runtime.version().feature());
                super.visit(loadable, access, name, signature, superName, interfaces);
            }

            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] exceptions) {
                return name.equals("<clinit>")
                        ? null
                        : super.visitMethod(access, name, descriptor, signature, exceptions);
            }
        };
        new ClassReader(bytes).accept(new ClassRemapper(withoutInitializer, remapper), 0);
        return writer.toByteArray();
    }
}
