package io.jtp.resume;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks for keys of hash tables whose hash is made of that of an object which has another one here: a record with a class loader, a list of
 * classes. Only the program's own code could tell what their hash is now, and where else it is remembered.
 */
final class DerivedHashes {

    /** In these types is a key in a field. */
    private static final Map<String, String> NODES = Map.of(
            "java.util.HashMap$Node", "key",
            "java.util.concurrent.ConcurrentHashMap$Node", "key",
            "java.util.Hashtable$Entry", "key",
            "java.util.WeakHashMap$Entry", "referent");

    /** In these is an array of keys, or of keys and values, in a field. */
    private static final Map<String, String> ARRAYS = Map.of(
            "java.util.ImmutableCollections$SetN", "elements",
            "java.util.ImmutableCollections$MapN", "table");

    private final Fields fields;
    private final List<InstanceRun> runs;
    private final Set<Object> others = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Class<?>, long[]> references = new IdentityHashMap<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    /** @param others the objects with another hash */
    DerivedHashes(Fields fields, List<InstanceRun> runs, List<Object> others) {
        this.fields = fields;
        this.runs = runs;
        this.others.addAll(others);
    }

    /** @throws IllegalStateException if there is such a key */
    void requireNone(Heap heap) {
        if (others.isEmpty()) {
            return;
        }
        for (InstanceRun run : runs) {
            references.put(run.type(), hashesByItself(run.type()) ? new long[0] : offsets(run.typeNumber()));
        }
        for (InstanceRun run : runs) {
            for (Class<?> type = run.type(); type != null; type = type.getSuperclass()) {
                String key = NODES.getOrDefault(type.getName(), ARRAYS.get(type.getName()));
                if (key != null) {
                    requireNone(heap, run, Internals.offset(key.equals("referent") ? Reference.class : type, key));
                }
            }
        }
    }

    private void requireNone(Heap heap, InstanceRun run, long offset) {
        for (int i = run.first(); i < run.end(); i++) {
            if (heap.object(i) != null) {
                Object key = Internals.UNSAFE.getReference(heap.object(i), offset);
                if (key instanceof Object[] keys
                        && ARRAYS.containsKey(run.type().getName())) {
                    int stride = run.type().getName().endsWith("MapN") ? 2 : 1;
                    for (int k = 0; k < keys.length; k += stride) {
                        require(keys[k]);
                    }
                } else {
                    require(key);
                }
            }
        }
    }

    /** A key that is itself such an object is {@link HashTables}' affair. */
    private void require(Object key) {
        if (key == null || key instanceof String || others.contains(key)) {
            return;
        }
        seen.clear();
        if (isMadeOf(key)) {
            throw new IllegalStateException("a hash table has a key of " + key.getClass()
                    + " whose hash is made of the identity hash of an object that has another one in this JVM");
        }
    }

    private boolean isMadeOf(Object object) {
        List<Object> open = new ArrayList<>(List.of(object));
        while (!open.isEmpty()) {
            Object next = open.remove(open.size() - 1);
            if (others.contains(next)) {
                return true;
            }
            if (next instanceof MethodType type) {
                open.addAll(type.parameterList());
                open.add(type.returnType());
            } else if (next instanceof Object[] array && next != object) {
                addNew(open, array);
            }
            for (long offset : references.getOrDefault(next.getClass(), new long[0])) {
                addNew(open, Internals.UNSAFE.getReference(next, offset));
            }
        }
        return false;
    }

    private void addNew(List<Object> open, Object... found) {
        for (Object each : found) {
            if (each != null && seen.add(each)) {
                open.add(each);
            }
        }
    }

    private long[] offsets(int type) {
        List<Fields.Column> columns = fields.layout(type).columns();
        long[] offsets = new long[columns.size()];
        int count = 0;
        for (Fields.Column column : columns) {
            if (column.kind() == Kind.REFERENCE) {
                offsets[count++] = column.offset();
            }
        }
        return Arrays.copyOf(offsets, count);
    }

    /**
     * {@return whether the hash is that of the object's identity, or of a number in it} Asks the JVM, and not by reflection, which would load the
     * classes that the methods mention.
     */
    private static boolean hashesByItself(Class<?> type) {
        try {
            MethodHandle hashCode = Internals.LOOKUP.findVirtual(type, "hashCode", MethodType.methodType(int.class));
            Class<?> declaring = Internals.LOOKUP.revealDirect(hashCode).getDeclaringClass();
            return declaring == Object.class || declaring == Enum.class || VirtualCopies.isType(declaring);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " has no hashCode", e);
        }
    }
}
