package io.jtp.resume;

import io.jtp.snapshot.ClassOrigin.LambdaProxy;
import io.jtp.snapshot.ClassOrigin.MethodReference;
import io.jtp.snapshot.LoadedClass;
import java.lang.invoke.CallSite;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/** Links call sites of lambda expressions again, as the JVM does, to get the hidden classes behind them, and keeps them for the program's own sites. */
final class LambdaLinker {

    private LambdaLinker() {}

    /**
     * @param number of its type
     * @param host the class with the call site
     * @param description what the proxy class was at the source, for messages
     * @return the class of the lambda's objects
     */
    static Class<?> link(int number, LambdaProxy proxy, Class<?> host, LoadedClass description) {
        try {
            Lookup lookup = Internals.LOOKUP.in(host);
            ClassLoader loader = host.getClassLoader();
            MethodType factory = type(proxy.factoryDescriptor(), loader);
            CallSite site = LambdaMetafactory.altMetafactory(
                    lookup, proxy.methodName(), factory, staticArguments(proxy, lookup, loader));
            LambdaSites.put(number, site);
            return site.getTarget().invokeWithArguments(defaults(factory)).getClass();
        } catch (Throwable e) {
            throw new IllegalStateException(
                    "the lambda " + description.name() + " ("
                            + proxy.implementation().owner() + "."
                            + proxy.implementation().name() + ") cannot be linked",
                    e);
        }
    }

    private static Object[] staticArguments(LambdaProxy proxy, Lookup lookup, ClassLoader loader)
            throws ReflectiveOperationException {
        List<Object> arguments = new ArrayList<>();
        arguments.add(type(proxy.samDescriptor(), loader));
        arguments.add(implementation(proxy.implementation(), lookup, loader));
        arguments.add(type(proxy.instantiatedDescriptor(), loader));
        int flags = proxy.flags() & LambdaMetafactory.FLAG_SERIALIZABLE;
        List<Object> rest = new ArrayList<>();
        if (!proxy.markers().isEmpty()) {
            flags |= LambdaMetafactory.FLAG_MARKERS;
            rest.add(proxy.markers().size());
            for (String marker : proxy.markers()) {
                rest.add(type(marker, lookup));
            }
        }
        if (!proxy.bridges().isEmpty()) {
            flags |= LambdaMetafactory.FLAG_BRIDGES;
            rest.add(proxy.bridges().size());
            for (String bridge : proxy.bridges()) {
                rest.add(type(bridge, loader));
            }
        }
        arguments.add(flags);
        arguments.addAll(rest);
        return arguments.toArray();
    }

    private static MethodHandle implementation(MethodReference reference, Lookup lookup, ClassLoader loader)
            throws ReflectiveOperationException {
        Class<?> owner = ClockRedirect.owner(type(reference.owner(), lookup), reference.name());
        MethodType type = type(reference.descriptor(), loader);
        return switch (reference.kind()) {
            case MethodHandleInfo.REF_invokeVirtual, MethodHandleInfo.REF_invokeInterface ->
                lookup.findVirtual(owner, reference.name(), type);
            case MethodHandleInfo.REF_invokeStatic -> lookup.findStatic(owner, reference.name(), type);
            case MethodHandleInfo.REF_invokeSpecial ->
                lookup.findSpecial(owner, reference.name(), type, lookup.lookupClass());
            case MethodHandleInfo.REF_newInvokeSpecial -> lookup.findConstructor(owner, type);
            default -> throw new IllegalArgumentException("a method handle of kind " + reference.kind());
        };
    }

    private static Class<?> type(String internalName, Lookup lookup) throws ReflectiveOperationException {
        return Sight.type(internalName.replace('/', '.'), lookup.lookupClass().getClassLoader());
    }

    private static MethodType type(String descriptor, ClassLoader loader) {
        return Sight.methodType(descriptor, loader);
    }

    private static Object[] defaults(MethodType factory) {
        Object[] values = new Object[factory.parameterCount()];
        for (int i = 0; i < values.length; i++) {
            // the default value of a field or an element is that of its type
            values[i] = Array.get(Array.newInstance(factory.parameterType(i), 1), 0);
        }
        return values;
    }
}
