package io.jtp.classfile;

import io.jtp.classfile.VerifierType.Basic;
import io.jtp.classfile.VerifierType.ObjectType;
import io.jtp.classfile.VerifierType.UninitializedType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.AnalyzerAdapter;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;

/** Finds the verifier's knowledge before every instruction of a method. */
final class TypeStates {

    private TypeStates() {}

    /** {@return by position in {@link MethodCode#nodes()}; null for labels and the like and for unreachable instructions} */
    static TypeState[] of(MethodCode method, ClassFileSource hierarchy) {
        int version = method.owner().majorVersion();
        boolean mayLackFrames =
                version == Opcodes.V1_6 && Arrays.stream(method.nodes()).noneMatch(FrameNode.class::isInstance);
        return version < Opcodes.V1_6 || mayLackFrames ? InferredStates.of(method, hierarchy) : fromStackMap(method);
    }

    private static TypeState[] fromStackMap(MethodCode method) {
        AbstractInsnNode[] nodes = method.nodes();
        Map<Label, Integer> offsetOfLabel = new IdentityHashMap<>();
        for (AbstractInsnNode node : nodes) {
            if (node instanceof LabelNode label) {
                offsetOfLabel.put(label.getLabel(), method.offsetOf(label));
            }
        }
        AnalyzerAdapter adapter = new AnalyzerAdapter(
                method.owner().name(), method.node().access, method.name(), method.descriptor(), null);
        TypeState[] states = new TypeState[nodes.length];
        TypeState last = null;
        for (int i = 0; i < nodes.length; i++) {
            AbstractInsnNode node = nodes[i];
            if (node.getOpcode() >= 0 && adapter.locals != null) {
                TypeState state = state(adapter, method.maxLocals(), offsetOfLabel);
                last = state.equals(last) ? last : state;
                states[i] = last;
            }
            node.accept(adapter);
            if (node.getOpcode() == Opcodes.NEW && adapter.stack != null) {
                // the adapter makes a label of its own where the code has none
                Object made = adapter.stack.get(adapter.stack.size() - 1);
                offsetOfLabel.put((Label) made, method.offsetAt(i));
            }
        }
        return states;
    }

    private static TypeState state(AnalyzerAdapter adapter, int maxLocals, Map<Label, Integer> offsetOfLabel) {
        VerifierType[] locals = new VerifierType[maxLocals];
        Arrays.fill(locals, Basic.TOP);
        for (int i = 0; i < adapter.locals.size(); i++) {
            locals[i] = type(adapter.locals.get(i), offsetOfLabel);
        }
        List<VerifierType> stack = new ArrayList<>(adapter.stack.size());
        for (int i = 0; i < adapter.stack.size(); i++) {
            VerifierType type = type(adapter.stack.get(i), offsetOfLabel);
            stack.add(type);
            if (type.isWide()) {
                i++;
            }
        }
        return new TypeState(List.of(locals), List.copyOf(stack));
    }

    /** From ASM's way of writing types in frames. */
    private static VerifierType type(Object type, Map<Label, Integer> offsetOfLabel) {
        if (type instanceof String name) {
            return new ObjectType(name);
        }
        if (type instanceof Label label) {
            return new UninitializedType(offsetOfLabel.get(label));
        }
        if (type == Opcodes.INTEGER) {
            return Basic.INTEGER;
        } else if (type == Opcodes.FLOAT) {
            return Basic.FLOAT;
        } else if (type == Opcodes.LONG) {
            return Basic.LONG;
        } else if (type == Opcodes.DOUBLE) {
            return Basic.DOUBLE;
        } else if (type == Opcodes.NULL) {
            return Basic.NULL;
        } else if (type == Opcodes.UNINITIALIZED_THIS) {
            return Basic.UNINITIALIZED_THIS;
        }
        return Basic.TOP;
    }
}
