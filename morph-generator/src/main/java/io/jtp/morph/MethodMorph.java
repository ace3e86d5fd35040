package io.jtp.morph;

import io.jtp.classfile.MethodCode;
import io.jtp.classfile.TypeState;
import io.jtp.classfile.VerifierType;
import io.jtp.classfile.VerifierType.UninitializedType;
import io.jtp.morph.ResumePoint.Filling;
import io.jtp.morph.ResumePoint.Kind;
import io.jtp.morph.ResumePoint.Lock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Weaves entry points into a method.
 *
 * <pre>
 *     if (Replay.active) switch (Replay.entry(METHOD)) { case k: goto resume_k }
 * original:
 *     ... the original code ...
 * resume_k:
 *     push operands, bottom first; store locals; monitorenter each monitor
 *     innermost frame: Replay.arrived()
 *     others: push receiver and arguments of the call; Replay.arrived() if a native method comes next; call,
 *             or repeat the instruction during which a class initialiser was called
 *     a copy of what is left up to a place where the original can be joined; goto that place
 * </pre>
 */
final class MethodMorph {

    private final MethodCode method;
    private final int number;
    private final List<ResumePoint> points;
    private final boolean joinAnywhere;
    private final boolean framesMatter;
    private final Joins joins;
    private final NewCode out;
    private int stackNeeded = 1;
    private int localsNeeded;

    /**
     * Prepares a morph.
     *
     * @param number of the method in {@code Replay.entry}
     * @param joinAnywhere see {@link Copy}
     */
    MethodMorph(MethodCode method, int number, List<ResumePoint> points, boolean joinAnywhere) {
        this.method = method;
        this.number = number;
        this.points = points;
        this.joinAnywhere = joinAnywhere;
        this.framesMatter = method.owner().majorVersion() >= Opcodes.V1_6;
        this.joins = new Joins(method, framesMatter);
        this.out = new NewCode(method, framesMatter);
        this.localsNeeded = method.maxLocals();
    }

    /**
     * Changes the method's tree.
     *
     * @return the instructions of the changed tree that stand for one of the original, with its offset
     */
    Map<AbstractInsnNode, Integer> weave() {
        MethodNode node = method.node();
        List<LabelNode> entries = new ArrayList<>();
        for (ResumePoint point : points) {
            LabelNode entry = new LabelNode();
            entries.add(entry);
            append(point, entry);
        }
        InsnList guard = guard(entries);
        joins.insert();
        out.appendTo(node);
        node.instructions.insert(guard);
        node.maxStack = Math.max(node.maxStack, stackNeeded);
        node.maxLocals = localsNeeded;
        return out.originals();
    }

    private InsnList guard(List<LabelNode> entries) {
        LabelNode original = joins.at(0);
        InsnList guard = new InsnList();
        guard.add(ReplayCalls.active());
        guard.add(new JumpInsnNode(Opcodes.IFEQ, original));
        guard.add(ReplayCalls.constant(number));
        guard.add(ReplayCalls.entry());
        if (entries.size() == 1) {
            // short: the compilers inline a method only up to a size
            guard.add(new JumpInsnNode(Opcodes.IFGE, entries.get(0)));
        } else {
            guard.add(new TableSwitchInsnNode(0, entries.size() - 1, original, entries.toArray(new LabelNode[0])));
        }
        return guard;
    }

    private void append(ResumePoint point, LabelNode entry) {
        TypeState state = method.stateAt(point.bci());
        out.target(entry, method.stateAt(0), Map.of());
        out.lineOf(point.bci());
        Map<Integer, Integer> stashes = new HashMap<>();
        Map<Integer, LabelNode> made = makeObjects(point, stashes);
        for (Filling operand : point.operands()) {
            push(operand, stashes);
        }
        for (int slot = 0; slot < point.locals().size(); slot++) {
            Filling local = point.locals().get(slot);
            if (local.origin() != ResumePoint.Origin.NONE) {
                push(local, stashes);
                out.add(new VarInsnNode(ReplayCalls.store(local.type()), slot));
            }
        }
        for (Lock lock : point.locks()) {
            lock(lock, point);
        }
        for (Filling argument : point.arguments()) {
            push(argument, stashes);
        }
        if (point.kind() != Kind.CALL) {
            out.add(ReplayCalls.arrived());
        }
        stackNeeded = Math.max(stackNeeded, slots(state.stack()) + 2);
        NewCode.Item replayed = point.kind() == Kind.INNERMOST ? null : out.copy(point.bci(), Map.of());
        if (replayed != null && method.instructionAt(point.bci()).getOpcode() == Opcodes.NEW) {
            made.put(point.bci(), replayed.begin());
        }
        int start = replayed == null ? point.bci() : method.next(point.bci());
        new Copy(method, joins, out, point.bci(), start, joinAnywhere).append(made, replayed);
    }

    /** Makes one object for each NEW whose result is needed, and keeps it in a local variable of our own. */
    private Map<Integer, LabelNode> makeObjects(ResumePoint point, Map<Integer, Integer> stashes) {
        Map<Integer, LabelNode> made = new HashMap<>();
        Stream.concat(point.operands().stream(), point.locals().stream())
                .filter(filling -> filling.origin() == ResumePoint.Origin.NEW)
                .map(filling -> ((UninitializedType) filling.type()).newOffset())
                .distinct()
                .sorted()
                .forEach(offset -> {
                    LabelNode label = new LabelNode();
                    made.put(offset, label);
                    stashes.put(offset, method.maxLocals() + stashes.size());
                    out.label(label);
                    out.add(new TypeInsnNode(Opcodes.NEW, ((TypeInsnNode) method.instructionAt(offset)).desc));
                    out.add(new VarInsnNode(Opcodes.ASTORE, stashes.get(offset)));
                });
        localsNeeded = Math.max(localsNeeded, method.maxLocals() + stashes.size());
        return made;
    }

    private void push(Filling filling, Map<Integer, Integer> stashes) {
        switch (filling.origin()) {
            case REPLAY -> {
                out.add(ReplayCalls.next(filling.type()));
                if (!filling.cast().isEmpty()) {
                    out.add(new TypeInsnNode(Opcodes.CHECKCAST, filling.cast()));
                }
            }
            case CONSTANT -> out.add(ReplayCalls.zero(filling.type()));
            case NEW -> {
                int offset = ((UninitializedType) filling.type()).newOffset();
                out.add(new VarInsnNode(Opcodes.ALOAD, stashes.get(offset)));
            }
            case NONE -> {
                // it is there already
            }
        }
    }

    /** All variables that hold the object are given the same value, as after {@code synchronized (variable)}. */
    private void lock(Lock lock, ResumePoint point) {
        if (lock.slots().isEmpty()) {
            out.add(ReplayCalls.nextReference());
        } else {
            int first = lock.slots().get(0);
            for (int slot : lock.slots().subList(1, lock.slots().size())) {
                out.add(new VarInsnNode(Opcodes.ALOAD, first));
                String cast = point.locals().get(slot).cast();
                if (!cast.isEmpty()) {
                    out.add(new TypeInsnNode(Opcodes.CHECKCAST, cast));
                }
                out.add(new VarInsnNode(Opcodes.ASTORE, slot));
            }
            out.add(new VarInsnNode(Opcodes.ALOAD, first));
        }
        out.add(new InsnNode(Opcodes.MONITORENTER));
    }

    private static int slots(List<VerifierType> stack) {
        return stack.stream().mapToInt(type -> type.isWide() ? 2 : 1).sum();
    }
}
