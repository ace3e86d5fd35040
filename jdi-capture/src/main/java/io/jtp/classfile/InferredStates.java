package io.jtp.classfile;

import io.jtp.classfile.VerifierType.Basic;
import io.jtp.classfile.VerifierType.ObjectType;
import io.jtp.classfile.VerifierType.UninitializedType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.Interpreter;

/** The types of class files without stack map frames, found by data flow as the old verifier finds them. */
final class InferredStates {

    private InferredStates() {}

    /** {@return by position in {@link MethodCode#nodes()}; null for labels and the like and for unreachable instructions} */
    static TypeState[] of(MethodCode method, ClassFileSource hierarchy) {
        Analyzer<BasicValue> analyzer = new Analyzer<>(new InferringInterpreter(method, hierarchy)) {
            @Override
            protected Frame<BasicValue> newFrame(int locals, int stack) {
                return new InferredFrame(locals, stack);
            }

            @Override
            protected Frame<BasicValue> newFrame(Frame<? extends BasicValue> frame) {
                return new InferredFrame(frame);
            }
        };
        Frame<BasicValue>[] frames;
        try {
            frames = analyzer.analyze(method.owner().name(), method.node());
        } catch (AnalyzerException e) {
            throw new IllegalArgumentException(method + ": its code makes no sense: " + e.getMessage(), e);
        }
        AbstractInsnNode[] nodes = method.nodes();
        TypeState[] states = new TypeState[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            if (nodes[i].getOpcode() >= 0 && frames[i] != null) {
                states[i] = state(frames[i], method.maxLocals());
            }
        }
        return states;
    }

    private static TypeState state(Frame<BasicValue> frame, int maxLocals) {
        VerifierType[] locals = new VerifierType[maxLocals];
        Arrays.fill(locals, Basic.TOP);
        for (int i = 0; i < frame.getLocals(); i++) {
            locals[i] = type(frame.getLocal(i));
        }
        List<VerifierType> stack = new ArrayList<>(frame.getStackSize());
        for (int i = 0; i < frame.getStackSize(); i++) {
            stack.add(type(frame.getStack(i)));
        }
        return new TypeState(List.of(locals), List.copyOf(stack));
    }

    private static VerifierType type(BasicValue value) {
        if (value instanceof InferringInterpreter.Uninitialized uninitialized) {
            return uninitialized.newOffset() == InferringInterpreter.THIS
                    ? Basic.UNINITIALIZED_THIS
                    : new UninitializedType(uninitialized.newOffset());
        }
        Type type = value.getType();
        if (type == null || value == BasicValue.RETURNADDRESS_VALUE) {
            return Basic.TOP;
        }
        return switch (type.getSort()) {
            case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> Basic.INTEGER;
            case Type.FLOAT -> Basic.FLOAT;
            case Type.LONG -> Basic.LONG;
            case Type.DOUBLE -> Basic.DOUBLE;
            case Type.OBJECT, Type.ARRAY ->
                type.equals(InferringInterpreter.NULL_TYPE) ? Basic.NULL : new ObjectType(type.getInternalName());
            default -> Basic.TOP;
        };
    }

    /** Knows that after its constructor was called, an object is initialised wherever it is. */
    private static final class InferredFrame extends Frame<BasicValue> {
        InferredFrame(int locals, int stack) {
            super(locals, stack);
        }

        InferredFrame(Frame<? extends BasicValue> frame) {
            super(frame);
        }

        @Override
        public void execute(AbstractInsnNode instruction, Interpreter<BasicValue> interpreter)
                throws AnalyzerException {
            BasicValue constructed = InferringInterpreter.constructed(instruction, this);
            super.execute(instruction, interpreter);
            if (constructed instanceof InferringInterpreter.Uninitialized) {
                BasicValue initialized = new BasicValue(constructed.getType());
                for (int i = 0; i < getLocals(); i++) {
                    if (getLocal(i).equals(constructed)) {
                        setLocal(i, initialized);
                    }
                }
                for (int i = 0; i < getStackSize(); i++) {
                    if (getStack(i).equals(constructed)) {
                        setStack(i, initialized);
                    }
                }
            }
        }
    }
}
