package io.jtp.capture.heap;

import io.jtp.snapshot.HeapBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/** Arrays of one primitive type. */
final class PrimitiveArrayStore extends Store {

    private final IntList lengths = new IntList();
    private final List<byte[]> parts = new ArrayList<>();
    private ByteSink elements = new ByteSink();

    /** Begins an array; {@return where its elements go} */
    ByteSink addArray(int object, int length) {
        objects.add(object);
        lengths.add(length);
        return elements;
    }

    /** {@return where more elements of the array go that was added last} */
    ByteSink elements() {
        return elements;
    }

    @Override
    void visitVersatile(IntConsumer visitor) {
        // holds no references
    }

    @Override
    int pendingBytes() {
        return elements.size();
    }

    @Override
    void sealPart() {
        parts.add(elements.toArray());
        elements = new ByteSink();
    }

    @Override
    HeapBlock block(int part, int first, int count, int type, ObjectTable table) {
        int start = first - table.number(objects.get(0));
        int[] partLengths = Arrays.copyOfRange(lengths.toArray(), start, start + count);
        return new HeapBlock.PrimitiveArrays(first, type, partLengths, parts.get(part));
    }
}
