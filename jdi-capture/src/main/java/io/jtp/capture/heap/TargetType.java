package io.jtp.capture.heap;

import io.jtp.capture.jdwp.FieldEntry;
import io.jtp.capture.jdwp.TypeId;
import java.util.List;
import java.util.Optional;

/** A class that the target has loaded. */
final class TargetType {

    /** Position in {@link TargetClasses#all()}. */
    final int index;

    final long id;
    final byte kind;
    final String signature;

    /** Internal name or array descriptor; for a hidden class with a slash before its suffix, as {@code Class.getName} has it. */
    final String name;

    boolean initialized;

    /** Whether its initialisation, or that of a class or interface above it, has begun, as far as can be known, and is still going on. */
    boolean initializing;

    /** Whether its initialiser has ended with an exception. */
    boolean failed;

    TargetType superclass;

    /** Object id; 0 is the boot loader. */
    long loader;

    /** Whether it belongs to the JDK rather than to the program. */
    boolean jdk;

    /**
     * Whether its static fields travel, and the destination does not run its initialiser. That is so for the program's classes, and for those of the
     * JDK that the application class loader has defined, such as the compiler's, which may have state of the program's in them.
     */
    boolean carried;

    /** Whether a loaded class extends it. */
    boolean subclassed;

    /** Those that the class itself declares, static ones too; empty for arrays. */
    List<FieldEntry> fields = List.of();

    TargetType(int index, long id, byte kind, String signature) {
        this.index = index;
        this.id = id;
        this.kind = kind;
        this.signature = signature;
        this.name = kind == TypeId.ARRAY || signature.length() == 1
                ? signature
                : signature.substring(1, signature.length() - 1).replace('.', '/');
    }

    /** {@return whether the program can have set its static fields and made objects of it} */
    boolean inUse() {
        return initialized || initializing && !failed;
    }

    boolean isArray() {
        return kind == TypeId.ARRAY;
    }

    boolean isHidden() {
        return signature.indexOf('.') >= 0;
    }

    /** {@return the field of that name that the class itself declares} */
    Optional<FieldEntry> field(String fieldName) {
        return fields.stream().filter(field -> field.name().equals(fieldName)).findFirst();
    }

    /** {@return whether the JDK has made it for {@code java.lang.reflect.Proxy}} */
    boolean isProxy() {
        return superclass != null
                && superclass.name.equals("java/lang/reflect/Proxy")
                && name.matches("(.*/)?\\$Proxy\\d+");
    }

    boolean isA(String className) {
        for (TargetType type = this; type != null; type = type.superclass) {
            if (type.name.equals(className)) {
                return true;
            }
        }
        return false;
    }

    /** {@return how many classes are above it} */
    int depth() {
        return superclass == null ? 0 : superclass.depth() + 1;
    }

    /** {@return the name as people write it} */
    String displayName() {
        return isArray() ? signature : name.replace('/', '.');
    }

    /** {@return the name without its package} */
    String simpleName() {
        return name.substring(name.lastIndexOf('/') + 1).replace('$', '.');
    }

    @Override
    public String toString() {
        return displayName();
    }
}
