package io.jtp.classfile;

import io.jtp.snapshot.ClassOrigin.LambdaProxy;
import io.jtp.snapshot.ClassOrigin.MethodReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;

/**
 * The call site of a lambda expression or method reference: an invokedynamic instruction that {@code LambdaMetafactory} links.
 *
 * @param methodName name of the functional interface's method
 * @param factoryDescriptor captured types to interface type
 * @param arguments static ones of the bootstrap method, as ASM has them
 */
public record LambdaSite(String methodName, String factoryDescriptor, Handle bootstrap, List<Object> arguments) {

    private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";
    private static final int FLAG_MARKERS = 2;
    private static final int FLAG_BRIDGES = 4;

    /** {@return whether it is this bootstrap method that links lambda expressions} */
    public static boolean isLinkedBy(Handle bootstrap) {
        return bootstrap.getOwner().equals(METAFACTORY);
    }

    /** {@return what an instruction says} */
    public static LambdaSite of(InvokeDynamicInsnNode site) {
        return new LambdaSite(site.name, site.desc, site.bsm, List.of(site.bsmArgs));
    }

    /** {@return those in a class file, each with the number of instructions that look like it} */
    public static Map<LambdaSite, Integer> in(byte[] classFile) {
        Map<LambdaSite, Integer> sites = new LinkedHashMap<>();
        MethodVisitor counting = new MethodVisitor(Opcodes.ASM9) {
            @Override
            public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
                if (isLinkedBy(bootstrap)) {
                    sites.merge(new LambdaSite(name, descriptor, bootstrap, List.of(arguments)), 1, Integer::sum);
                }
            }
        };
        ClassVisitor methods = new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] exceptions) {
                return counting;
            }
        };
        new ClassReader(classFile).accept(methods, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return sites;
    }

    /** {@return the class of the lambda's objects} @param host type number of the class with the call site */
    public LambdaProxy proxy(int host) {
        Handle implementation = (Handle) arguments.get(1);
        int flags = bootstrap.getName().equals("altMetafactory") ? (Integer) arguments.get(3) : 0;
        List<String> markers = new ArrayList<>();
        List<String> bridges = new ArrayList<>();
        int next = 4;
        if ((flags & FLAG_MARKERS) != 0) {
            int count = (Integer) arguments.get(next++);
            for (int i = 0; i < count; i++) {
                markers.add(((Type) arguments.get(next++)).getInternalName());
            }
        }
        if ((flags & FLAG_BRIDGES) != 0) {
            int count = (Integer) arguments.get(next++);
            for (int i = 0; i < count; i++) {
                bridges.add(((Type) arguments.get(next++)).getDescriptor());
            }
        }
        return new LambdaProxy(
                host,
                methodName,
                factoryDescriptor,
                ((Type) arguments.get(0)).getDescriptor(),
                new MethodReference(
                        implementation.getTag(),
                        implementation.getOwner(),
                        implementation.getName(),
                        implementation.getDesc(),
                        implementation.isInterface()),
                ((Type) arguments.get(2)).getDescriptor(),
                flags,
                markers,
                bridges);
    }
}
