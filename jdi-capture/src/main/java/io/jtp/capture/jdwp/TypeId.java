package io.jtp.capture.jdwp;

/**
 * A class, interface or array class of the target.
 *
 * @param kind one of the constants
 * @param id reference type id; HotSpot gives the class's {@code Class} object the same id
 */
public record TypeId(byte kind, long id) {
    public static final byte CLASS = 1;
    public static final byte INTERFACE = 2;
    public static final byte ARRAY = 3;
}
