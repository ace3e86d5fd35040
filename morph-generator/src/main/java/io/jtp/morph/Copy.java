package io.jtp.morph;

import io.jtp.classfile.FlowGraph;
import io.jtp.classfile.LoopNest;
import io.jtp.classfile.MethodCode;
import io.jtp.classfile.TypeState;
import io.jtp.classfile.VerifierType;
import io.jtp.classfile.VerifierType.UninitializedType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/**
 * A copy of what is left of a method from some instruction on, up to the places where the original can be joined.
 *
 * <p>An original instruction can be joined when that leaves the method's loops with one entry each, no lock is held, and no object under
 * construction is there. A lock was taken by another MONITORENTER than the original code's, and HotSpot does not compile a method
 * (neither compiler, on 17) where two of them lead to one place. An object under construction was made by another NEW. So an instruction
 * is copied once for each combination of NEWs that can have made the objects it sees, and of MONITORENTERs that can have taken the locks.
 *
 * <p>Of nested loops first the rest of the iteration of each is copied, from the innermost on; where the next one begins, the whole
 * loop is copied, with its header. So loops in the copy have the shape they had, and no MONITORENTER of theirs leads into the rest of
 * the first iteration, where locks are held that were taken on resuming. The outermost loop's next iteration is in the original.
 *
 * <p>The way out of an iteration is a {@link Departure}: what C2 compiled for a loop ends there, as code behind it has never run.
 */
final class Copy {

    /**
     * An instruction to be copied.
     *
     * @param unfinished how many of the loops around the frame are still in the iteration that they were in
     */
    private record Key(int bci, int unfinished, Sources sources) {}

    /**
     * Where in the new code that comes from which the verifier, or a compiler, wants to come from one place.
     *
     * @param made the objects under construction: by original offset of their NEW, the NEW in the new code
     * @param locks the MONITORENTER of each lock that is held, in order of locking
     */
    private record Sources(Map<Integer, LabelNode> made, List<LabelNode> locks) {}

    private static final class Node {
        private final Key key;
        private final int group;
        private final int variant;
        private final LabelNode label = new LabelNode();
        private boolean isTarget;

        /**
         * @param group number of its combination of NEWs
         * @param variant how many nodes differ from it only in the locks, and came before
         */
        Node(Key key, int group, int variant) {
            this.key = key;
            this.group = group;
            this.variant = variant;
        }
    }

    /**
     * A way to a place that fewer loops are still in the iteration of. What comes then is not in the profile yet; compiled along with the
     * loop that was hot first it would stay as it is, for as long as the program is in there (measured: twice the time, in one run of ten).
     * HotSpot knows this problem: where it compiles a loop that is running, it stops at conditional branches backwards that have never
     * been reached, so as to learn more. So here is one.
     *
     * @param label leads to {@code target}, which stands for the original instruction at {@code bci}
     * @param made the objects under construction there
     */
    private record Departure(LabelNode label, LabelNode target, int bci, Map<Integer, LabelNode> made) {}

    private final MethodCode method;
    private final FlowGraph flow;
    private final LoopNest loops;
    private final Joins joins;
    private final NewCode out;
    private final int frameBci;
    private final int start;
    private final boolean joinAnywhere;
    private final Map<Key, Node> nodes = new LinkedHashMap<>();
    private final Map<Map<Integer, LabelNode>, Integer> groups = new HashMap<>();
    private final Map<Key, Integer> variants = new HashMap<>();
    private final Deque<Node> open = new ArrayDeque<>();
    private final Map<LabelNode, Departure> departures = new LinkedHashMap<>();

    /**
     * Prepares a copy.
     *
     * @param frameBci where the frame stands
     * @param start offset of the instruction to go on with: {@code frameBci}, or the one after it when that is a call
     * @param joinAnywhere whether also loops may be entered in their middle, and with locks, for the sake of a small method
     */
    Copy(MethodCode method, Joins joins, NewCode out, int frameBci, int start, boolean joinAnywhere) {
        this.method = method;
        this.flow = method.flow();
        this.loops = flow.loopsAround(frameBci);
        this.joins = joins;
        this.out = out;
        this.frameBci = frameBci;
        this.start = start;
        this.joinAnywhere = joinAnywhere;
    }

