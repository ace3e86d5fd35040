package io.jtp.resume;

import java.util.HashMap;
import java.util.Map;

/** Tells whether an object's {@code hashCode} is its identity hash, without asking for a hash. */
final class IdentityHash {

    /** By name, for a {@code Class} as a key would get an identity hash. */
    private static final Map<String, Boolean> KNOWN = new HashMap<>();

    /** Keys of one class often come together. */
    private static Class<?> lastType;

    private static boolean lastAnswer;

    private IdentityHash() {}

    /** Of the JDK's classes only: those of the program are not asked, all of their objects have their old hashes. */
    static boolean isHashOf(Object object) {
        Class<?> type = object.getClass();
        if (type != lastType) {
            lastType = type;
            lastAnswer = !Types.isOfProgram(type) && KNOWN.computeIfAbsent(type.getName(), name -> inherits(type));
        }
        return lastAnswer;
    }

    private static boolean inherits(Class<?> type) {
        try {
            Class<?> declaring = type.getMethod("hashCode").getDeclaringClass();
            return declaring == Object.class || declaring == Enum.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " has no hashCode", e);
        }
    }
}
