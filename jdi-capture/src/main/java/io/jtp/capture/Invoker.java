package io.jtp.capture;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.ArrayType;
import com.sun.jdi.ClassNotLoadedException;
import com.sun.jdi.ClassObjectReference;
import com.sun.jdi.ClassType;
import com.sun.jdi.Field;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.InterfaceType;
import com.sun.jdi.InvalidTypeException;
import com.sun.jdi.InvocationException;
import com.sun.jdi.Method;
import com.sun.jdi.ObjectCollectedException;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.PrimitiveValue;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StringReference;
import com.sun.jdi.ThreadGroupReference;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMOutOfMemoryException;
import com.sun.jdi.Value;
import com.sun.jdi.VirtualMachine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Invokes methods of JDK classes in one thread of the target, while every other thread stays as it is.
 *
 * <p>The thread must stand at an event (a suspension by {@code VirtualMachine.suspend} alone will not do). Each invocation makes the
 * thread's {@code StackFrame} mirrors invalid. Objects that come back, and strings and arrays made here, are pinned in the target until
 * {@link #close}, since between two invocations nothing else holds them. While the program runs, its garbage collector can be faster than
 * the pin: then the call is made again, so calls that return objects must be such that a lost one does not matter.
 *
 * <p>Arguments are JDI {@link Value}s, {@code null}, or a {@code String}, {@code Integer}, {@code Long} or {@code Boolean}. Class names
 * are binary names ({@code java.util.Map$Entry}), signatures those of JVMS 4.3. For use by one thread at a time.
 */
public final class Invoker implements AutoCloseable {
    /**
     * An invocation runs in milliseconds, class loading included. One that takes longer waits for a lock that a suspended thread holds,
     * and would wait forever.
     */
    private static final long INVOCATION_BOUND_SECONDS = 20;

    /**
     * How often an object is made again that the target's garbage collector took before it could be pinned. That takes a collection
     * within a round trip; one that collects all the time and the whole time is out of memory.
     */
    private static final int PIN_ATTEMPTS = 20;

    private final ThreadReference thread;
    private final VirtualMachine vm;
    private final Map<String, ReferenceType> types = new HashMap<>();
    private final List<ObjectReference> pinned = new ArrayList<>();

    /** @param thread stands at an event, and is not resumed before this is closed */
    public Invoker(ThreadReference thread) {
        this.thread = thread;
        this.vm = thread.virtualMachine();
    }

    ThreadReference thread() {
        return thread;
    }

    /** {@return the class of this name whose {@code Class} object has this id; empty once it is unloaded} */
    Optional<ReferenceType> type(long id, String name) {
        return vm.classesByName(name).stream()
                .filter(type -> type.classObject().uniqueID() == id)
                .findFirst();
    }

    /** Calls a static method; {@code null} for void. */
    public Value callStatic(String className, String method, String signature, Object... arguments)
            throws InvocationFailedException {
        ReferenceType type = type(className);
        Method found = method(type, method, signature);
        List<Value> values = values(arguments);
        return await(describe(type, found), () -> {
            if (type instanceof InterfaceType declaring) {
                return declaring.invokeMethod(thread, found, values, ClassType.INVOKE_SINGLE_THREADED);
            }
            return ((ClassType) type).invokeMethod(thread, found, values, ClassType.INVOKE_SINGLE_THREADED);
        });
    }

    /** {@link #callStatic} for a method that returns an object, never {@code null}. */
    public ObjectReference objectFromStatic(String className, String method, String signature, Object... arguments)
            throws InvocationFailedException {
        return present((ObjectReference) callStatic(className, method, signature, arguments), className, method);
    }

    /** Calls the receiver's implementation of a method; {@code null} for void. */
    public Value call(ObjectReference receiver, String method, String signature, Object... arguments)
            throws InvocationFailedException {
        Method found = method(receiver.referenceType(), method, signature);
        return await(describe(receiver.referenceType(), found), invocation(receiver, found, arguments));
    }

    /** {@link #call} for a method that returns an object, never {@code null}. */
    public ObjectReference objectFrom(ObjectReference receiver, String method, String signature, Object... arguments)
            throws InvocationFailedException {
        ObjectReference result = (ObjectReference) call(receiver, method, signature, arguments);
        return present(result, receiver.referenceType().name(), method);
    }

    /** Makes an object by a constructor, whose signature ends with {@code )V}. */
    public ObjectReference make(String className, String signature, Object... arguments)
            throws InvocationFailedException {
        ClassType type = (ClassType) type(className);
        Method constructor = method(type, "<init>", signature);
        List<Value> values = values(arguments);
        Value made = await(
                describe(type, constructor),
                () -> type.newInstance(thread, constructor, values, ClassType.INVOKE_SINGLE_THREADED));
        return present((ObjectReference) made, className, "<init>");
    }

    /**
     * Begins a call and does not wait for its end. Nothing else can be invoked in the thread until then.
     *
     * @return completed when the call returns; exceptionally when it throws or the connection closes
     */
    CompletableFuture<Value> begin(ObjectReference receiver, String method, String signature, Object... arguments)
            throws InvocationFailedException {
        Method found = method(receiver.referenceType(), method, signature);
        return inBackground(describe(receiver.referenceType(), found), invocation(receiver, found, arguments));
    }

    /** {@return a new array} @param typeName such as {@code java.lang.Object[]}, of a class that the target has loaded */
    public ArrayReference array(String typeName, Object... elements) throws InvocationFailedException {
        try {
            ArrayType type = (ArrayType) type(typeName);
            ArrayReference array = pinned(() -> type.newInstance(elements.length));
            array.setValues(values(elements));
            return array;
        } catch (InvalidTypeException | ClassNotLoadedException e) {
            throw new InvocationFailedException("cannot fill a " + typeName + " in the target: " + e.getMessage(), e);
        }
    }

    /** {@return a new array, all null or 0} @param typeName as in {@link #array} */
    ArrayReference newArray(String typeName, int length) throws InvocationFailedException {
        ArrayType type = (ArrayType) type(typeName);
        try {
            return pinned(() -> type.newInstance(length));
        } catch (VMOutOfMemoryException e) {
            throw new InvocationFailedException("the target has no memory for a " + typeName + " of " + length, e);
        }
    }

    /**
     * {@return a new daemon thread in the JDK's own thread group, not started}
     *
     * @param task a {@code Runnable}
     */
    ThreadReference daemonThread(String name, ObjectReference task) throws InvocationFailedException {
        ThreadGroupReference group = thread.threadGroup();
        while (group.parent() != null) {
            group = group.parent();
        }
        ThreadReference made = (ThreadReference) make(
                "java.lang.Thread",
                "(Ljava/lang/ThreadGroup;Ljava/lang/Runnable;Ljava/lang/String;JZ)V",
                group,
                task,
                name,
                0L,
                false);
        call(made, "setDaemon", "(Z)V", true);
        return made;
    }

    /** {@return an {@code Integer} in the target} */
    public ObjectReference boxed(int number) throws InvocationFailedException {
        return objectFromStatic("java.lang.Integer", "valueOf", "(I)Ljava/lang/Integer;", number);
    }

    /** {@return a new, pinned string in the target} */
    public StringReference string(String text) throws InvocationFailedException {
        return pinned(() -> vm.mirrorOf(text));
    }

    /** {@return the {@code Class} of a reference type} */
    public ClassObjectReference classObject(String className) throws InvocationFailedException {
        return type(className).classObject();
    }

    /** {@return the object in a static field of a class, which is initialised now if it is not yet} */
    public ObjectReference staticObject(String className, String field) throws InvocationFailedException {
        return present((ObjectReference) staticValue(className, field), className, field);
    }

    /** {@link #staticObject} for a number, which may be an int on some versions of the JDK and a long on others. */
    long staticNumber(String className, String field) throws InvocationFailedException {
        return ((PrimitiveValue) staticValue(className, field)).longValue();
    }

    private Value staticValue(String className, String field) throws InvocationFailedException {
        ReferenceType type = type(className);
        if (!type.isInitialized()) {
            load(className);
        }
        Field found = type.fieldByName(field);
        if (found == null) {
            throw new InvocationFailedException("the target's " + className + " has no field " + field, null);
        }
        return type.getValue(found);
    }

    /** {@return a type of the boot loader, or otherwise an array type; loaded now if it is not yet} */
    public ReferenceType type(String name) throws InvocationFailedException {
        ReferenceType known = types.get(name);
        if (known == null) {
            known = loaded(name);
            if (known == null) {
                // not asked for by name again: JDI can come to know of a new class a moment later
                known = load(name).reflectedType();
            }
            types.put(name, known);
        }
        return known;
    }

    private ClassObjectReference load(String name) throws InvocationFailedException {
        return (ClassObjectReference) objectFromStatic(
                "java.lang.Class",
                "forName",
                "(Ljava/lang/String;ZLjava/lang/ClassLoader;)Ljava/lang/Class;",
                name.endsWith("[]") ? "[L" + name.substring(0, name.length() - 2) + ";" : name,
                true,
                null);
    }

    private ReferenceType loaded(String name) {
        return vm.classesByName(name).stream()
                .filter(type -> type.classLoader() == null)
                .findFirst()
                .orElse(null);
    }

    /** Lets the target's garbage collector have what was pinned. The thread stays where it is. */
    @Override
    public void close() {
        pinned.forEach(ObjectReference::enableCollection);
        pinned.clear();
    }

    private static Method method(ReferenceType type, String name, String signature) throws InvocationFailedException {
        Method found = type instanceof ClassType concrete ? concrete.concreteMethodByName(name, signature) : null;
        if (found == null) {
            found = type.methodsByName(name, signature).stream().findFirst().orElse(null);
        }
        if (found == null) {
            throw new InvocationFailedException(
                    "the target's " + type.name() + " has no method " + name + signature, null);
        }
        return found;
    }

    private Invocation invocation(ObjectReference receiver, Method method, Object... arguments)
            throws InvocationFailedException {
        List<Value> values = values(arguments);
        return () -> receiver.invokeMethod(thread, method, values, ObjectReference.INVOKE_SINGLE_THREADED);
    }

    private List<Value> values(Object... arguments) throws InvocationFailedException {
        List<Value> values = new ArrayList<>();
        for (Object argument : arguments) {
            values.add(value(argument));
        }
        return values;
    }

    private Value value(Object argument) throws InvocationFailedException {
        if (argument == null || argument instanceof Value) {
            return (Value) argument;
        } else if (argument instanceof String text) {
            return string(text);
        } else if (argument instanceof Integer number) {
            return vm.mirrorOf(number);
        } else if (argument instanceof Long number) {
            return vm.mirrorOf(number);
        } else if (argument instanceof Boolean truth) {
            return vm.mirrorOf(truth);
        }
        throw new IllegalArgumentException("not an argument for the target: " + argument.getClass());
    }

    /** Makes an object, or gets {@code null} or a primitive, and pins what is an object; see {@link #PIN_ATTEMPTS}. */
    private <T extends Value> T pinned(Making<T> making) throws InvocationFailedException {
        for (int attempt = 1; ; attempt++) {
            T made = making.make();
            if (!(made instanceof ObjectReference object)) {
                return made;
            }
            try {
                object.disableCollection();
                pinned.add(object);
                return made;
            } catch (ObjectCollectedException e) {
                if (attempt == PIN_ATTEMPTS) {
                    throw new InvocationFailedException(
                            "the target's garbage collector takes every new object at once; it is out of memory", e);
                }
            }
        }
    }

    private Value await(String what, Invocation invocation) throws InvocationFailedException {
        return pinned(() -> awaitOnce(what, invocation));
    }

    private Value awaitOnce(String what, Invocation invocation) throws InvocationFailedException {
        try {
            return inBackground(what, invocation).get(INVOCATION_BOUND_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InvocationFailedException failure) {
                throw failure;
            }
            throw new InvocationFailedException(what + " could not be called in the target: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new InvocationFailedException(
                    what + " did not return within " + INVOCATION_BOUND_SECONDS
                            + " s in the target; a suspended thread probably holds a lock that it needs",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InvocationFailedException("interrupted while " + what + " ran in the target", e);
        }
    }

    private CompletableFuture<Value> inBackground(String what, Invocation invocation) {
        CompletableFuture<Value> result = new CompletableFuture<>();
        Thread caller = new Thread(
                () -> {
                    try {
                        result.complete(invocation.run());
                    } catch (InvocationException e) {
                        result.completeExceptionally(new InvocationFailedException(
                                what + " threw " + new Thrown(e.exception()) + " in the target", e));
                    } catch (Exception e) {
                        result.completeExceptionally(e);
                    }
                },
                "jtp-invocation");
        caller.setDaemon(true);
        caller.start();
        return result;
    }

    private static ObjectReference present(ObjectReference object, String type, String member)
            throws InvocationFailedException {
        if (object == null) {
            throw new InvocationFailedException(type + "." + member + " is null in the target", null);
        }
        return object;
    }

    private static String describe(ReferenceType type, Method method) {
        return type.name() + "." + method.name();
    }

    private interface Making<T extends Value> {
        T make() throws InvocationFailedException;
    }

    private interface Invocation {
        Value run()
                throws InvocationException, InvalidTypeException, ClassNotLoadedException,
                        IncompatibleThreadStateException;
    }

    /** An exception in the target, in words, read from its fields: calling its methods could run the program's code. */
    private record Thrown(ObjectReference exception) {
        @Override
        public String toString() {
            ReferenceType type = exception.referenceType();
            Value message = exception.getValue(type.fieldByName("detailMessage"));
            return type.name() + (message instanceof StringReference text ? ": " + text.value() : "");
        }
    }
}
