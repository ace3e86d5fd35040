package io.jtp.capture.heap;

import java.util.stream.IntStream;

/**
 * How the target can get at some objects: from those that have JDWP ids along references. Imagine an array with the known objects first;
 * each step adds to it the object that an object already there refers to.
 *
 * @param known JDWP ids
 * @param steps how to go on from them
 * @param positions in that array, of the objects that are wanted
 */
public record Located(long[] known, Steps steps, int[] positions) {

    /**
     * References to follow. All lists but the last four are as long as there are steps.
     *
     * @param parents position of the object that refers to the next one
     * @param edges index in the array {@code parent}, or {@code -1 - i} for the field {@code fieldNames[i]}
     * @param types index of the class in {@code typeIds} that the object found must have
     * @param fieldTypes index in {@code typeIds} of the class that declares a field
     */
    public record Steps(
            int[] parents, int[] edges, int[] types, int[] fieldTypes, String[] fieldNames, long[] typeIds) {

        static final Steps NONE = new Steps(new int[0], new int[0], new int[0], new int[0], new String[0], new long[0]);

        /** {@return how many steps there are} */
        public int count() {
            return parents.length;
        }
    }

    /** {@return these objects} */
    public static Located known(long... ids) {
        return new Located(ids, Steps.NONE, IntStream.range(0, ids.length).toArray());
    }
}
