package io.jtp.capture;

import com.sun.jdi.ObjectReference;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds method handles in the target. They may be of anything in the JDK: the lookup is the JDK's own trusted one, which JDI reads out of its
 * private field.
 */
final class TargetLookup {

    static final String HANDLE = "Ljava/lang/invoke/MethodHandle;";
    static final String TYPE = "Ljava/lang/invoke/MethodType;";

    private static final String LOOKUP = "java.lang.invoke.MethodHandles$Lookup";

    private final Invoker invoker;
    private final ObjectReference lookup;
    private final Map<String, ObjectReference> types = new HashMap<>();

    private TargetLookup(Invoker invoker, ObjectReference lookup) {
        this.invoker = invoker;
        this.lookup = lookup;
    }

    static TargetLookup trusted(Invoker invoker) throws InvocationFailedException {
        return new TargetLookup(invoker, invoker.staticObject(LOOKUP, "IMPL_LOOKUP"));
    }

    /** {@return the lookup of a class, as {@code LambdaMetafactory} wants it} */
    TargetLookup in(String className) throws InvocationFailedException {
        return new TargetLookup(
                invoker,
                invoker.objectFrom(
                        lookup,
                        "in",
                        "(Ljava/lang/Class;)Ljava/lang/invoke/MethodHandles$Lookup;",
                        invoker.classObject(className)));
    }

    /** {@return the {@code Lookup} in the target} */
    ObjectReference object() {
        return lookup;
    }

    /** {@return the handle of a method} @param finder {@code findStatic} or {@code findVirtual} */
    ObjectReference find(String finder, String className, String method, String descriptor)
            throws InvocationFailedException {
        return invoker.objectFrom(
                lookup,
                finder,
                "(Ljava/lang/Class;Ljava/lang/String;" + TYPE + ")" + HANDLE,
                invoker.classObject(className),
                method,
                methodType(descriptor));
    }

    ObjectReference findConstructor(String className, String descriptor) throws InvocationFailedException {
        return invoker.objectFrom(
                lookup,
                "findConstructor",
                "(Ljava/lang/Class;" + TYPE + ")" + HANDLE,
                invoker.classObject(className),
                methodType(descriptor));
    }

    /** {@return the {@code MethodType} in the target} @param descriptor of classes of the JDK */
    ObjectReference methodType(String descriptor) throws InvocationFailedException {
        ObjectReference known = types.get(descriptor);
        if (known == null) {
            known = invoker.objectFromStatic(
                    "java.lang.invoke.MethodType",
                    "fromMethodDescriptorString",
                    "(Ljava/lang/String;Ljava/lang/ClassLoader;)" + TYPE,
                    descriptor,
                    null);
            types.put(descriptor, known);
        }
        return known;
    }
}
