package io.jtp.capture.heap;

import java.util.Set;

/** What is done with the objects of a class. */
sealed interface Treatment {

    /**
     * Copied field by field.
     *
     * @param leftOut names of fields that are null or 0 in the copy
     */
    record Copy(Set<String> leftOut) implements Treatment {}

    /**
     * Copied if a field says that there is no native state behind the object, otherwise refused.
     *
     * @param field an int or long
     * @param values what it can be
     * @param leftOut names of fields that are null or 0 in the copy
     */
    record CopyIf(String field, Set<Long> values, Set<String> leftOut, Refused otherwise) implements Treatment {}

    /** An entry of a thread's map of thread locals: stale in the copy if the key belongs to the JDK, which has its own values. */
    record ThreadLocalEntry() implements Treatment {}

    /** Copied but for the fields that {@link NativeParts} names, and made whole by the destination. */
    record Outside(Kind kind) implements Treatment {

        /** What such an object stands for outside the heap. */
        enum Kind {
            OPEN_FILE,
            CLEANUP,
            CLEANER,
            BUFFER,
            BUFFER_CLEANER,
            ZLIB,
            ZLIB_ADDRESS,
            RUNTIME_IMAGE
        }
    }

    /**
     * A {@code MemberName}, copied less what the JVM has put there, if it tells what it stands for.
     *
     * @param otherwise if only the JVM knows
     */
    record Member(Set<String> leftOut, Refused otherwise) implements Treatment {}

    /** A {@code MethodType}, found by the types it consists of. */
    record MethodTypeName() implements Treatment {}

    /**
     * The JDK has one object for each name, and gives it to who asks by that name.
     *
     * @param owner the class, internal name, whose static method {@code factory} it is that takes a string
     * @param field where the object has its name
     */
    record CanonicalName(String owner, String factory, String field) implements Treatment {}

    /** A string: its contents are asked for. */
    record Text() implements Treatment {}

    /** An array, read element by element. */
    record Elements() implements Treatment {}

    /** A {@code Class}, found by its type. */
    record ClassName() implements Treatment {}

    /** A class loader: a built-in one is found by name, others are refused. */
    record LoaderName() implements Treatment {}

    /** A module of the boot layer or an unnamed one, found by name. */
    record ModuleName() implements Treatment {}

    /**
     * Not copied: the program cannot be moved.
     *
     * @param problem what it is
     * @param remedy what the user could do
     */
    record Refused(String problem, String remedy) implements Treatment {}

    /** Every field. */
    Copy COPY = new Copy(Set.of());
}
