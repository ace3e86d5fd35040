package io.jtp.capture.heap;

import io.jtp.capture.jdwp.ConstantPoolBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** As much of a constant pool, JVMS 4.4, as it takes to name methods, fields and classes. */
public final class ConstantPool {

    private final ByteBuffer bytes;
    private final int[] positions;

    /** @throws IOException if there is a kind of constant that we do not know */
    public ConstantPool(ConstantPoolBytes pool) throws IOException {
        bytes = ByteBuffer.wrap(pool.bytes());
        positions = new int[pool.count()];
        int position = 0;
        for (int i = 1; i < positions.length; i++) {
            positions[i] = position;
            int tag = bytes.get(position);
            position += switch (tag) {
                case 1 -> 3 + bytes.getChar(position + 1);
                case 3, 4, 9, 10, 11, 12, 17, 18 -> 5;
                case 5, 6 -> 9;
                case 7, 8, 16, 19, 20 -> 3;
                case 15 -> 4;
                default -> throw new IOException("a constant of unknown kind " + tag + " in the target");
            };
            if (tag == 5 || tag == 6) {
                i++;
            }
        }
    }

    private String utf8(int index) {
        int position = positions[index];
        int length = bytes.getChar(position + 1);
        return new String(bytes.array(), position + 3, length, StandardCharsets.UTF_8);
    }

    private int reference(int index, int offset) {
        return bytes.getChar(positions[index] + offset);
    }

    /** {@return the internal name of a CONSTANT_Class} */
    public String className(int index) {
        return utf8(reference(index, 1));
    }

    /** {@return the internal name of a method reference's class} */
    public String owner(int index) {
        return className(reference(index, 1));
    }

    /** {@return the name in a method or field reference} */
    public String name(int index) {
        return utf8(reference(reference(index, 3), 1));
    }

    /** {@return the descriptor in a method or field reference} */
    public String descriptor(int index) {
        return utf8(reference(reference(index, 3), 3));
    }

    /** {@return name and descriptor of a method reference} */
    public String nameAndDescriptor(int index) {
        return name(index) + descriptor(index);
    }
}
