package io.jtp.resume;

import java.lang.invoke.MethodHandles.Lookup;
import jdk.internal.misc.Unsafe;

/** The JDK's internal Unsafe and the lookup that may do everything. To be touched after {@link Opening#openInternals} only. */
final class Internals {

    static final Unsafe UNSAFE = Unsafe.getUnsafe();

    static final Lookup LOOKUP = (Lookup) getStatic(Lookup.class, "IMPL_LOOKUP");

    /** Where the elements of a byte array begin. */
    static final long BYTES = arrayBase(byte[].class);

    /** As in {@code Origin.objectLayout}. */
    static final String OBJECT_LAYOUT = UNSAFE.arrayIndexScale(Object[].class) + "/" + BYTES;

    private Internals() {}

    /** {@return where a field of either kind is; the class must not declare two fields of that name} */
    static long offset(Class<?> declaring, String field) {
        try {
            return UNSAFE.objectFieldOffset(declaring, field);
        } catch (InternalError e) {
            throw new IllegalStateException(declaring.getName() + " has no field " + field, e);
        }
    }

    /** Initialises the class and reads a static field of a reference type. */
    static Object getStatic(Class<?> declaring, String field) {
        UNSAFE.ensureClassInitialized(declaring);
        return UNSAFE.getReference(declaring, offset(declaring, field));
    }

    /** {@return where the elements of an array begin} By reflection: the method returns an int up to JDK 24, then a long. */
    static long arrayBase(Class<?> array) {
        try {
            return ((Number) Unsafe.class
                            .getMethod("arrayBaseOffset", Class.class)
                            .invoke(UNSAFE, array))
                    .longValue();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM does not tell where an array's elements are", e);
        }
    }
}
