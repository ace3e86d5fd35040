package io.jtp.resume;

import io.jtp.snapshot.ClassOrigin.CallerInvoker;
import io.jtp.snapshot.ClassOrigin.DynamicProxy;
import io.jtp.snapshot.ClassOrigin.HandleSpecies;
import io.jtp.snapshot.ClassOrigin.LambdaProxy;
import io.jtp.snapshot.Frame;
import io.jtp.snapshot.ThreadState;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The class initialisers that are on the stack, and which classes have to wait for them.
 *
 * <p>A class whose initialiser is on the stack must not be initialised before its thread comes to the instruction that did it, for then that
 * instruction would not call it. The same is true for a class whose initialisation begins with that of the first. Objects cannot be
 * allocated without their class being initialised, except by the thread that is at it.
 */
final class Initializers {

    /** The step of what need not wait. */
    static final int NONE = -1;

    private final Types types;

    /** The classes whose initialisers are on the stack, to their position among them. */
    private final Map<Class<?>, Integer> running = new IdentityHashMap<>();

    private final int[] steps;

    /** @param types loaded already */
    Initializers(Types types, List<ThreadState> threads) {
        this.types = types;
        for (ThreadState thread : threads) {
            for (Frame frame : thread.frames()) {
                if (frame.method().equals("<clinit>")) {
                    running.put(types.type(frame.type()), running.size());
                }
            }
        }
        steps = new int[types.count()];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = running.isEmpty() ? NONE : find(i);
        }
    }

    /**
     * {@return when a class can be initialised: as soon as the initialiser with this number, outermost first, is running again, or
     * {@link #NONE} if it need not wait}
     */
    int step(int type) {
        return steps[type];
    }

    /** {@return the number of the initialiser that a frame runs, or {@link #NONE} if it is of another method} */
    int step(Frame frame) {
        return frame.method().equals("<clinit>") ? running.get(types.type(frame.type())) : NONE;
    }

    private int find(int type) {
        if (types.description(type).origin() instanceof LambdaProxy proxy) {
            int step = NONE;
            for (Class<?> each : interfaces(proxy)) {
                step = Math.max(step, ofInterface(each));
            }
            return step;
        }
        if (types.description(type).origin() instanceof HandleSpecies
                || types.description(type).origin() instanceof CallerInvoker) {
            return NONE;
        }
        if (types.description(type).origin() instanceof DynamicProxy proxy) {
            int step = NONE;
            for (int each : proxy.interfaces()) {
                // its initialiser asks for the interfaces' methods, and may initialise them
                step = Math.max(step, Math.max(steps[each], running.getOrDefault(types.type(each), NONE)));
            }
            return step;
        }
        Class<?> own = types.type(type);
        int step = running.getOrDefault(own, NONE);
        for (Class<?> each = own; each != null && !own.isInterface(); each = each.getSuperclass()) {
            step = Math.max(step, running.getOrDefault(each, NONE));
            for (Class<?> parent : each.getInterfaces()) {
                step = Math.max(step, ofInterface(parent));
            }
        }
        return step;
    }

    private List<Class<?>> interfaces(LambdaProxy proxy) {
        ClassLoader loader = types.type(proxy.host()).getClassLoader();
        List<Class<?>> found = new ArrayList<>();
        found.add(Sight.methodType(proxy.factoryDescriptor(), loader).returnType());
        for (String marker : proxy.markers()) {
            found.add(Sight.methodType("()L" + marker + ";", loader).returnType());
        }
        return found;
    }

    /** For a class that implements it: its initialisation begins with those of interfaces that have methods with a body. */
    private int ofInterface(Class<?> type) {
        int step = running.containsKey(type) && hasBodies(type) ? running.get(type) : NONE;
        for (Class<?> parent : type.getInterfaces()) {
            step = Math.max(step, ofInterface(parent));
        }
        return step;
    }

    private static boolean hasBodies(Class<?> type) {
        try {
            // the public method leaves some out
            MethodHandle declared = Internals.LOOKUP.findVirtual(
                    Class.class, "getDeclaredMethods0", MethodType.methodType(Method[].class, boolean.class));
            for (Method method : (Method[]) declared.invokeExact(type, false)) {
                if (!Modifier.isStatic(method.getModifiers()) && !Modifier.isAbstract(method.getModifiers())) {
                    return true;
                }
            }
            return false;
        } catch (LinkageError e) {
            // a class named by a method is not there: waiting in vain can make the move fail, not waiting can make it
            // go wrong
            return true;
        } catch (Throwable e) {
            throw new IllegalStateException("the methods of " + type.getName() + " cannot be listed", e);
        }
    }
}
