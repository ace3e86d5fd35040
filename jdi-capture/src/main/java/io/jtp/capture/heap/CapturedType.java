package io.jtp.capture.heap;

import io.jtp.capture.heap.Treatment.CanonicalName;
import io.jtp.capture.heap.Treatment.Copy;
import io.jtp.capture.heap.Treatment.CopyIf;
import io.jtp.capture.heap.Treatment.Member;
import io.jtp.capture.heap.Treatment.MethodTypeName;
import io.jtp.capture.heap.Treatment.Outside;
import io.jtp.capture.heap.Treatment.ThreadLocalEntry;

/** A type as one {@link HeapCapture} sees it: what is done with its objects, and those that were read. */
final class CapturedType {

    final TargetType type;

    /** Whether its objects are exceptions. */
    final boolean isThrowable;

    /** Whether its objects are {@code java.lang.ref} references. */
    final boolean isReference;

    /** Null until an object of this class is to be read. */
    Treatment treatment;

    /** Null until instances are to be read, and for arrays. */
    Layout layout;

    /** Whether there may be {@link EarlyObjects} among its objects. */
    boolean early;

    /** Null until the first object is read. */
    Store store;

    /** How often it was in the way of reading many objects at once, see {@link Prefetch}. */
    int narrow;

    CapturedType(TargetType type) {
        this.type = type;
        this.isThrowable = type.isA("java/lang/Throwable");
        this.isReference = type.isA("java/lang/ref/Reference");
    }

    /** {@return whether the treatment looks at the fields of its objects} */
    boolean isReadByFields() {
        return treatment instanceof Copy
                || treatment instanceof CopyIf
                || treatment instanceof Member
                || treatment instanceof MethodTypeName
                || treatment instanceof CanonicalName
                || treatment instanceof ThreadLocalEntry
                || treatment instanceof Outside;
    }

    /** {@return one of the values of a row} */
    long value(long[] bits, String field) {
        return bits[layout.slots().indexOf(layout.slot(field))];
    }
}
