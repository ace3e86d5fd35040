package io.jtp.inspect;

import io.jtp.snapshot.HeapBlock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many objects of each class there are, and how many bytes they take. */
final class ClassHistogram {

    /** Objects of one class. @param name as source code writes it */
    record Row(String name, long count, long bytes) {}

    private final List<Row> rows;

    ClassHistogram(HeapGraph heap, ClassNames names, Sizes sizes) {
        Map<String, long[]> sums = new HashMap<>();
        for (HeapBlock block : heap.blocks()) {
            if (block instanceof HeapBlock.Named) {
                for (int object = block.first(); object < block.first() + block.count(); object++) {
                    add(sums, names.ofObject(object), 1, sizes.of(object));
                }
            } else if (block.count() > 0) {
                add(sums, names.ofObject(block.first()), block.count(), sizes.of(block));
            }
        }
        rows = sums.entrySet().stream()
                .map(each -> new Row(each.getKey(), each.getValue()[0], each.getValue()[1]))
                .sorted(Comparator.comparingLong(Row::bytes)
                        .thenComparingLong(Row::count)
                        .reversed()
                        .thenComparing(Row::name))
                .toList();
    }

    private static void add(Map<String, long[]> sums, String name, long count, long bytes) {
        long[] sum = sums.computeIfAbsent(name, none -> new long[2]);
        sum[0] += count;
        sum[1] += bytes;
    }

    /** {@return the classes, those with the most bytes first} */
    List<Row> rows() {
        return rows;
    }

    long bytes() {
        return rows.stream().mapToLong(Row::bytes).sum();
    }
}
