package io.jtp.classfile;

import org.objectweb.asm.Type;

/** A verification type of JVMS 4.10.1.2, as far as the verifier tells values apart. */
public sealed interface VerifierType {

    /** The types that need no parameter; boolean, byte, char and short are INTEGER. */
    enum Basic implements VerifierType {
        TOP,
        INTEGER,
        FLOAT,
        LONG,
        DOUBLE,
        NULL,
        UNINITIALIZED_THIS
    }

    /**
     * An initialised object or array.
     *
     * @param name internal name, or descriptor of an array type
     */
    record ObjectType(String name) implements VerifierType {}

    /**
     * An object made by {@code new} whose constructor has not been called.
     *
     * @param newOffset byte code offset of the NEW instruction
     */
    record UninitializedType(int newOffset) implements VerifierType {}

    /** {@return the type of a variable that is declared with this type} */
    static VerifierType of(Type declared) {
        return switch (declared.getSort()) {
            case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> Basic.INTEGER;
            case Type.FLOAT -> Basic.FLOAT;
            case Type.LONG -> Basic.LONG;
            case Type.DOUBLE -> Basic.DOUBLE;
            default -> new ObjectType(declared.getInternalName());
        };
    }

    /** {@return whether values of it take two slots} */
    default boolean isWide() {
        return this == Basic.LONG || this == Basic.DOUBLE;
    }

    /** {@return whether it is an object under construction} */
    default boolean isUninitialized() {
        return this == Basic.UNINITIALIZED_THIS || this instanceof UninitializedType;
    }

    /** {@return whether values of it are references, objects under construction included} */
    default boolean isReference() {
        return this == Basic.NULL || this instanceof ObjectType || isUninitialized();
    }
}