    /**
     * Appends the code that goes on at the start instruction.
     *
     * @param made the objects under construction there, by original NEW
     * @param replayed the call, or other instruction that calls, which was just appended, or null; its exceptions are handled like the
     *     copied instructions'
     */
    void append(Map<Integer, LabelNode> made, NewCode.Item replayed) {
        // entered in their middle as they are, loops need no copies
        int depth = joinAnywhere ? 0 : loops.depth();
        // taken on resuming
        List<LabelNode> locks =
                Stream.generate(LabelNode::new).limit(flow.locksHeld(frameBci)).toList();
        Sources sources = new Sources(made, locks);
        Node first = isJoinable(start) ? null : node(start, depth, sources);
        if (replayed != null) {
            for (int handler : flow.handlers(replayed.bci())) {
                replayed.handlers().put(handler, jumpTarget(handler, depth, sources));
            }
        }
        while (!open.isEmpty()) {
            Node node = open.remove();
            for (int next : flow.successors(node.key.bci())) {
                if (!isJoinable(next)) {
                    node(next, node.key.unfinished(), after(node));
                }
            }
            for (int handler : flow.handlers(node.key.bci())) {
                jumpTarget(handler, node.key.unfinished(), node.key.sources());
            }
        }
        List<Node> order = new ArrayList<>(nodes.values());
        order.sort(Comparator.<Node>comparingInt(n -> n.group)
                .thenComparing(n -> -n.key.unfinished())
                .thenComparing(n -> n.key.unfinished() == depth && n.key.bci() < start)
                .thenComparingInt(n -> n.variant)
                .thenComparingInt(n -> n.key.bci()));
        for (int i = 0; i < order.size(); i++) {
            markTargets(order.get(i), i + 1 < order.size() ? order.get(i + 1) : null);
        }
        if (first == null) {
            out.jump(joins.at(start), start);
        } else if (order.get(0) != first) {
            first.isTarget = true;
            out.jump(first.label, start);
        }
        for (int i = 0; i < order.size(); i++) {
            emit(order.get(i), i + 1 < order.size() ? order.get(i + 1) : null);
        }
        departures.values().forEach(this::emit);
    }

    private boolean isJoinable(int bci) {
        boolean compilesWell = joinAnywhere || keepsLoopsReducible(bci) && flow.locksHeld(bci) == 0;
        return compilesWell && !method.stateAt(bci).hasNew();
    }

    private boolean keepsLoopsReducible(int bci) {
        return flow.isLoopEntry(bci) || !flow.inSameLoop(start, bci) && !flow.inSameLoop(frameBci, bci);
    }

    /**
     * {@return the copy of the instruction at {@code bci} for what comes from there}
     *
     * @param unfinished before control got there, see {@link Key}
     * @param sources at least those that the instruction sees
     */
    private Node node(int bci, int unfinished, Sources sources) {
        Map<Integer, LabelNode> made = new HashMap<>();
        TypeState state = method.stateAt(bci);
        for (List<VerifierType> types : List.of(state.locals(), state.stack())) {
            for (VerifierType type : types) {
                if (type instanceof UninitializedType uninitialized) {
                    made.put(uninitialized.newOffset(), sources.made().get(uninitialized.newOffset()));
                }
            }
        }
        int held =
                joinAnywhere ? 0 : Math.min(flow.locksHeld(bci), sources.locks().size());
        Sources seen = new Sources(made, sources.locks().subList(0, held));
        return nodes.computeIfAbsent(new Key(bci, loops.unfinished(unfinished, bci), seen), key -> {
            Key withoutLocks = new Key(bci, key.unfinished(), new Sources(made, List.of()));
            int variant = variants.merge(withoutLocks, 1, Integer::sum);
            Node node = new Node(key, groups.computeIfAbsent(made, m -> groups.size()), variant);
            open.add(node);
            return node;
        });
    }

