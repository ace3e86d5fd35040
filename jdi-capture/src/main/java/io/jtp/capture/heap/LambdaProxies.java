package io.jtp.capture.heap;

import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.FieldEntry;
import io.jtp.capture.jdwp.MethodEntry;
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
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Tells which lambda expression or method reference a hidden class stands for.
 *
 * <p>The hidden class, {@code Host$$Lambda/0x...}, names its interface, implements the interface's method, and calls the implementation
 * in it. The call site in the host's class file that agrees with all that has the exact arguments of {@code LambdaMetafactory}.
 */
final class LambdaProxies {

    private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";
    private static final int FLAG_MARKERS = 2;
    private static final int FLAG_BRIDGES = 4;

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
        ClassNode node = new ClassNode();
        new ClassReader(classFile.get()).accept(node, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        Shape shape = shape(type);
        List<LambdaProxy> fitting = new ArrayList<>();
        for (MethodNode method : node.methods) {
            for (AbstractInsnNode instruction : method.instructions) {
                if (instruction instanceof InvokeDynamicInsnNode site
                        && site.bsm.getOwner().equals(METAFACTORY)
                        && fits(site, shape)) {
                    fitting.add(proxy(site, host));
                }
            }
        }
        return fitting.stream().max(Comparator.comparingInt(proxy -> agreement(proxy, shape)));
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

    private static boolean fits(InvokeDynamicInsnNode site, Shape shape) {
        Type factory = Type.getMethodType(site.desc);
        String sam = ((Type) site.bsmArgs[0]).getDescriptor();
        Handle implementation = (Handle) site.bsmArgs[1];
        boolean throughHandle = shape.calls().contains("invokeExact");
        return factory.getReturnType().getInternalName().equals(shape.interfaceName())
                && captured(factory).equals(shape.captured())
                && shape.methods().stream()
                        .anyMatch(
                                m -> m.name().equals(site.name) && m.signature().equals(sam))
                && (throughHandle || shape.calls().contains(implementation.getName() + implementation.getDesc()));
    }

    private static List<String> captured(Type factory) {
        List<String> descriptors = new ArrayList<>();
        for (Type type : factory.getArgumentTypes()) {
            descriptors.add(type.getDescriptor());
        }
        return descriptors;
    }

    private static LambdaProxy proxy(InvokeDynamicInsnNode site, int host) {
        Object[] arguments = site.bsmArgs;
        Handle implementation = (Handle) arguments[1];
        int flags = site.bsm.getName().equals("altMetafactory") ? (Integer) arguments[3] : 0;
        List<String> markers = new ArrayList<>();
        List<String> bridges = new ArrayList<>();
        int next = 4;
        if ((flags & FLAG_MARKERS) != 0) {
            int count = (Integer) arguments[next++];
            for (int i = 0; i < count; i++) {
                markers.add(((Type) arguments[next++]).getInternalName());
            }
        }
        if ((flags & FLAG_BRIDGES) != 0) {
            int count = (Integer) arguments[next++];
            for (int i = 0; i < count; i++) {
                bridges.add(((Type) arguments[next++]).getDescriptor());
            }
        }
        return new LambdaProxy(
                host,
                site.name,
                site.desc,
                ((Type) arguments[0]).getDescriptor(),
                new MethodReference(
                        implementation.getTag(),
                        implementation.getOwner(),
                        implementation.getName(),
                        implementation.getDesc(),
                        implementation.isInterface()),
                ((Type) arguments[2]).getDescriptor(),
                flags,
                markers,
                bridges);
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
