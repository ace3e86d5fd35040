package io.jtp.capture;

import com.sun.jdi.ObjectReference;

/** Makes lambdas in the target, as javac's call sites do: no class of ours has to be defined there. */
final class TargetLambdas {

    private static final String OBJECTS = "java.lang.Object[]";

    /** Functional interfaces. */
    enum Kind {
        FUNCTION("Function", "apply", "Ljava/lang/Object;"),
        TO_INT("ToIntFunction", "applyAsInt", "I"),
        TO_LONG("ToLongFunction", "applyAsLong", "J"),
        PREDICATE("Predicate", "test", "Z");

        private final String type;
        private final String method;
        private final String result;

        Kind(String simpleName, String method, String result) {
            this.type = "java.util.function." + simpleName;
            this.method = method;
            this.result = result;
        }
    }

    private final Invoker invoker;
    private final TargetLookup lookup;

    TargetLambdas(Invoker invoker) throws InvocationFailedException {
        this(invoker, "java.lang.Object");
    }

    /** @param className the class of the JDK whose private methods can be implementations */
    TargetLambdas(Invoker invoker, String className) throws InvocationFailedException {
        this.invoker = invoker;
        this.lookup = TargetLookup.trusted(invoker).in(className);
    }

    /** {@return the lookup whose handles can be implementations} */
    TargetLookup lookup() {
        return lookup;
    }

    /** {@return a reference to a method of a class, {@code Type::method}} It has no arguments. */
    ObjectReference ofVirtual(Kind kind, String className, String method, String descriptor)
            throws InvocationFailedException {
        ObjectReference found = lookup.find("findVirtual", className, method, descriptor);
        return capture(invoker, capturing("", kind, found, "L" + className.replace('.', '/') + ";"));
    }

    /** {@return a reference to a static method of one argument} */
    ObjectReference ofStatic(Kind kind, String className, String method, String descriptor)
            throws InvocationFailedException {
        ObjectReference found = lookup.find("findStatic", className, method, descriptor);
        return capture(invoker, capturing("", kind, found, argument(descriptor)));
    }

    /** {@return a reference to a method of an object, {@code receiver::method}} It has one argument. */
    ObjectReference bound(Kind kind, ObjectReference receiver, String method, String descriptor)
            throws InvocationFailedException {
        String className = receiver.referenceType().name();
        ObjectReference found = lookup.find("findVirtual", className, method, descriptor);
        String captured = "L" + className.replace('.', '/') + ";";
        return capture(invoker, capturing(captured, kind, found, argument(descriptor)), receiver);
    }

    private static String argument(String descriptor) {
        return descriptor.substring(1, descriptor.indexOf(')'));
    }

    private ObjectReference capturing(String captured, Kind kind, ObjectReference implementation, String argument)
            throws InvocationFailedException {
        return capturing(
                captured,
                kind.type,
                kind.method,
                "(Ljava/lang/Object;)" + kind.result,
                implementation,
                "(" + argument + ")" + kind.result);
    }

    /**
     * {@return an object of a functional interface}
     *
     * @param erased descriptor of its method
     * @param implementation method handle
     * @param instantiated descriptor with the classes that the implementation wants
     */
    ObjectReference of(
            String functionalInterface,
            String method,
            String erased,
            ObjectReference implementation,
            String instantiated)
            throws InvocationFailedException {
        return capture(invoker, capturing("", functionalInterface, method, erased, implementation, instantiated));
    }

    /** {@return a method handle for {@link #capture}} @param captured descriptors of what the lambdas capture, the implementation's first arguments */
    ObjectReference capturing(
            String captured,
            String functionalInterface,
            String method,
            String erased,
            ObjectReference implementation,
            String instantiated)
            throws InvocationFailedException {
        ObjectReference site = invoker.objectFromStatic(
                "java.lang.invoke.LambdaMetafactory",
                "metafactory",
                "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                        + "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;Ljava/lang/invoke/MethodType;)"
                        + "Ljava/lang/invoke/CallSite;",
                lookup.object(),
                method,
                lookup.methodType("(" + captured + ")L" + functionalInterface.replace('.', '/') + ";"),
                lookup.methodType(erased),
                implementation,
                lookup.methodType(instantiated));
        return invoker.objectFrom(site, "getTarget", "()" + TargetLookup.HANDLE);
    }

    /** {@return a lambda that has captured these} */
    static ObjectReference capture(Invoker invoker, ObjectReference capturing, ObjectReference... captured)
            throws InvocationFailedException {
        return invoker.objectFrom(
                capturing,
                "invokeWithArguments",
                "([Ljava/lang/Object;)Ljava/lang/Object;",
                invoker.array(OBJECTS, (Object[]) captured));
    }
}
