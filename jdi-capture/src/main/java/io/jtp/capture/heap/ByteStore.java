package io.jtp.capture.heap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Contents as bytes, little-endian, one object's after the other's. */
abstract sealed class ByteStore extends Store permits InstanceStore, PrimitiveArrayStore {

    final List<byte[]> parts = new ArrayList<>();
    ByteSink pending = new ByteSink();

    /** Where an object's contents are: they can be changed there until there are {@link #blocks}. */
    @FunctionalInterface
    interface Place {
        void at(int object, byte[] bytes, int offset, int length) throws IOException;
    }

    /** Shows the contents of some of its objects. */
    final void visit(Set<Integer> wanted, Place place) throws IOException {
        sealRest();
        int row = 0;
        for (int part = 0; part < parts.size(); part++) {
            int offset = 0;
            for (; row < end(part); row++) {
                int length = bytes(row);
                if (wanted.contains(objects.get(row))) {
                    place.at(objects.get(row), parts.get(part), offset, length);
                }
                offset += length;
            }
        }
    }

    /** {@return how many bytes an object's contents take} @param row its position in {@link #objects} */
    abstract int bytes(int row);

    @Override
    final int pendingBytes() {
        return pending.size();
    }

    @Override
    final void sealPart() {
        parts.add(pending.toArray());
        pending = new ByteSink();
    }
}
