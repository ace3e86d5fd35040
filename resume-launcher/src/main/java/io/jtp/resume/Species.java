package io.jtp.resume;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Classes that the JDK makes when they are needed: of dynamic proxies, of method handles that hold values, one for each combination of their
 * kinds, and those that stand for the callers of method handles.
 */
final class Species {

    private static final String BOUND = "java.lang.invoke.BoundMethodHandle";

    private static final String CALLERS = "java.lang.invoke.MethodHandleImpl$BindCaller";

    private static final Pattern PROXY_NAME =
            Pattern.compile("(.*\\bjdk\\.proxy(?<module>\\d+)\\.|.*\\.)?\\$Proxy(?<number>\\d+)");

    private Species() {}

    /** @param kinds a letter for each value, as in the name of the class */
    static Class<?> ofHandles(String kinds) {
        try {
            Class<?> bound = Class.forName(BOUND);
            Object specializer = Internals.getStatic(bound, "SPECIALIZER");
            // it is not enough to load the class if it is there: the JDK has to know of it
            MethodHandle find = Internals.LOOKUP.findVirtual(
                    Class.forName("java.lang.invoke.ClassSpecializer"),
                    "findSpecies",
                    MethodType.methodType(
                            Class.forName("java.lang.invoke.ClassSpecializer$SpeciesData"), Object.class));
            Object ignored = find.invoke(specializer, (Object) kinds);
            return Class.forName(BOUND + "$Species_" + kinds, true, null);
        } catch (Throwable e) {
            throw new IllegalStateException(
                    "the class of method handles with values of the kinds " + kinds + " cannot be made", e);
        }
    }

    /** @param host for whose method handles it calls methods that ask for their caller */
    static Class<?> ofCallers(Class<?> host) {
        try {
            ClassValue<?> invokers =
                    (ClassValue<?>) Internals.getStatic(Class.forName(CALLERS), "CV_makeInjectedInvoker");
            Object invoker = invokers.get(host);
            // a handle up to JDK 21
            return invoker instanceof MethodHandle handle
                    ? Internals.LOOKUP.revealDirect(handle).getDeclaringClass()
                    : (Class<?>) Internals.UNSAFE.getReference(
                            invoker, Internals.offset(invoker.getClass(), "invokerClass"));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("this JDK calls methods that ask for their caller in another way", e);
        }
    }

    /**
     * A class of {@code Proxy}, with the number that it had in the source's JVM.
     *
     * @param name binary name, as in {@code jdk.proxy1.$Proxy3} or, with interfaces that are not public, {@code their.package.$Proxy3}
     */
    static Class<?> ofProxies(String name, ClassLoader loader, Class<?>[] interfaces) {
        Matcher numbers = PROXY_NAME.matcher(name);
        if (!numbers.matches()) {
            throw new IllegalStateException("no class of dynamic proxies is called " + name);
        }
        try {
            Class<?> builder = Class.forName("java.lang.reflect.Proxy$ProxyBuilder");
            ((AtomicLong) Internals.getStatic(builder, "nextUniqueNumber"))
                    .set(Long.parseLong(numbers.group("number")));
            if (numbers.group("module") != null) {
                ((AtomicInteger) Internals.getStatic(builder, "counter"))
                        .set(Integer.parseInt(numbers.group("module")) - 1);
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("this JDK makes dynamic proxies in another way", e);
        }
        Class<?> made = Proxy.newProxyInstance(loader, interfaces, (proxy, method, arguments) -> null)
                .getClass();
        if (!made.getName().equals(name)) {
            throw new IllegalStateException(
                    "the class of dynamic proxies " + name + " is called " + made.getName() + " here");
        }
        return made;
    }
}
