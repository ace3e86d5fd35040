package io.jtp.capture;

import com.sun.jdi.ObjectReference;

/** Combines method handles in the target, into loops and the like: no class of ours has to be defined there. */
final class HandleCombiner {

    private static final String HANDLES = "java.lang.invoke.MethodHandles";
    private static final String HANDLE = TargetLookup.HANDLE;
    private static final String TYPE = TargetLookup.TYPE;

    private final Invoker invoker;
    private final TargetLookup lookup;

    HandleCombiner(Invoker invoker) throws InvocationFailedException {
        this.invoker = invoker;
        this.lookup = TargetLookup.trusted(invoker);
    }

    TargetLookup lookup() {
        return lookup;
    }

    /** {@return {@code (state) -> for (int i = from(state); i < to(state); i++) body(i, state)}} */
    ObjectReference counted(ObjectReference from, ObjectReference to, ObjectReference body)
            throws InvocationFailedException {
        return combine("countedLoop", "(" + HANDLE + HANDLE + HANDLE + HANDLE + ")" + HANDLE, from, to, null, body);
    }

    /**
     * {@return {@code (state) -> for (int i = 0; i < array.length; i++) body(i, state)}}
     *
     * @param array type of the first of the state
     * @param state descriptors
     */
    ObjectReference forEach(String array, String state, ObjectReference body) throws InvocationFailedException {
        ObjectReference length = combine(
                "arrayLength",
                "(Ljava/lang/Class;)" + HANDLE,
                invoker.type(array).classObject());
        return times(permute(length, "(" + state + ")I", 0), body);
    }

    /** {@return {@code (state) -> for (int i = 0; i < count(state); i++) body(i, state)}} */
    ObjectReference times(ObjectReference count, ObjectReference body) throws InvocationFailedException {
        return combine("countedLoop", "(" + HANDLE + HANDLE + HANDLE + ")" + HANDLE, count, null, body);
    }

    /** {@return {@code (array, i) -> array[i]}} */
    ObjectReference getter(String array) throws InvocationFailedException {
        return combine(
                "arrayElementGetter",
                "(Ljava/lang/Class;)" + HANDLE,
                invoker.type(array).classObject());
    }

    /** {@return {@code (array, i, value) -> array[i] = value}} */
    ObjectReference setter(String array) throws InvocationFailedException {
        return combine(
                "arrayElementSetter",
                "(Ljava/lang/Class;)" + HANDLE,
                invoker.type(array).classObject());
    }

    /** {@return {@code (array, i, expected, value)}} It says whether the array had the very object expected, and then has the value. */
    ObjectReference compareAndSet() throws InvocationFailedException {
        ObjectReference elements = combine(
                "arrayElementVarHandle",
                "(Ljava/lang/Class;)Ljava/lang/invoke/VarHandle;",
                invoker.type("java.lang.Object[]").classObject());
        return invoker.objectFrom(
                elements,
                "toMethodHandle",
                "(Ljava/lang/invoke/VarHandle$AccessMode;)" + HANDLE,
                invoker.staticObject("java.lang.invoke.VarHandle$AccessMode", "COMPARE_AND_SET"));
    }

    /** {@return {@code (Object[] objects, int[] positions, i) -> objects[positions[i]]}} */
    ObjectReference elementAt() throws InvocationFailedException {
        return collect(getter("java.lang.Object[]"), 1, getter("int[]"));
    }

    /** {@return {@code (int i) -> i}} */
    ObjectReference identity() throws InvocationFailedException {
        var integer = invoker.type("java.lang.Integer");
        return combine("identity", "(Ljava/lang/Class;)" + HANDLE, integer.getValue(integer.fieldByName("TYPE")));
    }

    /** {@return the target, one argument of which is what the filter makes of its own arguments} */
    ObjectReference collect(ObjectReference target, int at, ObjectReference filter) throws InvocationFailedException {
        return combine("collectArguments", "(" + HANDLE + "I" + HANDLE + ")" + HANDLE, target, at, filter);
    }

    /** {@return {@code (arguments) -> filter(target(arguments))}} */
    ObjectReference filterReturn(ObjectReference target, ObjectReference filter) throws InvocationFailedException {
        return combine("filterReturnValue", "(" + HANDLE + HANDLE + ")" + HANDLE, target, filter);
    }

    /** {@return {@code (arguments) -> { first(arguments); second(arguments); }}} */
    ObjectReference inTurn(ObjectReference first, ObjectReference second) throws InvocationFailedException {
        return fold(second, first);
    }

    /** {@return {@code (arguments) -> target(first(arguments), arguments)}, or without its result if there is none} The combiner can have fewer arguments. */
    ObjectReference fold(ObjectReference target, ObjectReference first) throws InvocationFailedException {
        return combine("foldArguments", "(" + HANDLE + HANDLE + ")" + HANDLE, target, first);
    }

    /** {@return the target with these arguments given} */
    ObjectReference insert(ObjectReference target, int at, ObjectReference... arguments)
            throws InvocationFailedException {
        return combine(
                "insertArguments",
                "(" + HANDLE + "I[Ljava/lang/Object;)" + HANDLE,
                target,
                at,
                invoker.array("java.lang.Object[]", (Object[]) arguments));
    }

    /** {@return {@code (Object... elements) -> elements}} @param count how many */
    ObjectReference newArray(int count) throws InvocationFailedException {
        ObjectReference array = invoker.type("java.lang.Object[]").classObject();
        return invoker.objectFrom(
                combine("identity", "(Ljava/lang/Class;)" + HANDLE, array),
                "asCollector",
                "(Ljava/lang/Class;I)" + HANDLE,
                array,
                count);
    }

    /** {@return a handle whose only argument is given to the target in an array} */
    ObjectReference inArray(ObjectReference target) throws InvocationFailedException {
        return invoker.objectFrom(
                target,
                "asCollector",
                "(Ljava/lang/Class;I)" + HANDLE,
                invoker.type("java.lang.Object[]").classObject(),
                1);
    }

    /** {@return the target with other types of arguments and result} */
    ObjectReference as(ObjectReference target, String descriptor) throws InvocationFailedException {
        return invoker.objectFrom(target, "asType", "(" + TYPE + ")" + HANDLE, lookup.methodType(descriptor));
    }

    /** {@return a handle of this type, whose arguments are given to the target in this order} */
    ObjectReference permute(ObjectReference target, String descriptor, Object... order)
            throws InvocationFailedException {
        return combine(
                "permuteArguments",
                "(" + HANDLE + TYPE + "[I)" + HANDLE,
                target,
                lookup.methodType(descriptor),
                invoker.array("int[]", order));
    }

    /** {@return a method of an object} */
    ObjectReference bound(ObjectReference receiver, String method, String descriptor) throws InvocationFailedException {
        ObjectReference found =
                lookup.find("findVirtual", receiver.referenceType().name(), method, descriptor);
        return invoker.objectFrom(found, "bindTo", "(Ljava/lang/Object;)" + HANDLE, receiver);
    }

    private ObjectReference combine(String combinator, String signature, Object... arguments)
            throws InvocationFailedException {
        return invoker.objectFromStatic(HANDLES, combinator, signature, arguments);
    }
}
