package io.jtp.classfile;

import java.util.BitSet;
import java.util.List;

/** The loops around an instruction, outermost first. */
public final class LoopNest {

    /** A loop, by byte code offsets: its instructions, and those of them at which it is entered; that is one, its header, in most code. */
    record Loop(BitSet body, BitSet entries) {}

    private final List<Loop> loops;

    LoopNest(List<Loop> loops) {
        this.loops = List.copyOf(loops);
    }

    public int depth() {
        return loops.size();
    }

    /**
     * {@return how many of the loops are still in the iteration that they were in, when control gets to {@code bci}}
     *
     * @param before how many were until then, the outermost ones
     */
    public int unfinished(int before, int bci) {
        int count = before;
        while (count > 0 && !loops.get(count - 1).body().get(bci)) {
            count--;
        }
        return count > 0 && loops.get(count - 1).entries().get(bci) ? count - 1 : count;
    }
}
