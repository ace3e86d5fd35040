package io.jtp.morph;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;

/** Copies objects, and what they reach, from the classes of one loader to the same classes of another. */
final class HeapCopy {

    /** {@code sun.misc.Unsafe}, which the compiler warns of when it is named. */
    private static final Object UNSAFE = unsafe();

    private final ClassLoader from;
    private final ClassLoader to;
    private final Map<Object, Object> copies = new IdentityHashMap<>();
    private final Deque<Object> open = new ArrayDeque<>();

    HeapCopy(ClassLoader from, ClassLoader to) {
        this.from = from;
        this.to = to;
    }

    Object copy(Object original) {
        Object copy = shell(original);
        while (!open.isEmpty()) {
            Object next = open.remove();
            fill(next, copies.get(next));
        }
        return copy;
    }

    /** Copies the static fields of a class. */
    void copyStatics(Class<?> type) {
        Class<?> target = counterpart(type);
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                Field twin = declared(target, field.getName());
                copyField(field.getType(), base(field), staticOffset(field), base(twin), staticOffset(twin));
            }
        }
        copy(null);
    }

    private Object shell(Object original) {
        if (original == null
                || original instanceof String
                || original instanceof Thread
                || original instanceof ClassLoader
                || original instanceof Number && original.getClass().getName().startsWith("java.lang.")
                || original instanceof Boolean
                || original instanceof Character
                || original.getClass().isHidden()
                || original instanceof Enum<?> && original.getClass().getClassLoader() != from) {
            return original;
        }
        if (original instanceof Class<?> type) {
            return counterpart(type);
        }
        Object known = copies.get(original);
        if (known != null) {
            return known;
        }
        Class<?> type = counterpart(original.getClass());
        Object copy = type.isArray()
                ? Array.newInstance(type.getComponentType(), Array.getLength(original))
                : call("allocateInstance", type);
        copies.put(original, copy);
        open.add(original);
        return copy;
    }

    private void fill(Object original, Object copy) {
        Class<?> type = original.getClass();
        if (original instanceof Object[] elements) {
            for (int i = 0; i < elements.length; i++) {
                ((Object[]) copy)[i] = shell(elements[i]);
            }
        } else if (type.isArray()) {
            System.arraycopy(original, 0, copy, 0, Array.getLength(original));
        } else {
            for (Class<?> each = type; each != null; each = each.getSuperclass()) {
                for (Field field : each.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())) {
                        Field twin = declared(counterpart(each), field.getName());
                        copyField(field.getType(), original, offset(field), copy, offset(twin));
                    }
                }
            }
        }
    }

    private void copyField(Class<?> type, Object source, long from, Object target, long to) {
        if (type.isPrimitive()) {
            String name = type.getName().substring(0, 1).toUpperCase(Locale.ROOT)
                    + type.getName().substring(1);
            call("put" + name, target, to, call("get" + name, source, from));
        } else {
            call("putObject", target, to, shell(call("getObject", source, from)));
        }
    }

    private static Object base(Field field) {
        return call("staticFieldBase", field);
    }

    private static long staticOffset(Field field) {
        return (Long) call("staticFieldOffset", field);
    }

    private static long offset(Field field) {
        return (Long) call("objectFieldOffset", field);
    }

    private static Object call(String name, Object... arguments) {
        for (Method method : UNSAFE.getClass().getMethods()) {
            if (method.getName().equals(name)
                    && method.getParameterCount() == arguments.length
                    && (arguments.length == 1 || method.getParameterTypes()[0] == Object.class)) {
                try {
                    return method.invoke(UNSAFE, arguments);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        throw new IllegalStateException("no " + name);
    }

    private Class<?> counterpart(Class<?> type) {
        if (type.isArray()) {
            return counterpart(type.getComponentType()).arrayType();
        }
        try {
            return type.getClassLoader() == from ? Class.forName(type.getName(), true, to) : type;
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Field declared(Class<?> type, String name) {
        try {
            return type.getDeclaredField(name);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object unsafe() {
        try {
            Field field = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
            field.setAccessible(true);
            return field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
