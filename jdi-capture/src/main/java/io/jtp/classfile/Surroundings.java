package io.jtp.classfile;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.VarInsnNode;

/** What a method will do with a variable after an instruction. */
public final class Surroundings {

    private final MethodCode method;
    private final int bci;

    public Surroundings(MethodCode method, int bci) {
        this.method = method;
        this.bci = bci;
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
