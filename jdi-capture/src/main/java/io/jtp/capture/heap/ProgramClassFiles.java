package io.jtp.capture.heap;

import io.jtp.classfile.ClassFile;
import io.jtp.classfile.ClassFileSource;
import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What reading the heap has to know from the class files of the program's initialised classes. */
final class ProgramClassFiles {

    private final ClassFileSource source;
    private final Map<TargetType, Set<String>> constantFields = new HashMap<>();
    private final Set<String> strings = new HashSet<>();

    ProgramClassFiles(ClassFileSource source) {
        this.source = source;
    }

    /** @param find gives the class file, if it is to be found */
    void read(TargetType type, Supplier<Optional<byte[]>> find) {
        if (constantFields.containsKey(type)) {
            return;
        }
        Optional<byte[]> classFile = find.get();
        if (classFile.isEmpty()) {
            return;
        }
        Set<String> fields = new HashSet<>();
        new ClassReader(classFile.get())
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public FieldVisitor visitField(
                                    int access, String name, String descriptor, String signature, Object value) {
                                if (value != null) {
                                    fields.add(name);
                                }
                                strings.add(name);
                                return null;
                            }

                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] exceptions) {
                                strings.add(name);
                                return null;
                            }
                        },
                        ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        constantFields.put(type, fields);
        strings.addAll(ClassFile.parse(classFile.get(), source).stringConstants());
    }

    /** {@return whether the class file is there} */
    boolean isFound(TargetType type, BuiltinLoader loader) {
        return constantFields.containsKey(type)
                || source.find(type.name, loader).isPresent();
    }

    /** {@return whether a field has a ConstantValue attribute} */
    boolean isConstant(TargetType type, String field) {
        return constantFields.getOrDefault(type, Set.of()).contains(field);
    }

    /** {@return what can be interned on account of the initialised program classes: their literals, and the names of their members} */
    Set<String> strings() {
        return strings;
    }

    ClassFileSource source() {
        return source;
    }
}
