package io.jtp.capture.heap;

import io.jtp.capture.jdwp.ArrayRegion;
import java.io.IOException;

/**
 * Asks many objects of the target for the same thing, in the target itself: one call for thousands of them instead of a command for each. The answers
 * come in columns, a value for each object in their order.
 *
 * <p>First {@link #objects}, then whatever is to be known of these. The methods throw a {@link ColumnsException} if the target cannot be made to
 * answer; each object can still be asked by itself then.
 */
public interface Columns {

    /** {@return for how many objects a column takes as long as a command for each} So many more for each further column, since a command is enough for all fields. */
    int worthwhile();

    /** {@return the most objects at once} */
    int capacity();

    /** Chooses the objects that are asked from now on. @param ids of the target's, none of them 0 */
    void objects(long... ids) throws IOException;

    /** {@return the ids of their classes} */
    long[] classes() throws IOException;

    /** {@return their lengths; they are arrays} */
    long[] lengths() throws IOException;

    /** {@return their contents; they are strings} */
    String[] texts() throws IOException;

    /**
     * {@return what they have in a field}
     *
     * @param declaring id of the class that declares the field, and no other of that name; the objects are of this class or one below it
     * @param signature descriptor of the field
     */
    ArrayRegion field(long declaring, String name, String signature) throws IOException;
}
