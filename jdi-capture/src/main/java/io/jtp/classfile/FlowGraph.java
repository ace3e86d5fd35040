package io.jtp.classfile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * How control flows between the instructions of a method without subroutines, by byte code offset: successors, exception handlers,
 * outermost loops, locks held, and which local variables are still needed.
 */
public final class FlowGraph {

    private static final int[] NONE = {};

    private final MethodCode method;
    /** Offsets of all instructions, ascending; other arrays are indexed by position in it. */
    private final int[] offsets;

    private final int[][] successors;
    private final int[][] handlers;
    private final int[] component;
    private final BitSet inLoop = new BitSet();
    private final BitSet entries = new BitSet();
    private BitSet[] live;
    private int[] locks;

    FlowGraph(MethodCode method) {
        if (method.hasSubroutines()) {
            throw new IllegalArgumentException(method + " has subroutines");
        }
        this.method = method;
        int[] all = new int[method.code().length];
        int count = 0;
        for (int bci = 0; bci < all.length; bci = method.next(bci)) {
            all[count++] = bci;
        }
        offsets = Arrays.copyOf(all, count);
        successors = new int[count][];
        handlers = new int[count][];
        for (int i = 0; i < count; i++) {
            successors[i] = findSuccessors(i);
            handlers[i] = findHandlers(offsets[i]);
        }
        component = new StronglyConnected(new BitSet()).components();
        findLoops();
    }

    /** {@return offsets of the instructions that can follow, exceptions aside; fall-through first} */
    public int[] successors(int bci) {
        return toOffsets(successors[position(bci)]);
    }

    /** {@return whether the instruction after this one can follow it} */
    public boolean fallsThrough(int bci) {
        int opcode = method.instructionAt(bci).getOpcode();
        return fallsThroughOpcode(opcode);
    }

    /** {@return offsets of the handlers of exceptions thrown here, in the order of the exception table, each once} */
    public int[] handlers(int bci) {
        return toOffsets(handlers[position(bci)]);
    }

    /** {@return whether both lie in the same outermost loop} */
    public boolean inSameLoop(int bci, int other) {
        int position = position(bci);
        return inLoop.get(position) && component[position] == component[position(other)];
    }

    /** {@return whether its outermost loop is entered there (or the method), as at a loop's header} */
    public boolean isLoopEntry(int bci) {
        return entries.get(position(bci));
    }

    /**
     * {@return the loops around an instruction} A loop is a strongly connected part of the graph; the next one further in is what is
     * strongly connected in it without its entries.
     */
    public LoopNest loopsAround(int bci) {
        int position = position(bci);
        List<LoopNest.Loop> loops = new ArrayList<>();
        BitSet reachable = reachable();
        BitSet outerEntries = new BitSet();
        int[] components = component;
        while (!outerEntries.get(position)) {
            BitSet body = members(components, components[position]);
            if (body.cardinality() == 1 && !leadsTo(position, position)) {
                break;
            }
            BitSet loopEntries = entries(body, reachable);
            loops.add(new LoopNest.Loop(offsetsOf(body), offsetsOf(loopEntries)));
            outerEntries.or(loopEntries);
            components = new StronglyConnected(outerEntries).components();
        }
        return new LoopNest(loops);
    }

    private boolean leadsTo(int from, int to) {
        return Arrays.stream(successors[from]).anyMatch(next -> next == to)
                || Arrays.stream(handlers[from]).anyMatch(next -> next == to);
    }

    private static BitSet members(int[] components, int number) {
        BitSet found = new BitSet();
        for (int i = 0; i < components.length; i++) {
            if (components[i] == number) {
                found.set(i);
            }
        }
        return found;
    }

    /** {@return where control gets into these from elsewhere, or from the method's caller} */
    private BitSet entries(BitSet body, BitSet reachable) {
        BitSet found = new BitSet();
        if (body.get(0)) {
            found.set(0);
        }
        for (int i = reachable.nextSetBit(0); i >= 0; i = reachable.nextSetBit(i + 1)) {
            if (body.get(i)) {
                continue;
            }
            for (int[] targets : new int[][] {successors[i], handlers[i]}) {
                for (int target : targets) {
                    if (body.get(target)) {
                        found.set(target);
                    }
                }
            }
        }
        return found;
    }

