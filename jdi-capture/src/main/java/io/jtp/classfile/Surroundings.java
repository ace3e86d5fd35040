package io.jtp.classfile;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** What a method has done right before an instruction, and will do with a variable after it. */
public final class Surroundings {

    private final MethodCode method;
    private final int bci;

    public Surroundings(MethodCode method, int bci) {
        this.method = method;
        this.bci = bci;
    }

    /** {@return the instruction right before, if that is the only way to come here} */
    public Optional<AbstractInsnNode> before() {
        AbstractInsnNode before = null;
        for (int i = 0; i < method.code().length; i = method.next(i)) {
            if (leadsHere(method.flow().handlers(i))) {
                return Optional.empty();
            }
            if (leadsHere(method.flow().successors(i))) {
                if (before != null || method.next(i) != bci) {
                    return Optional.empty();
                }
                before = method.instructionAt(i);
            }
        }
        return Optional.ofNullable(before);
    }

    private boolean leadsHere(int... targets) {
        return Arrays.stream(targets).anyMatch(target -> target == bci);
    }

    /** {@return the local variable that has just been given a copy of what is on top of the stack, if that is known} */
    public OptionalInt justCopied() {
        for (int i = 0; i < method.code().length; i = method.next(i)) {
            if (method.next(i) == bci) {
                boolean copied = before().filter(each -> each.getOpcode() == Opcodes.ASTORE)
                                .isPresent()
                        && new Surroundings(method, i)
                                .before()
                                .filter(each -> each.getOpcode() == Opcodes.DUP)
                                .isPresent();
                return copied ? OptionalInt.of(((VarInsnNode) method.instructionAt(i)).var) : OptionalInt.empty();
            }
        }
        return OptionalInt.empty();
    }

    /** {@return whether the next that is done with a local variable, on all ways from here, is to leave its monitor} */
    public boolean isOnlyUnlocked(int slot) {
        BitSet seen = new BitSet();
        Deque<Integer> open = new ArrayDeque<>();
        boolean used = false;
        follow(bci, seen, open);
        while (!open.isEmpty()) {
            int at = open.remove();
            if (method.instructionAt(at) instanceof VarInsnNode access && access.var == slot) {
                if (access.getOpcode() == Opcodes.ALOAD) {
                    used = true;
                    if (method.instructionAt(method.next(at)).getOpcode() != Opcodes.MONITOREXIT) {
                        return false;
                    }
                }
                // overwritten, or left
                continue;
            }
            follow(at, seen, open);
        }
        return used;
    }

    private void follow(int from, BitSet seen, Deque<Integer> open) {
        for (int[] targets :
                new int[][] {method.flow().successors(from), method.flow().handlers(from)}) {
            for (int target : targets) {
                if (!seen.get(target)) {
                    seen.set(target);
                    open.add(target);
                }
            }
        }
    }
}
