package io.jtp.resume;

import io.jtp.snapshot.HeapBlock;
import io.jtp.snapshot.HeapBlock.Instances;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps hash tables right whose keys are found here and not made: classes, enum constants of the JDK and the like have an identity
 * hash of their own in this JVM if somebody asked for it before they could be given their old one. The tables that hold such keys are put
 * in order.
 */
final class HashTables {

    /** Something that goes through a table's buckets, which must not change under it. */
    private static final List<String> WALKERS = List.of(
            "java.util.HashMap$HashIterator",
            "java.util.HashMap$HashMapSpliterator",
            "java.util.concurrent.ConcurrentHashMap$Traverser",
            "java.util.Hashtable$Enumerator",
            "java.util.WeakHashMap$HashIterator",
            "java.util.WeakHashMap$WeakHashMapSpliterator",
            "java.util.IdentityHashMap$IdentityHashMapIterator",
            "java.util.IdentityHashMap$IdentityHashMapSpliterator",
            "java.util.ImmutableCollections$SetN$SetNIterator",
            "java.util.ImmutableCollections$MapN$MapNIterator");

    /** Objects with consecutive numbers of one class. */
    private record Run(int first, int count, Class<?> type) {}

    private final Heap heap;
    private final List<Run> runs = new ArrayList<>();

    HashTables(Heap heap, Types types, List<HeapBlock> blocks) {
        this.heap = heap;
        for (HeapBlock block : blocks) {
            if (block instanceof Instances instances) {
                runs.add(new Run(block.first(), block.count(), types.type(instances.type())));
            }
        }
    }

    /**
     * Puts tables in order whose keys have other hashes here.
     *
     * @throws IllegalStateException if one of them is being iterated over
     */
    void settle() {
        boolean changed = false;
        for (Run run : runs) {
            for (ChainedTable kind : ChainedTable.values()) {
                if (kind.map.isAssignableFrom(run.type)) {
                    for (int i = run.first; i < run.first + run.count; i++) {
                        changed |= kind.settle(heap.object(i));
                    }
                }
            }
            for (OpenTable kind : OpenTable.values()) {
                if (kind.type.isAssignableFrom(run.type)) {
                    for (int i = run.first; i < run.first + run.count; i++) {
                        changed |= kind.settle(heap.object(i));
                    }
                }
            }
        }
        if (changed) {
            requireNoWalkers();
        }
    }

    private void requireNoWalkers() {
        for (Run run : runs) {
            for (Class<?> type = run.type; type != null; type = type.getSuperclass()) {
                if (WALKERS.contains(type.getName())) {
                    throw new IllegalStateException("a hash table holds keys whose identity hash is another one in this"
                            + " JVM, and the program is in the middle of an iteration by a " + type.getName());
                }
            }
        }
    }
}
