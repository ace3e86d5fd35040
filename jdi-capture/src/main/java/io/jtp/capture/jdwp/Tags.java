package io.jtp.capture.jdwp;

/** The tag bytes of JDWP values. */
public final class Tags {
    public static final byte ARRAY = '[';
    public static final byte BYTE = 'B';
    public static final byte CHAR = 'C';
    public static final byte OBJECT = 'L';
    public static final byte FLOAT = 'F';
    public static final byte DOUBLE = 'D';
    public static final byte INT = 'I';
    public static final byte LONG = 'J';
    public static final byte SHORT = 'S';
    public static final byte VOID = 'V';
    public static final byte BOOLEAN = 'Z';
    public static final byte STRING = 's';
    public static final byte THREAD = 't';
    public static final byte THREAD_GROUP = 'g';
    public static final byte CLASS_LOADER = 'l';
    public static final byte CLASS_OBJECT = 'c';

    private Tags() {}

    /** {@return whether values with this tag are object ids} */
    public static boolean isReference(byte tag) {
        return switch (tag) {
            case ARRAY, OBJECT, STRING, THREAD, THREAD_GROUP, CLASS_LOADER, CLASS_OBJECT -> true;
            default -> false;
        };
    }
}
