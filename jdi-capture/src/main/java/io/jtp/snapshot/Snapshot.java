package io.jtp.snapshot;

import java.util.List;

/**
 * One program at one instant: its classes, threads and statics, and the objects that they reach.
 *
 * @param heap blocks in ascending order of their object numbers, without gaps
 */
public record Snapshot(Program program, List<HeapBlock> heap) {

    /** {@return the number of objects; valid object numbers are 1 to this} */
    public int objectCount() {
        return heap.stream().mapToInt(HeapBlock::count).sum();
    }
}