    private BitSet offsetsOf(BitSet positions) {
        BitSet found = new BitSet();
        positions.stream().forEach(position -> found.set(offsets[position]));
        return found;
    }

    /** {@return the slots whose values before {@code bci} may still be read} */
    public BitSet liveLocals(int bci) {
        if (live == null) {
            live = findLive();
        }
        return (BitSet) live[position(bci)].clone();
    }

    /** {@return how many MONITORENTERs before {@code bci} have no MONITOREXIT yet, in code that is well structured} */
    public int locksHeld(int bci) {
        if (locks == null) {
            locks = findLocks();
        }
        return locks[position(bci)];
    }

    private int[] findSuccessors(int position) {
        AbstractInsnNode instruction = method.instructionAt(offsets[position]);
        List<LabelNode> targets = new ArrayList<>();
        if (instruction instanceof JumpInsnNode jump) {
            targets.add(jump.label);
        } else if (instruction instanceof TableSwitchInsnNode table) {
            targets.addAll(table.labels);
            targets.add(table.dflt);
        } else if (instruction instanceof LookupSwitchInsnNode lookup) {
            targets.addAll(lookup.labels);
            targets.add(lookup.dflt);
        }
        int[] found = new int[targets.size() + 1];
        int count = 0;
        if (fallsThroughOpcode(instruction.getOpcode()) && position + 1 < offsets.length) {
            found[count++] = position + 1;
        }
        for (LabelNode target : targets) {
            found[count++] = position(method.offsetOf(target));
        }
        return Arrays.copyOf(found, count);
    }

    private static boolean fallsThroughOpcode(int opcode) {
        boolean leaves = opcode == Opcodes.GOTO
                || opcode == Opcodes.TABLESWITCH
                || opcode == Opcodes.LOOKUPSWITCH
                || opcode == Opcodes.ATHROW
                || opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
        return !leaves;
    }

    private int[] findHandlers(int bci) {
        int[] found = NONE;
        for (TryCatchBlockNode block : method.node().tryCatchBlocks) {
            if (method.offsetOf(block.start) <= bci && bci < method.offsetOf(block.end)) {
                int handler = position(method.offsetOf(block.handler));
                if (Arrays.stream(found).noneMatch(h -> h == handler)) {
                    found = Arrays.copyOf(found, found.length + 1);
                    found[found.length - 1] = handler;
                }
            }
        }
        return found;
    }

    private void findLoops() {
        int[] size = new int[offsets.length];
        for (int each : component) {
            size[each]++;
        }
        BitSet reachable = reachable();
        entries.set(0);
        for (int i = 0; i < offsets.length; i++) {
            if (size[component[i]] > 1) {
                inLoop.set(i);
            }
            for (int[] targets : new int[][] {successors[i], handlers[i]}) {
                for (int target : targets) {
                    if (target == i) {
                        inLoop.set(i);
                    }
                    if (reachable.get(i) && component[target] != component[i]) {
                        entries.set(target);
                    }
                }
            }
        }
    }

    private BitSet reachable() {
        BitSet reached = new BitSet();
        Deque<Integer> open = new ArrayDeque<>();
        reached.set(0);
        open.add(0);
        while (!open.isEmpty()) {
            int next = open.remove();
            for (int[] targets : new int[][] {successors[next], handlers[next]}) {
                for (int target : targets) {
                    if (!reached.get(target)) {
                        reached.set(target);
                        open.add(target);
                    }
                }
            }
        }
        return reached;
    }

