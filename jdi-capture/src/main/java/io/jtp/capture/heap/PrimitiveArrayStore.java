package io.jtp.capture.heap;

import io.jtp.snapshot.HeapBlock;
import java.util.Arrays;
import java.util.function.IntConsumer;

/** Arrays of one primitive type. */
final class PrimitiveArrayStore extends ByteStore {

    private final int elementSize;
    private final IntList lengths = new IntList();

    /** @param elementSize in bytes */
    PrimitiveArrayStore(int elementSize) {
        this.elementSize = elementSize;
    }

    /** Begins an array; {@return where its elements go} */
    ByteSink addArray(int object, int length) {
        objects.add(object);
        lengths.add(length);
        return pending;
    }

    /** {@return where more elements of the array go that was added last} */
    ByteSink elements() {
        return pending;
    }

    @Override
    void visitVersatile(IntConsumer visitor) {
        // holds no references
    }

    @Override
    int bytes(int row) {
        return lengths.get(row) * elementSize;
    }

    @Override
    HeapBlock block(int part, int first, int count, int type, ObjectTable table) {
        int start = first - table.number(objects.get(0));
        int[] partLengths = Arrays.copyOfRange(lengths.toArray(), start, start + count);
        return new HeapBlock.PrimitiveArrays(first, type, partLengths, parts.get(part));
    }
}
