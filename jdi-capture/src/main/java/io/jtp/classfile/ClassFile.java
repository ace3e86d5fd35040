package io.jtp.classfile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** A class file that has been read. Not for use by several threads at once. */
public final class ClassFile {

    private static final int CONSTANT_STRING = 8;

    private final OffsetReader reader;
    private final ClassFileSource hierarchy;
    private ClassNode node;
    private Map<String, MethodCode> methods;

    private ClassFile(byte[] bytes, ClassFileSource hierarchy) {
        this.reader = new OffsetReader(bytes);
        this.hierarchy = hierarchy;
    }

    /**
     * Reads a class file; methods are analysed when asked for.
     *
     * @param hierarchy finds superclasses where types have to be inferred, in class files without stack map frames
     * @throws IllegalArgumentException if this is no class file, or one of a version that is not known yet
     */
    public static ClassFile parse(byte[] classFile, ClassFileSource hierarchy) {
        try {
            return new ClassFile(classFile, hierarchy);
        } catch (ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("not a class file", e);
        }
    }

    /** {@return the internal name} */
    public String name() {
        return reader.getClassName();
    }

    /** {@return the superclass's internal name; empty for {@code java/lang/Object}} */
    public Optional<String> superclass() {
        return Optional.ofNullable(reader.getSuperName());
    }

    /** {@return whether it is an interface} */
    public boolean isInterface() {
        return (reader.getAccess() & Opcodes.ACC_INTERFACE) != 0;
    }

    /** {@return the access flags of JVMS 4.1; those of nested classes are no narrower than the source's} */
    public int access() {
        return reader.getAccess();
    }

    /** {@return the major version, 52 for Java 8} */
    public int majorVersion() {
        return reader.readUnsignedShort(6);
    }

    /** {@return the name of the source file, without directories, or empty if the class file does not tell} */
    public Optional<String> sourceFile() {
        return Optional.ofNullable(node().sourceFile);
    }

    /** {@return the method, or empty if there is none of that name or it has no code} */
    public Optional<MethodCode> method(String name, String descriptor) {
        return Optional.ofNullable(methods().get(name + descriptor));
    }

    /** {@return all strings of the constant pool: the literals, and some that only bootstrap methods see} */
    public Set<String> stringConstants() {
        Set<String> strings = new HashSet<>();
        char[] buffer = new char[reader.getMaxStringLength()];
        for (int i = 1; i < reader.getItemCount(); i++) {
            int item = reader.getItem(i);
            if (item != 0 && reader.readByte(item - 1) == CONSTANT_STRING) {
                strings.add(reader.readUTF8(item, buffer));
            }
        }
        return strings;
    }

    /**
     * {@return the class as ASM's tree}, with expanded frames, or none where the verifier does not use them. Whoever changes it makes
     * the answers of this object wrong; {@link MethodCode}s had from it keep the original's offsets and states.
     */
    public ClassNode node() {
        if (node == null) {
            ClassNode tree = new ClassNode(Opcodes.ASM9) {
                @Override
                public MethodVisitor visitMethod(
                        int access, String name, String descriptor, String signature, String[] exceptions) {
                    CodeNode method = new CodeNode(access, name, descriptor, signature, exceptions);
                    methods.add(method);
                    reader.current = method;
                    return method;
                }
            };
            boolean framesMatter = majorVersion() >= Opcodes.V1_6;
            reader.accept(tree, framesMatter ? ClassReader.EXPAND_FRAMES : ClassReader.SKIP_FRAMES);
            node = tree;
        }
        return node;
    }

    private Map<String, MethodCode> methods() {
        if (methods == null) {
            methods = new HashMap<>();
            List<byte[]> codes = CodeArrays.read(reader);
            for (int i = 0; i < codes.size(); i++) {
                CodeNode method = (CodeNode) node().methods.get(i);
                if (codes.get(i) != null) {
                    methods.put(
                            method.name + method.desc,
                            new MethodCode(this, method, method.offsets(), codes.get(i), hierarchy));
                }
            }
        }
        return methods;
    }

    /** Tells the byte code offset of every instruction it reads to the method that is being read. */
    private static final class OffsetReader extends ClassReader {
        private CodeNode current;

        OffsetReader(byte[] classFile) {
            super(classFile);
        }

        @Override
        protected void readBytecodeInstructionOffset(int bytecodeOffset) {
            current.offsets.add(bytecodeOffset);
        }
    }

    /** A method and the byte code offset of each of its instructions, in order. */
    private static final class CodeNode extends MethodNode {
        private final List<Integer> offsets = new ArrayList<>();

        CodeNode(int access, String name, String descriptor, String signature, String[] exceptions) {
            super(Opcodes.ASM9, access, name, descriptor, signature, exceptions);
        }

        int[] offsets() {
            return offsets.stream().mapToInt(Integer::intValue).toArray();
        }
    }
}
