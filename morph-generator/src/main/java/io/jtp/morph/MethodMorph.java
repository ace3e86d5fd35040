package io.jtp.morph;

import io.jtp.classfile.Invocation;
import io.jtp.classfile.MethodCode;
import io.jtp.classfile.TypeState;
import io.jtp.classfile.VerifierType;
import io.jtp.classfile.VerifierType.UninitializedType;
import io.jtp.morph.ResumePoint.Filling;
import io.jtp.morph.ResumePoint.Kind;
import io.jtp.morph.ResumePoint.Lock;
import io.jtp.morph.ResumePoint.Setting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Weaves entry points into a method.
 *
 * <pre>
 *     if (Replay.active + Replay.active != 0) switch (Replay.entry(METHOD)) { case k: goto resume_k }
 * original:
 *     ... the original code ...
 * resume_k:
 *     constructor, after its call of another one: make that call; Replay.entry(METHOD)
 *     constructor, before: set fields
 *     push operands, bottom first; store locals; monitorenter each monitor
 *     innermost frame: Replay.arrived()
 *     others: push receiver and arguments of the call; Replay.arrived() if a native method comes next; call,
 *             or repeat the instruction during which a class initialiser was called; Replay.passed() if it was a native method
 *     if that was the call of a constructor: put the object that it really made in the place of the one it was called for now
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
    private final Map<AbstractInsnNode, Integer> standIns = new IdentityHashMap<>();
    private int stackNeeded = ReplayCalls.ACTIVE_SLOTS;
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
     * What is where in the changed tree.
     *
     * @param originals the instructions that stand for one of the original, with its offset
     * @param standIns the replayed calls of constructors, with the slot where the object is that they had really made
     */
    record Woven(Map<AbstractInsnNode, Integer> originals, Map<AbstractInsnNode, Integer> standIns) {}

    /** Changes the method's tree. */
    Woven weave() {
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
        // one more than before where a copy leaves an iteration, see Copy
        node.maxStack = Math.max(node.maxStack + 1, stackNeeded);
        node.maxLocals = localsNeeded;
        return new Woven(out.originals(), standIns);
    }

    private InsnList guard(List<LabelNode> entries) {
        LabelNode original = joins.at(0);
        InsnList guard = new InsnList();
        // where there is no more room on the stack, the guard is what fails: the trace has to show the method's first
        // line
        out.line(0).ifPresent(line -> {
            LabelNode start = new LabelNode();
            guard.add(start);
            guard.add(new LineNumberNode(line, start));
        });
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
        point.passed().ifPresent(call -> pass(call));
        if (point.kind() == Kind.PASS) {
            out.add(new InsnNode(Opcodes.RETURN));
            return;
        }
        if (point.passed().isPresent()) {
            out.add(ReplayCalls.constant(number));
            out.add(ReplayCalls.entry());
            out.add(new InsnNode(Opcodes.POP));
        }
        Map<Integer, Integer> stashes = new HashMap<>();
        Map<Integer, LabelNode> made = makeObjects(point, stashes);
        for (Setting field : point.fields()) {
            out.add(new VarInsnNode(Opcodes.ALOAD, 0));
            push(field.value(), stashes);
            out.add(new FieldInsnNode(Opcodes.PUTFIELD, method.owner().name(), field.name(), field.descriptor()));
        }
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
        int standIn = method.maxLocals() + stashes.size();
        if (point.standIn().isPresent()) {
            push(point.standIn().get(), stashes);
            out.add(new VarInsnNode(Opcodes.ASTORE, standIn));
            localsNeeded = Math.max(localsNeeded, standIn + 1);
        }
        for (Filling argument : point.arguments()) {
            push(argument, stashes);
        }
        if (point.kind() != Kind.CALL) {
            out.addAt(point.bci(), ReplayCalls.arrived());
        }
        stackNeeded = Math.max(stackNeeded, slots(state.stack()) + 3);
        NewCode.Item replayed = point.kind() == Kind.INNERMOST ? null : out.copy(point.bci(), Map.of());
        if (point.kind() == Kind.CALL_AFTER_ARRIVAL) {
            out.add(ReplayCalls.passed());
        }
        if (replayed != null && method.instructionAt(point.bci()).getOpcode() == Opcodes.NEW) {
            made.put(point.bci(), replayed.begin());
        }
        if (point.standIn().isPresent()) {
            standIns.put(replayed.instruction(), standIn);
            exchange(point, state, standIn);
        }
        int start = replayed == null ? point.bci() : method.next(point.bci());
        new Copy(method, joins, out, point.bci(), start, joinAnywhere).append(made, replayed);
    }

    /** Calls another constructor for the frame's own object, whose guard will see to it that nothing happens. */
    private void pass(Invocation call) {
        out.add(new VarInsnNode(Opcodes.ALOAD, 0));
        int slots = 1;
        for (Type argument : Type.getArgumentTypes(call.descriptor())) {
            out.add(ReplayCalls.zero(VerifierType.of(argument)));
            slots += argument.getSize();
        }
        out.add(new MethodInsnNode(
                Opcodes.INVOKESPECIAL, call.owner(), call.name(), call.descriptor(), call.ownerIsInterface()));
        stackNeeded = Math.max(stackNeeded, slots);
    }

    /** After the replayed call: wherever the frame has the object that the call was made for, it gets the other one. */
    private void exchange(ResumePoint point, TypeState state, int standIn) {
        Invocation call = method.invocationAt(point.bci()).orElseThrow();
        if (!call.name().equals("<init>")) {
            out.add(new InsnNode(Opcodes.POP));
            out.add(new VarInsnNode(Opcodes.ALOAD, standIn));
            return;
        }
        int height = point.operands().size();
        VerifierType dummy = state.stack().get(height);
        List<VerifierType> stack = state.stack().subList(0, height);
        int lowest = stack.contains(dummy) ? stack.indexOf(dummy) : height;
        int[] spilled = new int[height];
        int spill = standIn + 1;
        for (int i = height - 1; i >= lowest; i--) {
            if (stack.get(i).equals(dummy)) {
                out.add(new InsnNode(Opcodes.POP));
                spilled[i] = standIn;
            } else {
                out.add(new VarInsnNode(ReplayCalls.store(stack.get(i)), spill));
                spilled[i] = spill;
                spill += stack.get(i).isWide() ? 2 : 1;
            }
        }
        localsNeeded = Math.max(localsNeeded, spill);
        for (int i = lowest; i < height; i++) {
            out.add(new VarInsnNode(ReplayCalls.load(stack.get(i)), spilled[i]));
        }
        for (int slot = 0; slot < state.locals().size(); slot++) {
            if (state.locals().get(slot).equals(dummy)) {
                out.add(new VarInsnNode(Opcodes.ALOAD, standIn));
                out.add(new VarInsnNode(Opcodes.ASTORE, slot));
            }
        }
    }

    /** Makes one object for each NEW whose result is needed, and keeps it in a local variable of our own. */
    private Map<Integer, LabelNode> makeObjects(ResumePoint point, Map<Integer, Integer> stashes) {
        Map<Integer, LabelNode> made = new HashMap<>();
        Stream.of(point.operands(), point.locals(), point.arguments())
                .flatMap(List::stream)
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
            case THIS -> out.add(new VarInsnNode(Opcodes.ALOAD, 0));
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
