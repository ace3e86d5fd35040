package io.jtp.snapshot;

import java.util.List;

/**
 * A run of objects with consecutive numbers that are restored alike.
 *
 * <p>Bulk data is little-endian. A reference is an object number of four bytes; a boolean takes one byte.
 */
public sealed interface HeapBlock {

    /** {@return the number of the first object} */
    int first();

    /** {@return how many objects} */
    int count();

    /**
     * Objects of one class, copied field by field.
     *
     * @param type the class
     * @param rows {@code count} rows of equal size without padding: the fields of the topmost superclass first, then down, each
     *     class's in the order of {@link LoadedClass#fields()}
     */
    record Instances(int first, int count, int type, byte[] rows) implements HeapBlock {}

    /**
     * Arrays of one primitive type.
     *
     * @param type the array class
     * @param lengths in elements
     * @param elements all arrays' elements one after the other
     */
    record PrimitiveArrays(int first, int type, int[] lengths, byte[] elements) implements HeapBlock {
        @Override
        public int count() {
            return lengths.length;
        }
    }

    /**
     * Arrays of one reference type.
     *
     * @param type the array class
     * @param lengths in elements
     * @param elements all arrays' elements, object numbers, one after the other
     */
    record ReferenceArrays(int first, int type, int[] lengths, int[] elements) implements HeapBlock {
        @Override
        public int count() {
            return lengths.length;
        }
    }

    /** Objects that are found or made by name at the destination. */
    record Named(int first, List<NamedObject> objects) implements HeapBlock {
        @Override
        public int count() {
            return objects.size();
        }
    }
}
