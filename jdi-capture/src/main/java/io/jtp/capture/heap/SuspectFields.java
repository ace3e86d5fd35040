package io.jtp.capture.heap;

import io.jtp.capture.heap.Treatment.Refused;
import io.jtp.capture.jdwp.FieldEntry;
import java.util.Locale;
import java.util.Set;

/**
 * JDK classes that no other policy knows and that look as if they held a pointer: better refused than copied. A buffer's {@code address}
 * is none unless it is a direct one, and those are refused already.
 */
final class SuspectFields implements Policy {

    private static final Set<String> POINTERS =
            Set.of("address", "handle", "peer", "ptr", "pointer", "nativehandle", "nativeptr", "pdata", "dp");

    @Override
    public Treatment decide(TargetType type) {
        if (!type.jdk || type.isHidden() || type.isA("java/nio/Buffer") || type.isA("java/lang/Thread")) {
            return null;
        }
        for (TargetType t = type; t != null; t = t.superclass) {
            for (FieldEntry field : t.fields) {
                if (!field.isStatic()
                        && field.signature().equals("J")
                        && POINTERS.contains(field.name().toLowerCase(Locale.ROOT))) {
                    return new Refused(
                            "an object with native state, a " + type,
                            "Move the program when it no longer refers to this");
                }
            }
        }
        return null;
    }
}
