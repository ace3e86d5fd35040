package io.jtp.morph;

import io.jtp.classfile.MethodCode;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;

/** The places of a method's original code that new code jumps to. */
final class Joins {

    private final MethodCode method;
    private final boolean framesMatter;
    private final Map<Integer, LabelNode> labels = new TreeMap<>();

    Joins(MethodCode method, boolean framesMatter) {
        this.method = method;
        this.framesMatter = framesMatter;
    }

    /** {@return the label of the original instruction at {@code bci}} */
    LabelNode at(int bci) {
        return labels.computeIfAbsent(bci, b -> new LabelNode());
    }

    /** Puts all labels in, and a frame where there is none yet: two at one offset are not allowed. */
    void insert() {
        InsnList code = method.node().instructions;
        labels.forEach((bci, label) -> {
            AbstractInsnNode instruction = method.instructionAt(bci);
            boolean hasFrame = false;
            for (AbstractInsnNode each = instruction.getPrevious();
                    each != null && each.getOpcode() < 0;
                    each = each.getPrevious()) {
                hasFrame |= each instanceof FrameNode;
            }
            code.insertBefore(instruction, label);
            if (framesMatter && !hasFrame) {
                code.insertBefore(instruction, Frames.of(method.stateAt(bci), Map.of()));
            }
        });
    }
}
