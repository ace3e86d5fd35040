package io.jtp.morph;

import io.jtp.classfile.MethodCode;
import io.jtp.classfile.TypeState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Code to be appended to a method, some of it copied from there. It keeps track of what the copies take over from the original: line
 * numbers, exception table entries, names of local variables, and the way back to the original's offsets.
 */
final class NewCode {

    private static final int NO_LINE = -1;
    private static final int NO_HANDLER = -1;

    /**
     * A copied instruction, or one of ours that stands at an original's place.
     *
     * @param instruction the copy
     * @param bci offset of the original
     * @param position an instruction at the next position follows it directly
     * @param handlers by offset of an original handler, the label to go to from here; none if it is no copy
     */
    record Item(
            AbstractInsnNode instruction,
            int bci,
            LabelNode begin,
            LabelNode end,
            int position,
            Map<Integer, LabelNode> handlers) {}

    /** Something that holds for a range of copied instructions. */
    private interface RangeAction {
        void accept(LabelNode begin, LabelNode end, LabelNode handler);
    }

    private final MethodCode method;
    private final boolean framesMatter;
    private final Map<Integer, Integer> lines = new HashMap<>();
    private final InsnList code = new InsnList();
    private final List<Item> items = new ArrayList<>();
    private final Map<AbstractInsnNode, Integer> originals = new IdentityHashMap<>();
    private int position;
    private int line = NO_LINE;

    NewCode(MethodCode method, boolean framesMatter) {
        this.method = method;
        this.framesMatter = framesMatter;
        int current = NO_LINE;
        int bci = 0;
        for (AbstractInsnNode each : method.node().instructions) {
            if (each instanceof LineNumberNode entry) {
                current = entry.line;
            } else if (each.getOpcode() >= 0) {
                lines.put(bci, current);
                originals.put(each, bci);
                bci = method.next(bci);
            }
        }
    }

    /** A place to jump to, with a frame if the class file has any. */
    void target(LabelNode label, TypeState state, Map<Integer, LabelNode> made) {
        code.add(label);
        if (framesMatter) {
            code.add(Frames.of(state, made));
        }
    }

    /** {@return the line that the original instruction at {@code bci} belongs to, if the class file tells} */
    OptionalInt line(int bci) {
        int known = lines.get(bci);
        return known == NO_LINE ? OptionalInt.empty() : OptionalInt.of(known);
    }

    /** Says which original line the code from here on belongs to. */
    void lineOf(int bci) {
        int wanted = lines.get(bci);
        if (wanted != line && wanted != NO_LINE) {
            LabelNode start = new LabelNode();
            code.add(start);
            code.add(new LineNumberNode(wanted, start));
            line = wanted;
        }
    }

    void label(LabelNode label) {
        code.add(label);
    }

    /** An instruction without an original. */
    void add(AbstractInsnNode instruction) {
        code.add(instruction);
        position++;
    }

    /** An instruction without an original, at which local variables are called what they are called at {@code bci}: for a debugger. */
    void addAt(int bci, AbstractInsnNode instruction) {
        Item item = new Item(instruction, bci, new LabelNode(), new LabelNode(), position, Map.of());
        code.add(item.begin());
        add(instruction);
        code.add(item.end());
        items.add(item);
    }

    /** A jump to where the original would be at {@code bci}: it stands for that instruction. */
    void jump(LabelNode label, int bci) {
        AbstractInsnNode jump = new JumpInsnNode(Opcodes.GOTO, label);
        originals.put(jump, bci);
        add(jump);
    }

    /** A copy of the instruction at {@code bci}; the handlers are to be filled in by the caller. */
    Item copy(int bci, Map<LabelNode, LabelNode> targets) {
        lineOf(bci);
        AbstractInsnNode instruction = method.instructionAt(bci).clone(targets);
        originals.put(instruction, bci);
        Item item = new Item(instruction, bci, new LabelNode(), new LabelNode(), position, new HashMap<>());
        code.add(item.begin());
        add(instruction);
        code.add(item.end());
        items.add(item);
        return item;
    }

    /** {@return the original offset of each instruction, of the original code and of the copies, that stands for one} */
    Map<AbstractInsnNode, Integer> originals() {
        return originals;
    }

    /** Appends everything to the method's own code. */
    void appendTo(MethodNode node) {
        node.instructions.add(code);
        List<TryCatchBlockNode> blocks = new ArrayList<>();
        for (TryCatchBlockNode block : node.tryCatchBlocks) {
            int handler = method.offsetOf(block.handler);
            forRanges(
                    block.start,
                    block.end,
                    handler,
                    (begin, end, target) -> blocks.add(new TryCatchBlockNode(begin, end, target, block.type)));
        }
        node.tryCatchBlocks.addAll(blocks);
        if (node.localVariables != null) {
            List<LocalVariableNode> variables = new ArrayList<>();
            for (LocalVariableNode variable : node.localVariables) {
                forRanges(
                        variable.start,
                        variable.end,
                        NO_HANDLER,
                        (begin, end, target) -> variables.add(new LocalVariableNode(
                                variable.name, variable.desc, variable.signature, begin, end, variable.index)));
            }
            node.localVariables.addAll(variables);
        }
    }

    /** Finds the ranges of copies whose originals lie between two labels and whose handler is the same. */
    private void forRanges(LabelNode start, LabelNode end, int handler, RangeAction action) {
        int from = method.offsetOf(start);
        int to = method.offsetOf(end);
        Item first = null;
        Item last = null;
        for (Item item : items) {
            boolean isHandled = handler == NO_HANDLER || item.handlers().containsKey(handler);
            if (item.bci() < from || item.bci() >= to || !isHandled) {
                continue;
            }
            boolean extendsRange = last != null
                    && item.position() == last.position() + 1
                    && item.handlers().get(handler) == last.handlers().get(handler);
            if (!extendsRange) {
                if (first != null) {
                    action.accept(first.begin(), last.end(), last.handlers().get(handler));
                }
                first = item;
            }
            last = item;
        }
        if (first != null) {
            action.accept(first.begin(), last.end(), last.handlers().get(handler));
        }
    }
}
