package io.jtp.snapshot;

import java.util.List;

/** How a class is had at the destination. */
public sealed interface ClassOrigin {

    /** One of the three class loaders that every JVM has. */
    enum BuiltinLoader {
        BOOT,
        PLATFORM,
        APP
    }

    /** Found by name through a built-in class loader; also primitive types and arrays (loader of the element class). */
    record ByName(BuiltinLoader loader) implements ClassOrigin {}

    /**
     * Defined by a class loader of the program's own.
     *
     * @param loader position in {@link Program#loaders()}
     * @param domain number of its protection domain, see {@link NamedObject.MadeDomain}, or {@link #NO_DOMAIN}
     * @param classFile the original class file
     */
    record Defined(int loader, int domain, byte[] classFile) implements ClassOrigin {
        /** The class has no protection domain. */
        public static final int NO_DOMAIN = -1;
    }

    /** An array whose element class is {@link Defined}. @param component type number of its components */
    record ArrayOf(int component) implements ClassOrigin {}

    /**
     * The hidden class behind a lambda expression or method reference, linked again by {@code LambdaMetafactory}. Its fields are
     * {@code arg$1}, {@code arg$2}... as the metafactory names the captured values.
     *
     * @param host type number of the class with the call site
     * @param methodName name of the functional interface's method
     * @param factoryDescriptor captured types to interface type, as at the call site
     * @param samDescriptor erased descriptor of the interface method
     * @param implementation what the body is
     * @param instantiatedDescriptor descriptor enforced at invocation
     * @param flags of {@code LambdaMetafactory.altMetafactory}
     * @param markers internal names of further interfaces
     * @param bridges descriptors of further bridges
     */
    record LambdaProxy(
            int host,
            String methodName,
            String factoryDescriptor,
            String samDescriptor,
            MethodReference implementation,
            String instantiatedDescriptor,
            int flags,
            List<String> markers,
            List<String> bridges)
            implements ClassOrigin {}

    /**
     * The class of method handles that hold values, which the JDK makes for each combination of the values' kinds.
     *
     * @param kinds a letter for each value: L, I, J, F, D
     */
    record HandleSpecies(String kinds) implements ClassOrigin {}

    /**
     * The hidden class through which method handles that a class has looked up call those methods of the JDK that ask for their caller. The JDK
     * makes one for each such class.
     *
     * @param host type number of the class that has looked them up
     */
    record CallerInvoker(int host) implements ClassOrigin {}

    /**
     * A class of {@code java.lang.reflect.Proxy}, made again; it gets its old name.
     *
     * @param loader that defines it
     * @param interfaces type numbers, in order
     */
    record DynamicProxy(BuiltinLoader loader, List<Integer> interfaces) implements ClassOrigin {}

    /**
     * A direct method handle's target, JVMS 4.4.8.
     *
     * @param kind reference_kind, 5 to 9
     * @param owner internal name, to be resolved by the host class
     */
    record MethodReference(int kind, String owner, String name, String descriptor, boolean ownerIsInterface) {}
}
