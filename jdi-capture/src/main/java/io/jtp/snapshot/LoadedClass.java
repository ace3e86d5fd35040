package io.jtp.snapshot;

import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import io.jtp.snapshot.ClassOrigin.ByName;
import io.jtp.snapshot.ClassOrigin.Defined;
import java.util.List;

/**
 * A class as the program had loaded it.
 *
 * @param name internal name, array descriptor, or keyword of a primitive type
 * @param origin how to get this very class at the destination
 * @param superclass type number, or {@link #NONE}
 * @param state how far its initialisation had come
 * @param fields the instance fields that this class itself declares, in the order in which a row of {@link HeapBlock.Instances}
 *     holds them; a row holds the superclasses' fields first
 */
public record LoadedClass(String name, ClassOrigin origin, int superclass, State state, List<Field> fields) {

    /** JVMS 5.5, as far as it matters here. */
    public enum State {
        /** Not initialised. */
        LOADED,
        /** Its class initialiser is on a stack. */
        INITIALIZING,
        /** Its class initialiser has completed. */
        INITIALIZED,
        /** Its initialisation has failed: whoever needs it gets a {@code NoClassDefFoundError}. */
        FAILED
    }

    /** No superclass: {@code java/lang/Object}, interfaces, primitive types. */
    public static final int NONE = -1;

    /**
     * A field of a class.
     *
     * @param descriptor as in JVMS 4.3.2
     */
    public record Field(String name, String descriptor) {}

    public boolean initialized() {
        return state == State.INITIALIZED;
    }

    /** {@return whether the application class loader or one of the program's own has defined it} */
    public boolean isOfProgram() {
        return origin instanceof Defined || origin instanceof ByName byName && byName.loader() == BuiltinLoader.APP;
    }
}
