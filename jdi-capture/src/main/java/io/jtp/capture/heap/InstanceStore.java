package io.jtp.capture.heap;

import io.jtp.snapshot.HeapBlock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import java.util.function.IntConsumer;

/** Rows of fields. */
final class InstanceStore extends ByteStore {

    private final Layout layout;

    InstanceStore(Layout layout) {
        this.layout = layout;
    }

    /** {@return where the fields go, in the order of the layout} */
    ByteSink addRow(int object) {
        objects.add(object);
        return pending;
    }

    /** Overwrites a reference or an int in the row of an object that was added before. */
    void set(int object, Layout.Slot slot, int value) throws IOException {
        visit(
                Set.of(object),
                (at, bytes, offset, length) ->
                        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(offset + slot.offset(), value));
    }

    @Override
    void visitVersatile(IntConsumer visitor) {
        int[] offsets = layout.slots().stream()
                .filter(slot -> Layout.isVersatile(slot.field().signature()))
                .mapToInt(Layout.Slot::offset)
                .toArray();
        if (offsets.length > 0) {
            parts.forEach(part -> visit(part, offsets, visitor));
            visit(pending.toArray(), offsets, visitor);
        }
    }

    private void visit(byte[] part, int[] offsets, IntConsumer visitor) {
        ByteBuffer buffer = ByteBuffer.wrap(part).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < part.length; row += layout.size()) {
            for (int offset : offsets) {
                visitor.accept(buffer.getInt(row + offset));
            }
        }
    }

    @Override
    int bytes(int row) {
        return layout.size();
    }

    @Override
    HeapBlock block(int part, int first, int count, int type, ObjectTable table) {
        byte[] bytes = parts.get(part);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int[] references = layout.slots().stream()
                .filter(Layout.Slot::isReference)
                .mapToInt(Layout.Slot::offset)
                .toArray();
        for (int row = 0; row < bytes.length && references.length > 0; row += layout.size()) {
            for (int offset : references) {
                buffer.putInt(row + offset, table.number(buffer.getInt(row + offset)));
            }
        }
        return new HeapBlock.Instances(first, count, type, bytes);
    }
}
