package io.jtp.morph;

import io.jtp.classfile.ClassFile;
import io.jtp.classfile.ClassFileSource;
import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What morphs have to know about other classes: whether they are interfaces, and who may name them. */
final class Hierarchy {

    private record Facts(boolean isInterface, boolean isPublic) {}

    private final ClassFileSource classFiles;
    private final Map<String, Optional<Facts>> facts = new HashMap<>();

    Hierarchy(ClassFileSource classFiles) {
        this.classFiles = classFiles;
    }

    /** {@return whether the verifier takes any reference for it: interfaces and Object} */
    boolean needsNoCast(String type) {
        return type.equals("java/lang/Object")
                || find(type).map(Facts::isInterface).orElse(false);
    }

    /** {@return whether code in {@code from} may name the type; a class that cannot be found counts as public} */
    boolean isAccessible(String type, String from) {
        String element = type;
        if (type.startsWith("[")) {
            Type elementType = Type.getType(type).getElementType();
            if (elementType.getSort() != Type.OBJECT) {
                return true;
            }
            element = elementType.getInternalName();
        }
        return packageOf(element).equals(packageOf(from))
                || find(element).map(Facts::isPublic).orElse(true);
    }

    private static String packageOf(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }

    private Optional<Facts> find(String type) {
        if (type.startsWith("[")) {
            return Optional.empty();
        }
        return facts.computeIfAbsent(
                type,
                name -> classFiles
                        .find(name, BuiltinLoader.APP)
                        .map(bytes -> ClassFile.parse(bytes, classFiles))
                        .map(file -> new Facts(file.isInterface(), (file.access() & Opcodes.ACC_PUBLIC) != 0)));
    }
}
