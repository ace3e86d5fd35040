package io.jtp.resume;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;

/** Where the entries of a class file's constant pool are, JVMS 4.4. */
final class ConstantPool {

    static final int UTF8 = 1;
    static final int CLASS = 7;
    static final int METHODREF = 10;

    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int STRING = 8;
    private static final int METHOD_HANDLE = 15;
    private static final int METHOD_TYPE = 16;
    private static final int MODULE = 19;
    private static final int PACKAGE = 20;

    /** Of constant_pool_count. */
    static final int COUNT = 8;

    private final byte[] classFile;

    /** Of each entry's tag; 0 where there is none. */
    private final int[] offsets;

    private final int end;

    ConstantPool(byte[] classFile) {
        this.classFile = classFile;
        this.offsets = new int[u2(COUNT)];
        int at = COUNT + 2;
        for (int i = 1; i < offsets.length; i++) {
            offsets[i] = at;
            switch (classFile[at]) {
                case UTF8 -> at += 3 + u2(at + 1);
                case CLASS, STRING, METHOD_TYPE, MODULE, PACKAGE -> at += 3;
                case METHOD_HANDLE -> at += 4;
                case LONG, DOUBLE -> {
                    at += 9;
                    // they take two entries
                    i++;
                }
                default -> at += 5;
            }
        }
        this.end = at;
    }

    /** {@return constant_pool_count: the number of entries and 1} */
    int count() {
        return offsets.length;
    }

    /** {@return the offset behind the last entry} */
    int end() {
        return end;
    }

    /** {@return the tag of an entry, or 0 if there is none of this number} */
    int tag(int entry) {
        return offsets[entry] == 0 ? 0 : classFile[offsets[entry]];
    }

    /** {@return the offset of what follows an entry's tag} */
    int contents(int entry) {
        return offsets[entry] + 1;
    }

    /** {@return an index in an entry} @param position 0 for that right behind the tag, 1 for the next */
    int index(int entry, int position) {
        return u2(contents(entry) + 2 * position);
    }

    /** {@return the text of a Utf8 entry} */
    String text(int entry) {
        int at = contents(entry);
        try {
            return new DataInputStream(new ByteArrayInputStream(classFile, at, classFile.length - at)).readUTF();
        } catch (IOException e) {
            throw new IllegalArgumentException("no text in the constant pool at " + at, e);
        }
    }

    /**
     * {@return the number of the Utf8 entry with this text, or 0 if there is none} No strings are made: each class that is loaded comes by here, and the
     * JVM's profile of the JDK's code is to be the program's.
     */
    int utf8(byte... text) {
        for (int i = 1; i < offsets.length; i++) {
            if (tag(i) == UTF8 && u2(contents(i)) == text.length && matches(contents(i) + 2, text)) {
                return i;
            }
        }
        return 0;
    }

    private boolean matches(int at, byte... text) {
        for (int i = 0; i < text.length; i++) {
            if (classFile[at + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    private int u2(int offset) {
        return (classFile[offset] & 0xff) << 8 | classFile[offset + 1] & 0xff;
    }
}
