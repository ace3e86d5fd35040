package io.jtp.inspect;

import io.jtp.classfile.MethodCode;
import io.jtp.snapshot.Frame;
import io.jtp.snapshot.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A frame as its source code has it.
 *
 * @param className as source code writes it
 * @param source file and line, as a stack trace has them
 * @param locals those that hold something
 * @param operands bottom first; see {@link Frame#operands()}
 * @param locks objects that it has locked, that of a synchronized method included
 */
record FrameView(
        Frame frame,
        String className,
        String source,
        List<NamedValue> locals,
        List<NamedValue> operands,
        List<Integer> locks) {

    private static final int MONITORENTER = 0xc2;

    static FrameView of(Frame frame, HeapGraph heap, ClassNames names, FrameCode codes) {
        Optional<MethodCode> code = codes.of(frame);
        List<NamedValue> locals = new ArrayList<>();
        for (int slot = 0; slot < frame.locals().size(); slot++) {
            Value value = frame.locals().get(slot);
            if (!(value instanceof Value.Top)) {
                locals.add(local(frame, code, slot, value));
            }
        }
        List<NamedValue> operands = new ArrayList<>();
        for (Value value : frame.operands()) {
            if (!(value instanceof Value.Top)) {
                operands.add(new NamedValue("operand " + operands.size(), "", value));
            }
        }
        return new FrameView(
                frame,
                names.of(frame.type()),
                source(frame, names, code),
                List.copyOf(locals),
                List.copyOf(operands),
                isEntering(frame, code) ? frame.monitors() : locks(frame, heap, code));
    }

    private static NamedValue local(Frame frame, Optional<MethodCode> code, int slot, Value value) {
        Optional<MethodCode.Local> known = code.flatMap(method -> method.local(slot, Math.max(0, frame.bci())));
        if (known.isPresent()) {
            return new NamedValue(known.get().name(), known.get().descriptor(), value);
        }
        boolean receiver = slot == 0 && code.isPresent() && !code.get().isStatic();
        return new NamedValue(receiver ? "this" : "slot " + slot, "", value);
    }

    private static String source(Frame frame, ClassNames names, Optional<MethodCode> code) {
        if (code.isEmpty() && frame.line() < 0) {
            return frame.bci() < 0 ? "Native Method" : "Unknown Source";
        }
        String outermost = ClassNames.simple(names.of(frame.type())).split("\\$")[0];
        String file = code.flatMap(method -> method.owner().sourceFile()).orElse(outermost + ".java");
        return frame.line() < 0 ? file : file + ":" + frame.line();
    }

    /** {@return whether it is about to enter a synchronized method, and has no offset in its code yet} */
    private static boolean isEntering(Frame frame, Optional<MethodCode> code) {
        return frame.bci() < 0 && code.isPresent() && code.get().isSynchronized();
    }

    private static List<Integer> locks(Frame frame, HeapGraph heap, Optional<MethodCode> code) {
        List<Integer> locks = new ArrayList<>();
        int own = code.map(method -> methodLock(frame, heap, method)).orElse(0);
        if (own != 0) {
            locks.add(own);
        }
        locks.addAll(frame.monitors());
        return List.copyOf(locks);
    }

    /** {@return the object that a synchronized method locks; 0 of another, and if that is not known} */
    private static int methodLock(Frame frame, HeapGraph heap, MethodCode code) {
        if (!code.isSynchronized()) {
            return 0;
        } else if (code.isStatic()) {
            return heap.mirror(frame.type());
        }
        return frame.receiver();
    }

    /** {@return the object whose monitor it is about to enter; 0 if it is not about to enter one} */
    int entering(HeapGraph heap, FrameCode codes) {
        Optional<MethodCode> code = codes.of(frame);
        if (isEntering(frame, code)) {
            return methodLock(frame, heap, code.get());
        }
        boolean enters = frame.bci() >= 0
                && code.isPresent()
                && (code.get().code()[frame.bci()] & 0xff) == MONITORENTER
                && !operands.isEmpty();
        return enters ? operands.get(operands.size() - 1).object() : 0;
    }

    /** {@return class and method, as a stack trace has them} */
    String method() {
        return className + "." + frame.method();
    }

    @Override
    public String toString() {
        return method() + "(" + source + ")";
    }

    /** {@return whether it is an activation of a method of this name} @param owner internal name of the class, readable */
    boolean isIn(String owner, String name) {
        return className.equals(owner) && frame.method().equals(name);
    }
}
