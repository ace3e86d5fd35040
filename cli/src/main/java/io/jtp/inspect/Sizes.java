package io.jtp.inspect;

import io.jtp.snapshot.HeapBlock;
import io.jtp.snapshot.LoadedClass;
import io.jtp.snapshot.NamedObject.InternedString;

/**
 * About how many bytes an object took in the JVM it comes from: header, fields and elements, rounded up to 8. Gaps between fields are left
 * out. Objects that a destination has of its own count for nothing.
 */
final class Sizes {

    private static final int ALIGNMENT = 8;
    private static final int STRING_FIELDS = 12;

    private final HeapGraph heap;
    private final int reference;
    private final int arrayBase;
    private final int header;

    /** @param objectLayout as in {@link io.jtp.snapshot.Origin#objectLayout()} */
    Sizes(HeapGraph heap, String objectLayout) {
        this.heap = heap;
        boolean known = objectLayout.matches("\\d{1,2}/\\d{1,3}");
        reference = known ? Integer.parseInt(objectLayout.split("/")[0]) : Integer.BYTES;
        arrayBase = known ? Integer.parseInt(objectLayout.split("/")[1]) : 2 * Long.BYTES;
        // an array has its length behind what every object has
        header = Math.min(2 * Long.BYTES, arrayBase - Integer.BYTES);
    }

    long of(int object) {
        int type = heap.type(object);
        if (type == HeapGraph.NO_TYPE) {
            return heap.named(object) instanceof InternedString string ? string(string.value()) : 0;
        }
        int length = heap.length(object);
        return length < 0 ? instance(type) : array(heap.isReferenceArray(object), type, length);
    }

    /** {@return what all objects of a block take} */
    long of(HeapBlock block) {
        if (block instanceof HeapBlock.Instances instances) {
            return instances.count() * instance(instances.type());
        }
        long sum = 0;
        for (int i = 0; i < block.count(); i++) {
            sum += of(block.first() + i);
        }
        return sum;
    }

    private long instance(int type) {
        InstanceLayout layout = heap.layout(type);
        return aligned(header + layout.rowSize() + (long) layout.references().length * (reference - Integer.BYTES));
    }

    private long array(boolean references, int type, int length) {
        LoadedClass loaded = heap.classes().get(type);
        int width = references ? reference : InstanceLayout.width(loaded.name().substring(1));
        return aligned(arrayBase + (long) length * width);
    }

    private long string(String text) {
        boolean latin1 = text.chars().allMatch(c -> c <= 0xff);
        return aligned(header + STRING_FIELDS) + aligned(arrayBase + text.length() * (latin1 ? 1L : Character.BYTES));
    }

    private static long aligned(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
