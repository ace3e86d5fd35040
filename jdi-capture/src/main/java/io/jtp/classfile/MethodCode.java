package io.jtp.classfile;

import java.util.Arrays;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * A method with code, by byte code offset ("bci"). Methods that take a bci throw {@link IllegalArgumentException} where no instruction
 * begins at it.
 */
public final class MethodCode {

    private static final int NO_INSTRUCTION = -1;

    private final ClassFile owner;
    private final MethodNode node;
    private final byte[] code;
    private final ClassFileSource hierarchy;
    /** All nodes in order, labels, frames and line numbers included. */
    private final AbstractInsnNode[] nodes;
    /** By position in {@link #nodes}: offset of the instruction, or of the next one after a label, frame or line number. */
    private final int[] offsets;
    /** By bci: position in {@link #nodes} of the instruction that begins there. */
    private final int[] positions;

    private final Map<LabelNode, Integer> labels = new IdentityHashMap<>();
    /** Slots that an instruction stores into. */
    private final BitSet written = new BitSet();

    private boolean subroutines;
    private TypeState[] states;
    private FlowGraph flow;
    private ValueNumbers values;

    MethodCode(ClassFile owner, MethodNode node, int[] instructionOffsets, byte[] code, ClassFileSource hierarchy) {
        this.owner = owner;
        this.node = node;
        this.code = code;
        this.hierarchy = hierarchy;
        this.nodes = node.instructions.toArray();
        this.offsets = new int[nodes.length];
        this.positions = new int[code.length];
        Arrays.fill(positions, NO_INSTRUCTION);
        int next = 0;
        for (int i = 0; i < nodes.length; i++) {
            offsets[i] = next < instructionOffsets.length ? instructionOffsets[next] : code.length;
            int opcode = nodes[i].getOpcode();
            if (opcode >= 0) {
                positions[offsets[i]] = i;
                next++;
                subroutines |= opcode == Opcodes.JSR || opcode == Opcodes.RET;
                if (nodes[i] instanceof VarInsnNode access && opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE) {
                    written.set(access.var);
                }
            } else if (nodes[i] instanceof LabelNode label) {
                labels.put(label, offsets[i]);
            }
        }
    }

    /** {@return the class that declares the method} */
    public ClassFile owner() {
        return owner;
    }

    public String name() {
        return node.name;
    }

    public String descriptor() {
        return node.desc;
    }

    public boolean isStatic() {
        return (node.access & Opcodes.ACC_STATIC) != 0;
    }

    public boolean isSynchronized() {
        return (node.access & Opcodes.ACC_SYNCHRONIZED) != 0;
    }

    public boolean isConstructor() {
        return node.name.equals("<init>");
    }

    public int maxLocals() {
        return node.maxLocals;
    }

    /** {@return a copy of the code array, as JDI's {@code Method.bytecodes()} gives it for a method no agent has changed} */
    public byte[] code() {
        return code.clone();
    }

    /** {@return whether an instruction begins at this offset} */
    public boolean isInstruction(int bci) {
        return bci >= 0 && bci < positions.length && positions[bci] != NO_INSTRUCTION;
    }

    /** {@return whether it has the subroutines of old compilers (jsr, ret), whose return addresses are no values} */
    public boolean hasSubroutines() {
        return subroutines;
    }

    /** {@return whether an instruction stores into this slot} */
    public boolean isWritten(int slot) {
        return written.get(slot);
    }

    /** {@return the offset of the instruction after the one at {@code bci}; the code's length after the last} */
    public int next(int bci) {
        int next = bci + 1;
        position(bci);
        while (next < code.length && positions[next] == NO_INSTRUCTION) {
            next++;
        }
        return next;
    }

