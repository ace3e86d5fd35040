package io.jtp.resume;

/** The kinds of values that a field can hold, and how many bytes they take in a row. */
enum Kind {
    BOOLEAN(1),
    BYTE(1),
    SHORT(2),
    CHAR(2),
    INT(4),
    FLOAT(4),
    LONG(8),
    DOUBLE(8),
    REFERENCE(4);

    final int size;

    Kind(int size) {
        this.size = size;
    }

    /**
     * @param descriptor as in JVMS 4.3.2
     */
    static Kind of(String descriptor) {
        return switch (descriptor.charAt(0)) {
            case 'Z' -> BOOLEAN;
            case 'B' -> BYTE;
            case 'S' -> SHORT;
            case 'C' -> CHAR;
            case 'I' -> INT;
            case 'F' -> FLOAT;
            case 'J' -> LONG;
            case 'D' -> DOUBLE;
            case 'L', '[' -> REFERENCE;
            default -> throw new IllegalArgumentException("no descriptor of a field: " + descriptor);
        };
    }
}
