package io.jtp.capture.heap;

import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.FieldEntry;
import io.jtp.capture.jdwp.MethodEntry;
import io.jtp.classfile.LambdaSite;
import io.jtp.snapshot.ClassOrigin.LambdaProxy;
import io.jtp.snapshot.ClassOrigin.MethodReference;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Type;

/**
 * Tells which lambda expression or method reference a hidden class stands for.
 *
 * <p>The hidden class, {@code Host$$Lambda/0x...}, names its interface, implements the interface's method, and calls the implementation
 * in it. The call site in the host's class file that agrees with all that has the exact arguments of {@code LambdaMetafactory}.
 */
final class LambdaProxies {

    private final TargetClasses classes;

    LambdaProxies(TargetClasses classes) {
        this.classes = classes;
    }

    /** {@return whether a hidden class looks like a lambda's} */
    static boolean isLambda(TargetType type) {
        return type.isHidden() && type.name.contains("$$Lambda");
    }

    /** {@return the internal name of the class with the call site} */
    static String hostName(TargetType type) {
        return type.name.substring(0, type.name.indexOf("$$Lambda"));
    }

    /** What the hidden class shows of itself. */
    private record Shape(
            String interfaceName,
            List<String> captured,
            List<MethodEntry> methods,
            Set<String> calls,
            Set<String> casts) {}

    /**
     * {@return how the class is made, or empty if no call site in the host's class file fits}
     *
     * @param hostType the class with the call site
     * @param host type number of the class with the call site
     */
    Optional<LambdaProxy> find(TargetType type, TargetType hostType, int host) throws IOException {
        Optional<byte[]> classFile = classes.classFile(hostType);
        if (classFile.isEmpty()) {
            return Optional.empty();
        }
        Shape shape = shape(type);
        return LambdaSite.in(classFile.get()).keySet().stream()
                .map(site -> site.proxy(host))
                .filter(proxy -> fits(proxy, shape))
                .max(Comparator.comparingInt(proxy -> agreement(proxy, shape)));
    }

    private Shape shape(TargetType type) throws IOException {
        List<Long> interfaces = classes.pipe().ask(Commands.interfaces(type.id));
        TargetType first = interfaces.isEmpty() ? null : classes.byId(interfaces.get(0));
        List<String> captured = type.fields.stream()
                .filter(field -> !field.isStatic())
                .map(FieldEntry::signature)
                .toList();
        List<MethodEntry> methods = classes.pipe().ask(Commands.methods(type.id)).stream()
                .filter(m -> !Modifier.isStatic(m.modifiers()) && !m.name().startsWith("<"))
                .filter(m -> !m.name().equals("writeReplace"))
                .toList();
        ConstantPool pool = new ConstantPool(classes.pipe().ask(Commands.constantPool(type.id)));
        Set<String> calls = new HashSet<>();
        Set<String> casts = new HashSet<>();
        for (MethodEntry method : methods) {
            byte[] code = classes.pipe().ask(Commands.bytecodes(type.id, method.id()));
            ProxyCode.read(code, pool, calls, casts);
        }
        return new Shape(first == null ? "" : first.name, captured, methods, calls, casts);
    }

    private static boolean fits(LambdaProxy proxy, Shape shape) {
        Type factory = Type.getMethodType(proxy.factoryDescriptor());
        MethodReference implementation = proxy.implementation();
        boolean throughHandle = shape.calls().contains("invokeExact");
        return factory.getReturnType().getInternalName().equals(shape.interfaceName())
                && captured(factory).equals(shape.captured())
                && shape.methods().stream()
                        .anyMatch(m -> m.name().equals(proxy.methodName())
                                && m.signature().equals(proxy.samDescriptor()))
                && (throughHandle || shape.calls().contains(implementation.name() + implementation.descriptor()));
    }

    private static List<String> captured(Type factory) {
        List<String> descriptors = new ArrayList<>();
        for (Type type : factory.getArgumentTypes()) {
            descriptors.add(type.getDescriptor());
        }
        return descriptors;
    }

    /** Call sites that fit may still differ in the class of the implementation or in the casts of the arguments. */
    private static int agreement(LambdaProxy proxy, Shape shape) {
        MethodReference implementation = proxy.implementation();
        int agreement = shape.calls()
                        .contains(implementation.owner() + "." + implementation.name() + implementation.descriptor())
                ? 1
                : 0;
        Type[] erased = Type.getArgumentTypes(proxy.samDescriptor());
        Type[] instantiated = Type.getArgumentTypes(proxy.instantiatedDescriptor());
        for (int i = 0; i < erased.length; i++) {
            if (!erased[i].equals(instantiated[i])) {
                agreement += shape.casts().contains(instantiated[i].getInternalName()) ? 2 : -2;
            }
        }
        return agreement;
    }
}