    /**
     * What the verifier knows before the instruction at {@code bci}: from the stack map frames or, in class files without, inferred.
     *
     * @throws IllegalArgumentException also if the instruction can never be reached and the class file has no frames that say more
     */
    public TypeState stateAt(int bci) {
        if (states == null) {
            states = TypeStates.of(this, hierarchy);
        }
        TypeState state = states[position(bci)];
        if (state == null) {
            throw new IllegalArgumentException(this + ": the instruction at " + bci + " can never be reached");
        }
        return state;
    }

    /** {@return whether {@link #stateAt} has an answer, which it has for every instruction that can run} */
    public boolean isReachable(int bci) {
        if (states == null) {
            states = TypeStates.of(this, hierarchy);
        }
        return states[position(bci)] != null;
    }

    /**
     * {@return how control flows in this method}
     *
     * @throws IllegalArgumentException if it {@link #hasSubroutines()}
     */
    public FlowGraph flow() {
        if (flow == null) {
            flow = new FlowGraph(this);
        }
        return flow;
    }

    /**
     * {@return which of its slots hold copies and constants}
     *
     * @throws IllegalArgumentException if it {@link #hasSubroutines()}
     */
    public ValueNumbers values() {
        if (values == null) {
            values = new ValueNumbers(this);
        }
        return values;
    }

    /** {@return the call at {@code bci}, or empty if another instruction stands there} */
    public Optional<Invocation> invocationAt(int bci) {
        AbstractInsnNode instruction = instructionAt(bci);
        if (instruction instanceof MethodInsnNode call) {
            return Optional.of(new Invocation(bci, call.getOpcode(), call.owner, call.name, call.desc, call.itf));
        }
        if (instruction instanceof InvokeDynamicInsnNode call) {
            return Optional.of(new Invocation(bci, call.getOpcode(), "", call.name, call.desc, false));
        }
        return Optional.empty();
    }

    /** {@return the source line as HotSpot tells it for this offset, or -1 without a line number table} */
    public int line(int bci) {
        position(bci);
        int best = -1;
        int line = -1;
        for (AbstractInsnNode each : nodes) {
            if (each instanceof LineNumberNode entry) {
                int start = labels.get(entry.start);
                if (start == bci) {
                    return entry.line;
                }
                if (start < bci && start >= best) {
                    best = start;
                    line = entry.line;
                }
            }
        }
        return line;
    }

    /**
     * A local variable as the source code has it.
     *
     * @param descriptor of its type
     */
    public record Local(String name, String descriptor) {}

    /** {@return the variable in a slot, or empty if the class file does not tell} */
    public Optional<Local> local(int slot, int bci) {
        position(bci);
        if (node.localVariables == null) {
            return Optional.empty();
        }
        for (LocalVariableNode variable : node.localVariables) {
            if (variable.index == slot && labels.get(variable.start) <= bci && bci < labels.get(variable.end)) {
                return Optional.of(new Local(variable.name, variable.desc));
            }
        }
        return Optional.empty();
    }

    /** {@return the name of the variable in a slot, or empty if the class file does not tell} */
    public Optional<String> localName(int slot, int bci) {
        return local(slot, bci).map(Local::name);
    }

    /** {@return the method as ASM's tree; see {@link ClassFile#node()}} */
    public MethodNode node() {
        return node;
    }

    /** {@return the instruction at {@code bci}} */
    public AbstractInsnNode instructionAt(int bci) {
        return nodes[position(bci)];
    }

    /** {@return the offset that a label of this method stands for} */
    public int offsetOf(LabelNode label) {
        return labels.get(label);
    }

    @Override
    public String toString() {
        return owner.name() + "." + node.name + node.desc;
    }

    /** {@return all nodes in order, as they were read} */
    AbstractInsnNode[] nodes() {
        return nodes;
    }

    /** {@return the offset of the node at this position, or of the next instruction after it} */
    int offsetAt(int position) {
        return offsets[position];
    }

    private int position(int bci) {
        if (!isInstruction(bci)) {
            throw new IllegalArgumentException(this + ": no instruction begins at " + bci);
        }
        return positions[bci];
    }
}
