package io.jtp.capture.heap;

import io.jtp.snapshot.HeapBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/** Arrays of one reference type. */
final class ReferenceArrayStore extends Store {

    private final boolean versatile;
    private final IntList lengths = new IntList();
    private final List<int[]> parts = new ArrayList<>();
    private IntList elements = new IntList();

    /** @param component the descriptor of the elements */
    ReferenceArrayStore(String component) {
        versatile = Layout.isVersatile(component);
    }

    /** Begins an array; {@return where its elements go} */
    IntList addArray(int object, int length) {
        objects.add(object);
        lengths.add(length);
        return elements;
    }

    /** {@return where more elements of the array go that was added last} */
    IntList elements() {
        return elements;
    }

    @Override
    void visitVersatile(IntConsumer visitor) {
        if (versatile) {
            parts.forEach(part -> Arrays.stream(part).forEach(visitor));
            Arrays.stream(elements.toArray()).forEach(visitor);
        }
    }

    @Override
    int pendingBytes() {
        return Integer.BYTES * elements.size();
    }

    @Override
    void sealPart() {
        parts.add(elements.toArray());
        elements = new IntList();
    }

    @Override
    HeapBlock block(int part, int first, int count, int type, ObjectTable table) {
        int start = first - table.number(objects.get(0));
        int[] partLengths = Arrays.copyOfRange(lengths.toArray(), start, start + count);
        int[] numbers = parts.get(part);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = table.number(numbers[i]);
        }
        return new HeapBlock.ReferenceArrays(first, type, partLengths, numbers);
    }
}
