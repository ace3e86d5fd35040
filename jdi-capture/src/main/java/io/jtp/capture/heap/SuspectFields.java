package io.jtp.capture.heap;

import io.jtp.capture.heap.Treatment.Refused;
import io.jtp.capture.jdwp.FieldEntry;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** JDK classes that no other policy knows and that look as if there were native state behind them: better refused than copied in hope. */
final class SuspectFields implements Policy {

    /** In the names of longs, as words of their own. */
    private static final Set<String> POINTERS = Set.of(
            "address",
            "addr",
            "handle",
            "handler",
            "peer",
            "ptr",
            "pointer",
            "native",
            "nativeptr",
            "nativehandle",
            "pdata",
            "dp",
            "hwnd",
            "hdc",
            "context",
            "segment",
            "fd");

    /** In the names of ints, as words of their own. */
    private static final Set<String> DESCRIPTORS = Set.of("fd", "dfd", "ifd", "epfd", "sockfd");

    /** Fields of these types, or of types whose names begin so. */
    private static final Set<String> HOLDERS = Set.of(
            "Ljava/io/FileDescriptor;",
            "Ljava/lang/ref/Cleaner$Cleanable;",
            "Ljdk/internal/ref/",
            "Ljava/lang/foreign/",
            "Ljdk/incubator/foreign/",
            "Ljdk/internal/foreign/",
            "Ljdk/internal/access/foreign/");

    @Override
    public Treatment decide(TargetType type) {
        return isSuspect(type)
                ? new Refused(
                        "an object that seems to have native state and that jtp does not know, a " + type,
                        "Move the program when it no longer refers to this")
                : null;
    }

    /** {@return whether an object of this class of the JDK has a field that looks like a pointer or a descriptor, or cleans up something} */
    static boolean isSuspect(TargetType type) {
        if (!type.jdk || type.isHidden()) {
            return false;
        }
        for (TargetType t = type; t != null; t = t.superclass) {
            if (t.fields.stream().anyMatch(SuspectFields::isSuspect)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSuspect(FieldEntry field) {
        if (field.isStatic()) {
            return false;
        }
        return switch (field.signature()) {
            case "J" -> hasWord(field.name(), POINTERS);
            case "I" -> hasWord(field.name(), DESCRIPTORS);
            default -> HOLDERS.stream().anyMatch(field.signature()::startsWith);
        };
    }

    private static boolean hasWord(String name, Set<String> words) {
        return Arrays.stream(name.split("(?<=[a-z0-9])(?=[A-Z])|[_$]"))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .anyMatch(words::contains);
    }
}
