package io.jtp.capture.hprof;

import java.util.Arrays;

/**
 * Where each object of a dump is in the file, found by its address. Objects have ordinals from 1, ascending with their addresses: 16 bytes
 * for each object, and 4 for every few.
 */
final class ObjectIndex {

    private long[] addresses = new long[1 << 16];
    private long[] positions = new long[1 << 16];
    private int size;

    /** Of the addresses that share their upper bits, the first index. */
    private int[] chunks = {};

    private int shift;
    private long lowest;

    void add(long address, long position) {
        if (size == addresses.length) {
            int capacity = (int) Math.min(Integer.MAX_VALUE - 16, Math.max(2L * size, 16));
            addresses = Arrays.copyOf(addresses, capacity);
            positions = Arrays.copyOf(positions, capacity);
        }
        addresses[size] = address;
        positions[size++] = position;
    }

    int size() {
        return size;
    }

    /** {@return where an object's record is} */
    long position(int ordinal) {
        return positions[ordinal - 1];
    }

    long address(int ordinal) {
        return addresses[ordinal - 1];
    }

    /** Ends the adding. */
    void finish() throws HprofException {
        sort();
        for (int i = 1; i < size; i++) {
            if (addresses[i] == addresses[i - 1]) {
                throw new HprofException("the heap dump has the object 0x" + Long.toHexString(addresses[i]) + " twice");
            }
        }
        if (size == 0) {
            return;
        }
        lowest = addresses[0];
        shift = 0;
        long range = addresses[size - 1] - lowest + 1;
        while (range >>> shift > Math.max(size, 1 << 10)) {
            shift++;
        }
        chunks = new int[(int) (range - 1 >>> shift) + 2];
        int chunk = 0;
        for (int i = 0; i < size; i++) {
            int own = (int) (addresses[i] - lowest >>> shift);
            while (chunk < own) {
                chunks[++chunk] = i;
            }
        }
        chunks[chunk + 1] = size;
    }

    /** {@return the ordinal of the object at this address, or 0} */
    int find(long address) {
        long offset = address - lowest;
        if (offset < 0 || offset >>> shift >= chunks.length - 1) {
            return 0;
        }
        int chunk = (int) (offset >>> shift);
        int low = chunks[chunk];
        int high = chunks[chunk + 1] - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            long found = addresses[middle];
            if (found < address) {
                low = middle + 1;
            } else if (found > address) {
                high = middle - 1;
            } else {
                return middle + 1;
            }
        }
        return 0;
    }

    /** A heap is dumped region by region, so there are few ascending runs, often one: they are merged pairwise. */
    private void sort() {
        int[] starts = runs();
        while (starts.length > 2) {
            long[] sortedAddresses = new long[size];
            long[] sortedPositions = new long[size];
            int[] merged = new int[starts.length / 2 + 1];
            int count = 0;
            for (int run = 0; run + 1 < starts.length; run += 2) {
                int middle = starts[run + 1];
                int end = run + 2 < starts.length ? starts[run + 2] : middle;
                merge(starts[run], middle, end, sortedAddresses, sortedPositions);
                merged[count++] = starts[run];
            }
            merged[count++] = size;
            starts = Arrays.copyOf(merged, count);
            addresses = sortedAddresses;
            positions = sortedPositions;
        }
    }

    /** {@return where the ascending runs begin, and where the last ends} */
    private int[] runs() {
        int[] starts = new int[16];
        int count = 1;
        for (int i = 1; i <= size; i++) {
            if (i == size || addresses[i] < addresses[i - 1]) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, 2 * count);
                }
                starts[count++] = i;
            }
        }
        return Arrays.copyOf(starts, count);
    }

    private void merge(int start, int middle, int end, long[] intoAddresses, long[] intoPositions) {
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            boolean fromLeft = right == end || left < middle && addresses[left] <= addresses[right];
            int from = fromLeft ? left++ : right++;
            intoAddresses[i] = addresses[from];
            intoPositions[i] = positions[from];
        }
    }
}
