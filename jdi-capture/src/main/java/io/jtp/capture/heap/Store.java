package io.jtp.capture.heap;

import io.jtp.snapshot.HeapBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** The contents of all objects of one class that were read, in the order of being read. References are indices until the end. */
abstract sealed class Store permits ByteStore, ReferenceArrayStore {

    /** Contents are cut into blocks of about this many bytes, so that each can be sent while the next is made. */
    static final int BLOCK_BYTES = 16 << 20;

    final IntList objects = new IntList();

    /** Where the objects of each finished part end. */
    private final IntList ends = new IntList();

    /** Ends a part if it is large enough; never between the pieces of one array. */
    final void cut() {
        if (pendingBytes() >= BLOCK_BYTES) {
            seal();
        }
    }

    private void seal() {
        ends.add(objects.size());
        sealPart();
    }

    /** Gives all objects their numbers. {@return the first free number} */
    final int number(int first, ObjectTable table) {
        for (int i = 0; i < objects.size(); i++) {
            table.number(objects.get(i), first + i);
        }
        return Math.addExact(first, objects.size());
    }

    /** {@return the blocks, once every object in the table has its number} */
    final List<HeapBlock> blocks(int type, ObjectTable table) {
        sealRest();
        List<HeapBlock> blocks = new ArrayList<>();
        int start = 0;
        for (int part = 0; part < ends.size(); part++) {
            int count = ends.get(part) - start;
            blocks.add(block(part, table.number(objects.get(start)), count, type, table));
            start += count;
        }
        return blocks;
    }

    /** Ends the last part. */
    final void sealRest() {
        if (ends.isEmpty() || ends.get(ends.size() - 1) < objects.size()) {
            seal();
        }
    }

    /** {@return how many objects there are in a part and those before it} */
    final int end(int part) {
        return ends.get(part);
    }

    /** Visits what variables refer to that can hold an object of any class, arrays included. Before there are {@link #blocks}. */
    abstract void visitVersatile(IntConsumer visitor);

    abstract int pendingBytes();

    abstract void sealPart();

    abstract HeapBlock block(int part, int first, int count, int type, ObjectTable table);
}
