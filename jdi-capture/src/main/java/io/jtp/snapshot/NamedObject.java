package io.jtp.snapshot;

/** An object that is not copied: the destination has its own, and this says which. */
public sealed interface NamedObject {

    /**
     * The value of a static final field of a JDK class, an "anchor".
     *
     * @param type the class that declares the field
     * @param index element of the array that the field holds, or {@link #WHOLE} for the value itself
     */
    record StaticFieldValue(int type, String field, int index) implements NamedObject {
        /** Not an element, but the field's own value. */
        public static final int WHOLE = -1;
    }

    /** The {@code Class} object of a type. */
    record ClassMirror(int type) implements NamedObject {}

    /** A built-in class loader, never BOOT, which is {@code null}. */
    record LoaderMirror(ClassOrigin.BuiltinLoader loader) implements NamedObject {}

    /**
     * A module of the boot layer, or the unnamed module of a built-in loader.
     *
     * @param name module name, or empty for the unnamed module
     */
    record ModuleMirror(ClassOrigin.BuiltinLoader loader, String name) implements NamedObject {}

    /**
     * The {@code Thread} object of a thread that the destination's JVM made itself: the main thread.
     *
     * @param thread position in {@link Program#threads()}
     */
    record ThreadMirror(int thread) implements NamedObject {}

    /** The group in which the destination's JVM made its main thread. */
    record MainGroup() implements NamedObject {}

    /**
     * What the JVM keeps of the failure of a class's initialisation, the cause of each {@code NoClassDefFoundError} that it throws from then
     * on. What is in it is laid over.
     *
     * @param type the class, of {@link LoadedClass.State#FAILED}
     */
    record InitializationFailure(int type) implements NamedObject {}

    /**
     * A method type. There is one object only for all equal ones.
     *
     * @param returnType number of a {@code Class}
     * @param parameterTypes number of an array of {@code Class}, which may be any in the heap
     */
    record MethodTypeOf(int returnType, int parameterTypes) implements NamedObject {}

    /**
     * A class loader of the program's own. It is made before its classes, and what is in it is laid over.
     *
     * @param loader position in {@link Program#loaders()}
     */
    record MadeLoader(int loader) implements NamedObject {}

    /** The unnamed module of such a loader. @param loader position in {@link Program#loaders()} */
    record MadeLoadersModule(int loader) implements NamedObject {}

    /**
     * The protection domain of classes that such a loader has defined. It is made before them, and what is in it is laid over.
     *
     * @param domain as in {@link ClassOrigin.Defined}
     */
    record MadeDomain(int domain) implements NamedObject {}

    /**
     * The object that a method of the JDK gives for a name, always the same one: a character set, a currency, a node of the JDK's image.
     *
     * @param owner the method's class, internal name; the method is static, or one of the reader of the JDK's image
     * @param factory takes a string
     */
    record CanonicalObject(String owner, String factory, String name) implements NamedObject {}

    /** A string that stood for a literal, so that {@code ==} with that literal holds again. */
    record InternedString(String value) implements NamedObject {}

    /**
     * What a field of another object holds that is found at the destination, such as the parent of the main thread's group.
     *
     * @param object number of a {@link NamedObject}, smaller than this one's
     * @param type the class that declares the field
     */
    record FieldOf(int object, int type, String field) implements NamedObject {}
}
