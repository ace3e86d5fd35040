package io.jtp.inspect;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntToLongFunction;

/**
 * Which objects a page shows of a heap that is too large for it: a quarter of its room for the largest, a quarter for those that are referred to
 * most, the rest for those nearest to a root. Whatever is shown, the path to it is, too.
 */
final class PageObjects {

    /** An object farther from its root is shown only if those before it happen to be. */
    private static final int LONGEST_PATH = 1000;

    private final RootPaths paths;
    /** By object: how many there are before it in its path. */
    private final int[] depths;

    private final BitSet chosen = new BitSet();
    private int count;

    PageObjects(Inspection inspection, int limit) {
        this.paths = inspection.paths();
        int objects = inspection.heap().objects();
        depths = new int[objects + 1];
        if (objects > limit) {
            for (int i = 0; i < paths.reached(); i++) {
                int object = paths.reached(i);
                int before = paths.before(object);
                depths[object] = before > 0 ? depths[before] + 1 : 0;
            }
            Sizes sizes = inspection.sizes();
            Referrers referrers = inspection.referrers();
            addFirst(objects, limit / 4, sizes::of);
            addFirst(objects, limit / 2, referrers::count);
        }
        // each one's predecessor is there before it
        for (int i = 0; i < paths.reached() && count < limit; i++) {
            add(paths.reached(i), limit);
        }
        for (int object = 1; object <= objects && count < limit; object++) {
            add(object, limit);
        }
    }

    /** {@return the objects' numbers} */
    BitSet chosen() {
        return chosen;
    }

    private void addFirst(int objects, int room, IntToLongFunction rank) {
        long[] keys = new long[objects];
        for (int object = 1; object <= objects; object++) {
            keys[object - 1] = Math.min(rank.applyAsLong(object), Integer.MAX_VALUE) << Integer.SIZE | object;
        }
        Arrays.sort(keys);
        boolean fits = true;
        for (int i = objects - 1; i >= 0 && fits; i--) {
            int object = (int) keys[i];
            fits = depths[object] > LONGEST_PATH || add(object, room);
        }
    }

    /** Adds an object and its path. @return whether there was room for both */
    private boolean add(int object, int room) {
        int missing = 0;
        for (int at = object; at > 0 && !chosen.get(at); at = paths.before(at)) {
            missing++;
        }
        if (count + missing > room) {
            return false;
        }
        for (int at = object; at > 0 && !chosen.get(at); at = paths.before(at)) {
            chosen.set(at);
        }
        count += missing;
        return true;
    }
}