    private LabelNode label(int bci, int unfinished, Sources sources) {
        boolean isJoined = isJoinable(bci);
        Node node = isJoined ? null : node(bci, unfinished, sources);
        LabelNode target = isJoined ? joins.at(bci) : node.label;
        if (!isDeparture(bci, unfinished)) {
            return target;
        }
        Map<Integer, LabelNode> made = isJoined ? Map.of() : node.key.sources().made();
        return departures
                .computeIfAbsent(target, t -> new Departure(new LabelNode(), t, bci, made))
                .label();
    }

    private boolean isDeparture(int bci, int unfinished) {
        return !joinAnywhere && loops.unfinished(unfinished, bci) < unfinished;
    }

    private LabelNode jumpTarget(int bci, int unfinished, Sources sources) {
        if (!isJoinable(bci)) {
            node(bci, unfinished, sources).isTarget = true;
        }
        return label(bci, unfinished, sources);
    }

    private Sources after(Node node) {
        Sources before = node.key.sources();
        int opcode = method.instructionAt(node.key.bci()).getOpcode();
        if (opcode == Opcodes.NEW) {
            Map<Integer, LabelNode> made = new HashMap<>(before.made());
            made.put(node.key.bci(), node.label);
            return new Sources(made, before.locks());
        } else if (opcode == Opcodes.MONITORENTER) {
            List<LabelNode> locks = new ArrayList<>(before.locks());
            locks.add(node.label);
            return new Sources(before.made(), locks);
        }
        return before;
    }

    private void markTargets(Node node, Node next) {
        int bci = node.key.bci();
        int[] successors = flow.successors(bci);
        for (int i = 0; i < successors.length; i++) {
            if (i > 0 || !flow.fallsThrough(bci) || !isFollowedBy(node, next)) {
                jumpTarget(successors[i], node.key.unfinished(), after(node));
            }
        }
    }

    /** {@return whether a node whose instruction can fall through needs no jump, as the one that is emitted next is where it leads} */
    private boolean isFollowedBy(Node node, Node next) {
        int following = flow.successors(node.key.bci())[0];
        int unfinished = node.key.unfinished();
        return next != null
                && !isJoinable(following)
                && !isDeparture(following, unfinished)
                && node(following, unfinished, after(node)) == next;
    }

    private void emit(Departure departure) {
        TypeState state = method.stateAt(departure.bci());
        LabelNode onward = new LabelNode();
        out.target(onward, state, departure.made());
        out.jump(departure.target(), departure.bci());
        out.target(departure.label(), state, departure.made());
        out.add(new InsnNode(Opcodes.ICONST_0));
        out.add(new JumpInsnNode(Opcodes.IFNE, onward));
        out.jump(onward, departure.bci());
    }

    private void emit(Node node, Node next) {
        int bci = node.key.bci();
        int unfinished = node.key.unfinished();
        if (node.isTarget) {
            out.target(node.label, method.stateAt(bci), node.key.sources().made());
        } else {
            out.label(node.label);
        }
        Sources after = after(node);
        Map<LabelNode, LabelNode> targets = new HashMap<>();
        for (LabelNode label : labels(method.instructionAt(bci))) {
            targets.put(label, label(method.offsetOf(label), unfinished, after));
        }
        NewCode.Item item = out.copy(bci, targets);
        for (int handler : flow.handlers(bci)) {
            item.handlers().put(handler, label(handler, unfinished, node.key.sources()));
        }
        if (flow.fallsThrough(bci)) {
            int following = flow.successors(bci)[0];
            if (!isFollowedBy(node, next)) {
                out.jump(label(following, unfinished, after), following);
            }
        }
    }

    private static List<LabelNode> labels(AbstractInsnNode instruction) {
        if (instruction instanceof JumpInsnNode jump) {
            return List.of(jump.label);
        }
        List<LabelNode> labels = new ArrayList<>();
        if (instruction instanceof TableSwitchInsnNode table) {
            labels.addAll(table.labels);
            labels.add(table.dflt);
        } else if (instruction instanceof LookupSwitchInsnNode lookup) {
            labels.addAll(lookup.labels);
            labels.add(lookup.dflt);
        }
        return labels;
    }
}
