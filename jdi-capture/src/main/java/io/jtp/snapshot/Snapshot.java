package io.jtp.snapshot;

import io.jtp.snapshot.NamedObject.ClassMirror;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    /** {@return the numbers of the {@code Class} objects that something refers to, by type} */
    public Map<Integer, Integer> classObjects() {
        Map<Integer, Integer> numbers = new HashMap<>();
        for (HeapBlock block : heap) {
            if (block instanceof HeapBlock.Named named) {
                for (int i = 0; i < named.count(); i++) {
                    if (named.objects().get(i) instanceof ClassMirror mirror) {
                        numbers.put(mirror.type(), named.first() + i);
                    }
                }
            }
        }
        return numbers;
    }
}
