package io.jtp.capture.heap;

import java.util.Arrays;

/** From longs other than 0 to ints; what is not there maps to 0. Open addressing, never shrinks. */
final class LongIntMap {

    private static final long GOLDEN = 0x9e37_79b9_7f4a_7c15L;

    private long[] keys = new long[1 << 10];
    private int[] values = new int[1 << 10];
    private int size;

    int get(long key) {
        return values[slot(keys, key)];
    }

    void put(long key, int value) {
        int slot = slot(keys, key);
        if (keys[slot] == 0) {
            keys[slot] = key;
            size++;
        }
        values[slot] = value;
        if (size * 2 > keys.length) {
            grow();
        }
    }

    int size() {
        return size;
    }

    /** {@return all keys, in no order} */
    long[] keys() {
        return Arrays.stream(keys).filter(key -> key != 0).toArray();
    }

    private void grow() {
        long[] newKeys = new long[keys.length * 2];
        int[] newValues = new int[newKeys.length];
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != 0) {
                int slot = slot(newKeys, keys[i]);
                newKeys[slot] = keys[i];
                newValues[slot] = values[i];
            }
        }
        keys = newKeys;
        values = newValues;
    }

    private static int slot(long[] keys, long key) {
        int mask = keys.length - 1;
        int slot = (int) (key * GOLDEN >>> 32) & mask;
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }
}
