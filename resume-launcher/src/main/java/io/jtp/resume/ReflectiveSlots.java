package io.jtp.resume;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells {@code Method}, {@code Constructor} and {@code Field} objects where this JVM has what they stand for. Their {@code slot} is a
 * position in the JVM's own table, which is in another order in every run; with the old one they would call some other method. Their
 * names are interned strings, and compared as such.
 */
final class ReflectiveSlots {

    private final Heap heap;
    private final Map<Class<?>, Object[]> declared = new HashMap<>();

    ReflectiveSlots(Heap heap) {
        this.heap = heap;
    }

    /** Puts all of them right; to be called when the heap is filled. */
    void settle(List<InstanceRun> runs) throws ReflectiveOperationException {
        for (InstanceRun run : runs) {
            if (run.type() == Method.class) {
                settle(run, Method[].class, "getDeclaredMethods0");
            } else if (run.type() == Constructor.class) {
                settle(run, Constructor[].class, "getDeclaredConstructors0");
            } else if (run.type() == Field.class) {
                settle(run, Field[].class, "getDeclaredFields0");
            }
        }
    }

    private void settle(InstanceRun run, Class<?> array, String list) throws ReflectiveOperationException {
        Class<?> kind = run.type();
        // unlike the public methods these leave nothing out
        MethodHandle declaredIn =
                Internals.LOOKUP.findVirtual(Class.class, list, MethodType.methodType(array, boolean.class));
        long slot = Internals.offset(kind, "slot");
        declared.clear();
        for (int i = run.first(); i < run.end(); i++) {
            Object here = find(heap.object(i), declaredIn);
            Internals.UNSAFE.putInt(heap.object(i), slot, Internals.UNSAFE.getInt(here, slot));
            if (kind != Constructor.class) {
                long name = Internals.offset(kind, "name");
                Internals.UNSAFE.putReference(heap.object(i), name, Internals.UNSAFE.getReference(here, name));
            }
        }
    }

    private Object find(Object member, MethodHandle declaredIn) {
        Class<?> declaring = member instanceof Executable executable
                ? executable.getDeclaringClass()
                : ((Field) member).getDeclaringClass();
        for (Object each : declared.computeIfAbsent(declaring, c -> list(c, declaredIn))) {
            if (isSame(each, member)) {
                return each;
            }
        }
        throw new IllegalStateException("there is no " + member + " here");
    }

    /** Not {@code equals}, which takes it for granted that equal names are the same string. */
    private static boolean isSame(Object here, Object member) {
        if (here instanceof Method a && member instanceof Method b) {
            return a.getName().equals(b.getName())
                    && a.getReturnType() == b.getReturnType()
                    && Arrays.equals(a.getParameterTypes(), b.getParameterTypes());
        } else if (here instanceof Field a && member instanceof Field b) {
            return a.getName().equals(b.getName()) && a.getType() == b.getType();
        }
        return here.equals(member);
    }

    private static Object[] list(Class<?> declaring, MethodHandle declaredIn) {
        try {
            return (Object[]) declaredIn.invoke(declaring, false);
        } catch (Throwable e) {
            throw new IllegalStateException("the members of " + declaring.getName() + " cannot be listed", e);
        }
    }
}
