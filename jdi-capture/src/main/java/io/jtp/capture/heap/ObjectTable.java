package io.jtp.capture.heap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The objects found so far, by index from 1 in the order of being found; 0 is null. Of each it keeps its id, its type once that
 * is known, where it was found first, and at last its number in the snapshot.
 *
 * <p>An object's id is its JDWP id if it has been seen over JDWP; else, negative, its place in a heap dump.
 */
final class ObjectTable {

    private final LongIntMap byId = new LongIntMap();

    /** By place in the dump. */
    private int[] dumped = {};

    private long[] ids = new long[1 << 10];
    private CapturedType[] types = new CapturedType[1 << 10];
    private int[] parents = new int[1 << 10];
    private int[] edges = new int[1 << 10];
    private int[] numbers = {};
    private int last;

    private final List<String> edgeNames = new ArrayList<>();
    private final Map<String, Integer> edgesByName = new HashMap<>();

    /** {@return the index of an object, or 0} */
    int find(long id) {
        return id < 0 ? dumped[ordinal(id)] : byId.get(id);
    }

    /** {@return the id of an object that is only known from a dump} @param ordinal from 1 */
    static long dumpId(int ordinal) {
        return Long.MIN_VALUE | ordinal;
    }

    /** {@return the ordinal in such an id} */
    static int ordinal(long dumpId) {
        return (int) dumpId;
    }

    /** Makes known that an object of the dump has this JDWP id. Its {@link #id} stays. */
    void alias(long jdwpId, int object) {
        byId.put(jdwpId, object);
    }

    /** Makes room for the objects of a dump. @param highest ordinal */
    void expectDump(int highest) {
        dumped = new int[highest + 1];
    }

    /**
     * A new object.
     *
     * @param id its id, or 0 for one that is made by us
     * @param type or null as long as it is not known
     * @param parent index of the object that refers to it, or 0 for a root
     * @param edge array index, or what {@link #edge} made of a name
     */
    int add(long id, CapturedType type, int parent, int edge) {
        last++;
        if (last == ids.length) {
            int capacity = Math.multiplyExact(2, last);
            ids = Arrays.copyOf(ids, capacity);
            types = Arrays.copyOf(types, capacity);
            parents = Arrays.copyOf(parents, capacity);
            edges = Arrays.copyOf(edges, capacity);
        }
        ids[last] = id;
        types[last] = type;
        parents[last] = parent;
        edges[last] = edge;
        if (id < 0) {
            dumped[ordinal(id)] = last;
        } else if (id != 0) {
            byId.put(id, last);
        }
        return last;
    }

    /** {@return a negative number that stands for a field or a root in {@link #add}} */
    int edge(String name) {
        return edgesByName.computeIfAbsent(name, n -> {
            edgeNames.add(n);
            return -edgeNames.size();
        });
    }

    /** {@return the highest index} */
    int last() {
        return last;
    }

    long id(int object) {
        return ids[object];
    }

    CapturedType type(int object) {
        return types[object];
    }

    void type(int object, CapturedType type) {
        types[object] = type;
    }

    int parent(int object) {
        return parents[object];
    }

    /** {@return how its {@link #parent} refers to it, as in {@link #add}} */
    int edge(int object) {
        return edges[object];
    }

    void number(int object, int number) {
        if (numbers.length <= last) {
            numbers = Arrays.copyOf(numbers, last + 1);
        }
        numbers[object] = number;
    }

    /** {@return the number in the snapshot, 0 for null and for what was refused} */
    int number(int object) {
        return object < numbers.length ? numbers[object] : 0;
    }

    /** {@return the way from a root to an object, as in {@code main frame 2 local 'conn' -> Pool.idle[3] -> Conn.socket}} */
    String path(int object) {
        List<String> steps = new ArrayList<>();
        for (int at = object; at != 0; at = parents[at]) {
            int edge = edges[at];
            String name = edge >= 0 ? "[" + edge + "]" : edgeNames.get(-edge - 1);
            steps.add(parents[at] == 0 || edge >= 0 ? name : " -> " + name);
        }
        return shorten(steps);
    }

    /** Steps come last one first. A way through a list of thousands says no more than its ends. */
    private static String shorten(List<String> steps) {
        StringBuilder path = new StringBuilder();
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.size() > 40 && i == steps.size() - 21) {
                path.append(" -> ... ").append(steps.size() - 40).append(" more ...");
                i = 20;
            }
            path.append(steps.get(i));
        }
        return path.toString();
    }
}
