package io.jtp.capture.jdwp;

import java.lang.reflect.Modifier;

/**
 * A field that a class declares.
 *
 * @param id valid together with the declaring class only
 * @param signature descriptor
 * @param modifiers as in the class file
 */
public record FieldEntry(long id, String name, String signature, int modifiers) {
    public boolean isStatic() {
        return Modifier.isStatic(modifiers);
    }

    public boolean isFinal() {
        return Modifier.isFinal(modifiers);
    }

    /** {@return whether it holds objects or arrays} */
    public boolean isReference() {
        char first = signature.charAt(0);
        return first == 'L' || first == '[';
    }
}
