package io.jtp.inspect;

import io.jtp.snapshot.NamedObject.InternedString;
import io.jtp.snapshot.Value;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What strings, and arrays that may hold text, say. */
final class Texts {

    private static final String STRING = "java/lang/String";
    private static final int LATIN1 = 0;

    private final HeapGraph heap;

    Texts(HeapGraph heap) {
        this.heap = heap;
    }

    /** {@return a string's text, or null if the object is none} */
    String string(int object) {
        if (!heap.has(object)) {
            return null;
        }
        int type = heap.type(object);
        if (type == HeapGraph.NO_TYPE) {
            return heap.named(object) instanceof InternedString string ? string.value() : null;
        }
        if (!heap.classes().get(type).name().equals(STRING)) {
            return null;
        }
        int array = heap.reference(object, "value");
        if (array == 0) {
            return "";
        }
        boolean latin1 = !(heap.field(object, "coder") instanceof Value.IntValue coder) || coder.value() == LATIN1;
        return latin1 ? latin1(heap.primitives(array)) : chars(heap.primitives(array));
    }

    /** {@return the text of a string, an array of chars, or one of bytes; null of any other object} */
    String text(int object) {
        String string = string(object);
        if (string != null || !heap.has(object) || heap.type(object) == HeapGraph.NO_TYPE) {
            return string;
        }
        return switch (heap.classes().get(heap.type(object)).name()) {
            case "[C" -> chars(heap.primitives(object));
            case "[B" -> latin1(heap.primitives(object));
            default -> null;
        };
    }

    private static String latin1(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return new String(copy, StandardCharsets.ISO_8859_1);
    }

    private static String chars(ByteBuffer bytes) {
        return bytes.asCharBuffer().toString();
    }
}
