package io.jtp.resume;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A kind of hash table of the JDK whose buckets are chains of nodes that keep the hash of their key.
 */
enum ChainedTable {
    HASH_MAP("java.util.HashMap", "java.util.HashMap$Node", "java.util.HashMap$Node", "key"),
    CONCURRENT(
            "java.util.concurrent.ConcurrentHashMap",
            "java.util.concurrent.ConcurrentHashMap$Node",
            "java.util.concurrent.ConcurrentHashMap$Node",
            "key"),
    HASHTABLE("java.util.Hashtable", "java.util.Hashtable$Entry", "java.util.Hashtable$Entry", "key"),
    WEAK("java.util.WeakHashMap", "java.util.WeakHashMap$Entry", "java.lang.ref.Reference", "referent");

    final Class<?> map;
    private final long tableOffset;
    private final long keyOffset;
    private final long hashOffset;
    private final long nextOffset;

    ChainedTable(String map, String node, String keyDeclaring, String keyField) {
        try {
            this.map = Class.forName(map);
            Class<?> nodeType = Class.forName(node);
            tableOffset = Internals.offset(this.map, "table");
            keyOffset = Internals.offset(Class.forName(keyDeclaring), keyField);
            hashOffset = Internals.offset(nodeType, "hash");
            nextOffset = Internals.offset(nodeType, "next");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("this JDK has other hash tables than jtp knows", e);
        }
    }

    private Object key(Object entry) {
        return Internals.UNSAFE.getReference(entry, keyOffset);
    }

    private int storedHash(Object entry) {
        return Internals.UNSAFE.getInt(entry, hashOffset);
    }

    /** {@return what this kind of table stores for a hash} */
    private int spread(int hash) {
        return switch (this) {
            case HASH_MAP -> hash ^ hash >>> 16;
            case CONCURRENT -> (hash ^ hash >>> 16) & 0x7fffffff;
            case HASHTABLE -> hash;
            case WEAK -> {
                int h = hash ^ hash >>> 20 ^ hash >>> 12;
                yield h ^ h >>> 7 ^ h >>> 4;
            }
        };
    }

    private int bucket(int stored, int length) {
        return this == HASHTABLE ? (stored & 0x7fffffff) % length : stored & length - 1;
    }

    /**
     * Puts each entry of a table into the bucket that is right for its key's hash.
     *
     * @return its array, if anything had to be changed, or null
     * @throws IllegalStateException if it has a bucket that is a tree
     */
    Object[] settle(Object map) {
        Object[] table = (Object[]) Internals.UNSAFE.getReference(map, tableOffset);
        if (table == null) {
            return null;
        }
        List<Object> entries = new ArrayList<>();
        boolean wrong = false;
        boolean trees = false;
        for (Object bucket : table) {
            for (Object entry = first(bucket);
                    entry != null;
                    entry = Internals.UNSAFE.getReference(entry, nextOffset)) {
                Object key = key(entry);
                entries.add(entry);
                trees |= entry.getClass().getSimpleName().equals("TreeNode");
                if (key != null && IdentityHash.isHashOf(key)) {
                    wrong |= storedHash(entry) != spread(System.identityHashCode(key));
                }
            }
        }
        if (!wrong) {
            return null;
        }
        if (trees) {
            throw new IllegalStateException("a " + map.getClass().getName()
                    + " holds keys whose identity hash is another one in this JVM, and many that collide");
        }
        rebuild(table, entries);
        return table;
    }

    /** A tree of a concurrent map is no chain itself, but holds one of all of its nodes. */
    private static Object first(Object bucket) {
        return bucket != null && bucket.getClass().getSimpleName().equals("TreeBin")
                ? Internals.UNSAFE.getReference(bucket, Internals.offset(bucket.getClass(), "first"))
                : bucket;
    }

    private void rebuild(Object[] table, List<Object> entries) {
        Arrays.fill(table, null);
        for (Object entry : entries) {
            Object key = key(entry);
            if (key != null && IdentityHash.isHashOf(key)) {
                Internals.UNSAFE.putInt(entry, hashOffset, spread(System.identityHashCode(key)));
            }
            Internals.UNSAFE.putReference(entry, nextOffset, null);
            int bucket = bucket(storedHash(entry), table.length);
            if (table[bucket] == null) {
                table[bucket] = entry;
                continue;
            }
            Object last = table[bucket];
            for (Object next = last; next != null; next = Internals.UNSAFE.getReference(next, nextOffset)) {
                last = next;
            }
            Internals.UNSAFE.putReference(last, nextOffset, entry);
        }
    }
}
