package io.jtp.resume;

import java.util.Arrays;

/** A kind of hash table of the JDK that is one array: a key stands at the first free place from that of its hash on. */
enum OpenTable {
    IDENTITY_MAP("java.util.IdentityHashMap", "table", 2),
    SET("java.util.ImmutableCollections$SetN", "elements", 1),
    MAP("java.util.ImmutableCollections$MapN", "table", 2);

    final Class<?> type;
    private final long arrayOffset;

    /** Places for each entry: behind a key may stand its value. */
    private final int stride;

    OpenTable(String type, String array, int stride) {
        try {
            this.type = Class.forName(type);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("this JDK has other hash tables than jtp knows", e);
        }
        arrayOffset = Internals.offset(this.type, array);
        this.stride = stride;
    }

    /**
     * Puts each key to the place that is right for its hash.
     *
     * @return its array, if anything had to be changed, or null
     * @throws IllegalStateException if the program's own code would be needed to tell a hash, or there are keys or values that are not
     *     there yet
     */
    Object[] settle(Object map, Heap heap) {
        Object[] table = (Object[]) Internals.UNSAFE.getReference(map, arrayOffset);
        boolean wrong = false;
        for (int i = 0; i < table.length; i += stride) {
            wrong |= table[i] != null && isByIdentity(table[i]) && find(table, table[i]) != i;
        }
        if (!wrong) {
            return null;
        }
        if (heap.isIncomplete(table)) {
            throw new IllegalStateException(
                    "a " + type.getSimpleName() + " holds keys whose identity hash is another one"
                            + " in this JVM, and objects of a class that is being initialised");
        }
        Object[] before = table.clone();
        Arrays.fill(table, null);
        for (int i = 0; i < before.length; i += stride) {
            if (before[i] != null) {
                int place = find(table, before[i]);
                table[place] = before[i];
                if (stride > 1) {
                    table[place + 1] = before[i + 1];
                }
            }
        }
        return table;
    }

    private boolean isByIdentity(Object key) {
        return this == IDENTITY_MAP || IdentityHash.isHashOf(key);
    }

    /** {@return where the key is, or the free place where it would be} */
    private int find(Object[] table, Object key) {
        int place = place(key, table.length);
        while (table[place] != null && table[place] != key) {
            place = (place + stride) % table.length;
        }
        return place;
    }

    private int place(Object key, int length) {
        if (this == IDENTITY_MAP) {
            int hash = System.identityHashCode(key);
            return (hash << 1) - (hash << 8) & length - 1;
        }
        if (!isByIdentity(key) && Types.isOfProgram(key.getClass())) {
            throw new IllegalStateException(
                    "a " + type.getSimpleName() + " holds keys whose identity hash is another one"
                            + " in this JVM, and others of " + key.getClass());
        }
        return Math.floorMod(key.hashCode(), length / stride) * stride;
    }
}
