package io.jtp.morph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Is told by {@link Recording}s what goes on, and keeps a shadow of the thread's stack. */
public final class Recorder {

    /** An activation, as of its last step. */
    static final class Activation {
        final String type;
        final String method;
        final String descriptor;
        final List<Object> monitors = new ArrayList<>();
        final Map<String, Object> fields = new LinkedHashMap<>();
        int bci;
        int line;
        Object[] locals;
        Object[] stack;

        Activation(String type, String method, String descriptor) {
            this.type = type;
            this.method = method;
            this.descriptor = descriptor;
        }
    }

    private static final List<Activation> STACK = new ArrayList<>();
    private static Runnable atEachStep;

    private Recorder() {}

    /** From now on, runs this before each instruction. */
    static void begin(Runnable action) {
        STACK.clear();
        atEachStep = action;
    }

    /** {@return the activations, outermost first} */
    static List<Activation> stack() {
        return STACK;
    }

    /** A method was called; {@return its depth} */
    public static int enter(String type, String method, String descriptor) {
        if (method.equals("main")) {
            // what initialisers have called before is over
            STACK.clear();
        }
        STACK.add(new Activation(type, method, descriptor));
        return STACK.size() - 1;
    }

    /** The activation at this depth is at this instruction; deeper ones have returned or were left by an exception. */
    public static void step(int depth, int bci, int line, Object[] locals, Object[] stack) {
        STACK.subList(depth + 1, STACK.size()).clear();
        Activation activation = STACK.get(depth);
        activation.bci = bci;
        activation.line = line;
        activation.locals = locals;
        activation.stack = stack;
        if (STACK.get(0).method.equals("main")) {
            atEachStep.run();
        }
    }

    /** A constructor sets a field of its class before it has called another one. */
    public static void sets(Object value, String name, String descriptor, int depth) {
        STACK.get(depth).fields.put(name + " " + descriptor, value);
    }

    public static void locks(Object monitor, int depth) {
        STACK.get(depth).monitors.add(monitor);
    }

    public static void unlocks(Object monitor, int depth) {
        List<Object> monitors = STACK.get(depth).monitors;
        for (int i = monitors.size() - 1; i >= 0; i--) {
            if (monitors.get(i) == monitor) {
                monitors.remove(i);
                return;
            }
        }
        throw new IllegalStateException("not locked: " + monitor);
    }
}