    private int[] findLocks() {
        int[] held = new int[offsets.length];
        BitSet reached = new BitSet();
        Deque<Integer> open = new ArrayDeque<>(List.of(0));
        reached.set(0);
        while (!open.isEmpty()) {
            int next = open.remove();
            int opcode = method.instructionAt(offsets[next]).getOpcode();
            int change = opcode == Opcodes.MONITORENTER ? 1 : opcode == Opcodes.MONITOREXIT ? -1 : 0;
            for (int[] targets : new int[][] {successors[next], handlers[next]}) {
                for (int target : targets) {
                    if (!reached.get(target)) {
                        reached.set(target);
                        // the handler of an exception in MONITOREXIT has the lock still
                        held[target] = held[next] + (targets == successors[next] ? change : 0);
                        open.add(target);
                    }
                }
            }
        }
        return held;
    }

    /** A slot is live before an instruction that reads it, and before every one that can lead there without writing it. */
    private BitSet[] findLive() {
        BitSet[] found = new BitSet[offsets.length];
        Arrays.setAll(found, i -> new BitSet());
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = offsets.length - 1; i >= 0; i--) {
                BitSet before = new BitSet();
                for (int next : successors[i]) {
                    before.or(found[next]);
                }
                AbstractInsnNode instruction = method.instructionAt(offsets[i]);
                if (instruction instanceof VarInsnNode access) {
                    if (access.getOpcode() >= Opcodes.ISTORE) {
                        before.clear(access.var);
                    } else {
                        before.set(access.var);
                    }
                } else if (instruction instanceof IincInsnNode increment) {
                    before.set(increment.var);
                }
                for (int handler : handlers[i]) {
                    before.or(found[handler]);
                }
                if (!before.equals(found[i])) {
                    found[i] = before;
                    changed = true;
                }
            }
        }
        return found;
    }

    private int position(int bci) {
        int position = Arrays.binarySearch(offsets, bci);
        if (position < 0) {
            throw new IllegalArgumentException(method + ": no instruction begins at " + bci);
        }
        return position;
    }

    private int[] toOffsets(int[] positions) {
        return Arrays.stream(positions).map(p -> offsets[p]).toArray();
    }

    /** Tarjan's algorithm without recursion: methods have up to 65,535 instructions. */
    private final class StronglyConnected {
        private final int[] index;
        private final int[] low;
        private final int[] found;
        private final boolean[] onPath;
        private final BitSet without;
        private final Deque<Integer> path = new ArrayDeque<>();
        private int next = 1;
        private int components;

        /** @param without positions to be left out; they belong to component -1 */
        StronglyConnected(BitSet without) {
            this.without = without;
            int count = offsets.length;
            index = new int[count];
            low = new int[count];
            found = new int[count];
            onPath = new boolean[count];
        }

        int[] components() {
            for (int i = 0; i < index.length; i++) {
                if (without.get(i)) {
                    found[i] = -1;
                } else if (index[i] == 0) {
                    visit(i);
                }
            }
            return found;
        }

        private void visit(int root) {
            Deque<int[]> calls = new ArrayDeque<>(); // {node, edges looked at}
            enter(root, calls);
            while (!calls.isEmpty()) {
                int[] call = calls.peek();
                int node = call[0];
                int edge = call[1]++;
                if (edge < successors[node].length + handlers[node].length) {
                    int target = edge < successors[node].length
                            ? successors[node][edge]
                            : handlers[node][edge - successors[node].length];
                    if (without.get(target)) {
                        continue;
                    }
                    if (index[target] == 0) {
                        enter(target, calls);
                    } else if (onPath[target]) {
                        low[node] = Math.min(low[node], index[target]);
                    }
                } else {
                    calls.pop();
                    if (!calls.isEmpty()) {
                        low[calls.peek()[0]] = Math.min(low[calls.peek()[0]], low[node]);
                    }
                    if (low[node] == index[node]) {
                        close(node);
                    }
                }
            }
        }

        private void enter(int node, Deque<int[]> calls) {
            index[node] = next;
            low[node] = next++;
            onPath[node] = true;
            path.push(node);
            calls.push(new int[] {node, 0});
        }

        private void close(int root) {
            int node;
            do {
                node = path.pop();
                onPath[node] = false;
                found[node] = components;
            } while (node != root);
            components++;
        }
    }
}
