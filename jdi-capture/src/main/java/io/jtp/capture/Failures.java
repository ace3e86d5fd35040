package io.jtp.capture;

import com.sun.jdi.ClassObjectReference;
import com.sun.jdi.InvocationException;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the JVM remembers of initialisers that have failed. It shows in one way only: as the cause of what it throws when the class is needed
 * again. So it is made to throw that, by a call that fails before any code of the class could run.
 */
final class Failures {

    private static final String UNSAFE = "jdk.internal.misc.Unsafe";
    private static final String EXPECTED = "java.lang.NoClassDefFoundError";
    private static final String REMEMBERED = "java.lang.ExceptionInInitializerError";

    private final Invoker invoker;

    /** @param invoker in a stopped thread of a program that is held */
    Failures(Invoker invoker) {
        this.invoker = invoker;
    }

    /**
     * {@return ids of the exceptions that are remembered, by class id; none where nothing is}
     *
     * @param types ids and binary names of classes whose initialisation has failed
     */
    Map<Long, Long> of(Map<Long, String> types) throws InvocationFailedException {
        Map<Long, Long> failures = new HashMap<>();
        for (Map.Entry<Long, String> type : types.entrySet()) {
            Optional<ReferenceType> found = invoker.type(type.getKey(), type.getValue());
            if (found.isPresent()) {
                of(found.get().classObject()).ifPresent(failure -> failures.put(type.getKey(), failure.uniqueID()));
            }
        }
        return failures;
    }

    private Optional<ObjectReference> of(ClassObjectReference type) throws InvocationFailedException {
        ObjectReference unsafe = invoker.staticObject(UNSAFE, "theUnsafe");
        ObjectReference thrown = thrown(unsafe, type);
        Value cause = thrown.getValue(thrown.referenceType().fieldByName("cause"));
        return cause instanceof ObjectReference failure
                        && failure.referenceType().name().equals(REMEMBERED)
                        && hasTrace(failure)
                ? Optional.of(failure)
                : Optional.empty();
    }

    /** The JVM copies the trace into it; if that went wrong, it has one that cannot be copied. */
    private static boolean hasTrace(ObjectReference failure) {
        Value trace = failure.getValue(failure.referenceType().fieldByName("stackTrace"));
        Value none = failure.referenceType().getValue(failure.referenceType().fieldByName("UNASSIGNED_STACK"));
        return trace != null && !trace.equals(none);
    }

    private ObjectReference thrown(ObjectReference unsafe, ClassObjectReference type) throws InvocationFailedException {
        try {
            invoker.call(unsafe, "ensureClassInitialized", "(Ljava/lang/Class;)V", type);
        } catch (InvocationFailedException e) {
            if (e.getCause() instanceof InvocationException in
                    && in.exception().referenceType().name().equals(EXPECTED)) {
                return in.exception();
            }
            throw e;
        }
        throw new InvocationFailedException("a class whose initialisation had failed is initialised", null);
    }
}
