package io.jtp.resume;

import io.jtp.snapshot.Frame;
import io.jtp.snapshot.ThreadState;
import io.jtp.snapshot.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

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

    private final Heap heap;
    private final Types types;
    private final Fields fields;
    private final List<InstanceRun> runs;
    private final List<Object> others;

    /** @param others the objects with another hash */
    HashTables(Heap heap, Types types, Fields fields, List<InstanceRun> runs, List<Object> others) {
        this.heap = heap;
        this.types = types;
        this.fields = fields;
        this.runs = runs;
        this.others = others;
    }

    /**
     * Puts tables in order whose keys have other hashes here.
     *
     * @throws IllegalStateException if one of them is being iterated over or worked on, or cannot be put in order
     */
    void settle(List<ThreadState> threads) {
        List<Object> changed = new ArrayList<>();
        for (InstanceRun run : runs) {
            for (ChainedTable kind : ChainedTable.values()) {
                if (kind.map.isAssignableFrom(run.type())) {
                    settle(run, kind::settle, changed);
                }
            }
            for (OpenTable kind : OpenTable.values()) {
                if (kind.type.isAssignableFrom(run.type())) {
                    settle(run, map -> kind.settle(map, heap), changed);
                }
            }
        }
        if (!changed.isEmpty()) {
            requireNoWalkers(changed);
        }
        changed.addAll(others);
        if (!changed.isEmpty()) {
            for (ThreadState thread : threads) {
                for (Frame frame : thread.frames()) {
                    if (isOfTable(frame)) {
                        requireNone(changed, frame);
                    }
                }
            }
        }
    }

    private boolean isOfTable(Frame frame) {
        boolean found = false;
        for (ChainedTable kind : ChainedTable.values()) {
            found |= isWithin(frame, kind.map);
        }
        for (OpenTable kind : OpenTable.values()) {
            found |= isWithin(frame, kind.type);
        }
        return found;
    }

    private boolean isWithin(Frame frame, Class<?> table) {
        String name = types.description(frame.type()).name().replace('/', '.');
        return name.equals(table.getName()) || name.startsWith(table.getName() + "$");
    }

    /** What is being done has computed already where a key belongs, or goes through a table that was in another order. */
    private void requireNone(List<Object> changed, Frame frame) {
        List<Value> values = new ArrayList<>(frame.locals());
        values.addAll(frame.operands());
        for (Value value : values) {
            Object object = value instanceof Value.Reference reference ? heap.object(reference.object()) : null;
            for (Object each : changed) {
                if (object == each && object != null) {
                    throw new IllegalStateException(
                            "the program is in the middle of "
                                    + types.description(frame.type()).name().replace('/', '.') + "." + frame.method()
                                    + ", with a key whose identity hash is another one in this JVM. Try again at another moment");
                }
            }
        }
    }

    private void settle(InstanceRun run, Function<Object, Object[]> kind, List<Object> changed) {
        for (int i = run.first(); i < run.end(); i++) {
            if (heap.object(i) == null) {
                throw new IllegalStateException("there are hash tables of " + run.type()
                        + ", which cannot be put in order while their class is being initialised");
            }
            Object[] table = kind.apply(heap.object(i));
            if (table != null) {
                changed.add(heap.object(i));
                changed.add(table);
            }
        }
    }

    private void requireNoWalkers(List<Object> changed) {
        for (InstanceRun run : runs) {
            if (run.isA(WALKERS)) {
                // of the JDK, and so none of them is waiting for its class
                for (int i = run.first(); i < run.end(); i++) {
                    for (Fields.Column column : fields.layout(run.typeNumber()).columns()) {
                        if (column.kind() == Kind.REFERENCE) {
                            requireNone(changed, Internals.UNSAFE.getReference(heap.object(i), column.offset()), run);
                        }
                    }
                }
            }
        }
    }

    private static void requireNone(List<Object> changed, Object walked, InstanceRun run) {
        for (Object each : changed) {
            if (each == walked) {
                throw new IllegalStateException(
                        "a hash table holds keys whose identity hash is another one in this JVM,"
                                + " and the program is in the middle of an iteration over it by a "
                                + run.type().getName());
            }
        }
    }
}
