package io.jtp.inspect;

import java.util.Arrays;

/** Which objects refer to an object. */
final class Referrers {

    private final int[] starts;
    private final int[] sources;
    private int current;

    Referrers(HeapGraph heap) {
        starts = new int[heap.objects() + 2];
        for (int object = 1; object <= heap.objects(); object++) {
            heap.references(object, target -> starts[target + 1] += target == 0 ? 0 : 1);
        }
        for (int i = 1; i < starts.length; i++) {
            starts[i] = Math.addExact(starts[i], starts[i - 1]);
        }
        sources = new int[starts[starts.length - 1]];
        int[] next = Arrays.copyOf(starts, starts.length);
        for (int object = 1; object <= heap.objects(); object++) {
            current = object;
            heap.references(object, target -> {
                if (target != 0) {
                    sources[next[target]++] = current;
                }
            });
        }
    }

    /** {@return how many references there are to an object} */
    int count(int object) {
        return starts[object + 1] - starts[object];
    }

    /** {@return the objects that refer to one, ascending, each as often as it does; the first so many of them} */
    int[] of(int object, int limit) {
        return Arrays.copyOfRange(sources, starts[object], starts[object] + Math.min(limit, count(object)));
    }
}
