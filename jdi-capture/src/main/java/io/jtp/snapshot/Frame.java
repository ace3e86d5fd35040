package io.jtp.snapshot;

import java.util.List;

/**
 * One activation of a method.
 *
 * @param type the class that declares the method; {@code java.lang.invoke.LambdaForm} or {@code jdk.internal.reflect.MethodAccessor} for
 *     classes that the JDK generated as it ran
 * @param method name
 * @param descriptor method descriptor
 * @param bci offset, in the original class file, of the instruction that calls the next frame or, in the innermost frame, of the
 *     next instruction; -1 in native methods
 * @param line source line, or -1
 * @param treatment how the frame is rebuilt
 * @param locals one value for each local variable slot; for OPAQUE frames only the parameters' slots
 *     need be there, and nothing if another OPAQUE frame calls it
 * @param operands the operand stack, bottom first, one value for each entry. In a frame that calls another the arguments of that call,
 *     receiver included, are not there any more: they are the callee's first locals
 * @param monitors objects this frame has locked, in the order of locking, without the lock of a synchronized method itself; an object
 *     locked twice stands here twice
 * @param construction what a constructor is making; {@link Construction#NONE} in other methods
 */
public record Frame(
        int type,
        String method,
        String descriptor,
        int bci,
        int line,
        Treatment treatment,
        List<Value> locals,
        List<Value> operands,
        List<Integer> monitors,
        Construction construction) {

    /** A frame of a method that is no constructor. */
    public Frame(
            int type,
            String method,
            String descriptor,
            int bci,
            int line,
            Treatment treatment,
            List<Value> locals,
            List<Value> operands,
            List<Integer> monitors) {
        this(type, method, descriptor, bci, line, treatment, locals, operands, monitors, Construction.NONE);
    }

    /**
     * The object that a constructor's frame is about.
     *
     * @param object its number if others can know it already, that is, if {@code Object.<init>} has returned for it, and if this is
     *     known; else 0, and a new object will do, with {@code fields}
     * @param fields those that this constructor's own class declares and that have been set although it has not called another
     *     constructor yet, as those for captured variables and the outer instance are
     */
    public record Construction(int object, List<FieldValue> fields) {
        public static final Construction NONE = new Construction(0, List.of());
    }

    /** {@return number of the object in the first local variable, which is the receiver of an instance method; 0 if there is none} */
    public int receiver() {
        return !locals.isEmpty() && locals.get(0) instanceof Value.Reference reference ? reference.object() : 0;
    }

    /** How a frame comes to stand on the new stack. */
    public enum Treatment {
        /** Its method gets a morph that jumps to {@code bci}. */
        MORPH,
        /**
         * It carries no code of ours (hidden class, reflection, method handle, native method in between): called with its captured
         * arguments it leads to the next frame by itself.
         */
        OPAQUE,
        /** The innermost frame is a native method that is called again, after GO, with its captured arguments. */
        REISSUE
    }
}
