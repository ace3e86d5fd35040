package io.jtp.inspect;

import io.jtp.snapshot.Value;

/**
 * A value and what it is called.
 *
 * @param name of a variable or field, or where it lies
 * @param descriptor of its declared type; empty if that is not known
 */
record NamedValue(String name, String descriptor, Value value) {

    /** {@return the object that it refers to, or 0} */
    int object() {
        return value instanceof Value.Reference reference ? reference.object() : 0;
    }
}
