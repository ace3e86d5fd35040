package io.jtp.capture;

import com.sun.jdi.ObjectReference;
import java.util.stream.Stream;

/**
 * Makes method handles in the target: small programs of JDK parts, so that no class of ours has to be defined there. All handles made here
 * take no arguments.
 */
final class TargetHandles {
    private static final String HANDLES = "java.lang.invoke.MethodHandles";
    private static final String HANDLE = TargetLookup.HANDLE;
    private static final String TYPE = TargetLookup.TYPE;

    private final Invoker invoker;
    private final TargetLookup lookup;
    private final HandleCombiner combined;
    private final ObjectReference ignores;

    TargetHandles(Invoker invoker) throws InvocationFailedException {
        this.invoker = invoker;
        this.combined = new HandleCombiner(invoker);
        this.lookup = combined.lookup();
        this.ignores = invoker.objectFromStatic(
                HANDLES, "empty", "(" + TYPE + ")" + HANDLE, lookup.methodType("(Ljava/lang/Throwable;)V"));
    }

    /** {@return {@code () -> receiver.method(arguments)}} @param arguments objects of the target; primitives boxed */
    ObjectReference calling(
            ObjectReference receiver, String className, String method, String signature, ObjectReference... arguments)
            throws InvocationFailedException {
        ObjectReference[] all =
                Stream.concat(Stream.of(receiver), Stream.of(arguments)).toArray(ObjectReference[]::new);
        return bind(lookup.find("findVirtual", className, method, signature), signature, all);
    }

    /** {@return {@code () -> className.method(arguments)}} */
    ObjectReference callingStatic(String className, String method, String signature, ObjectReference... arguments)
            throws InvocationFailedException {
        return bind(lookup.find("findStatic", className, method, signature), signature, arguments);
    }

    /** {@return {@code () -> { first; second; }}} */
    ObjectReference inTurn(ObjectReference first, ObjectReference second) throws InvocationFailedException {
        return combined.inTurn(first, second);
    }

    /** {@return {@code () -> { try { attempt; } catch (exception e) { otherwise; } }}} */
    ObjectReference rescued(ObjectReference attempt, String exception, ObjectReference otherwise)
            throws InvocationFailedException {
        ObjectReference exceptionClass = invoker.classObject(exception);
        ObjectReference handler = invoker.objectFromStatic(
                HANDLES,
                "dropArguments",
                "(" + HANDLE + "I[Ljava/lang/Class;)" + HANDLE,
                otherwise,
                0,
                invoker.array("java.lang.Class[]", exceptionClass));
        return caught(attempt, exceptionClass, handler);
    }

    /** {@return {@code () -> { try { attempt; } catch (Throwable e) {} }}} */
    ObjectReference quietly(ObjectReference attempt) throws InvocationFailedException {
        return caught(attempt, invoker.classObject("java.lang.Throwable"), ignores);
    }

    private ObjectReference caught(ObjectReference attempt, ObjectReference exceptionClass, ObjectReference handler)
            throws InvocationFailedException {
        return invoker.objectFromStatic(
                HANDLES,
                "catchException",
                "(" + HANDLE + "Ljava/lang/Class;" + HANDLE + ")" + HANDLE,
                attempt,
                exceptionClass,
                handler);
    }

    /** {@return a {@code Runnable} that does this} */
    ObjectReference runnable(ObjectReference handle) throws InvocationFailedException {
        return invoker.objectFromStatic(
                "java.lang.invoke.MethodHandleProxies",
                "asInterfaceInstance",
                "(Ljava/lang/Class;" + HANDLE + ")Ljava/lang/Object;",
                invoker.classObject("java.lang.Runnable"),
                handle);
    }

    /** Binds all arguments, the receiver included, and drops the result. */
    private ObjectReference bind(ObjectReference handle, String signature, ObjectReference... arguments)
            throws InvocationFailedException {
        ObjectReference bound = combined.insert(handle, 0, arguments);
        return signature.endsWith(")V") ? bound : combined.as(bound, "()V");
    }
}
