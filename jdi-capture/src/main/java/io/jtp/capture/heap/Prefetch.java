package io.jtp.capture.heap;

import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.JdwpPipe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads all instances of a class ahead, without knowing yet which of them belong to the program's reachable objects.
 *
 * <p>A linked list lets one node be asked for at a time, since only its answer names the next: a round trip for each of a million nodes.
 * When a class has been in the way like that often enough, all its instances are asked for at once, at the price of one walk through the
 * target's heap.
 */
final class Prefetch {

    /** So many single questions take about as long as one walk through a small heap. */
    private static final int PATIENCE = 300;

    /** A wave of more objects than this keeps the pipe busy. */
    private static final int NARROW = 16;

    /** The fields of an object, as {@link HeapReader.Answers#row} takes them. */
    record Row(long[] bits, byte[] tags) {}

    private final JdwpPipe pipe;
    private final Questions questions;
    private final LongIntMap positions = new LongIntMap();
    private final List<Row> rows = new ArrayList<>();
    private final List<CapturedType> types = new ArrayList<>();

    Prefetch(JdwpPipe pipe, Questions questions) {
        this.pipe = pipe;
        this.questions = questions;
        rows.add(null);
        types.add(null);
    }

    /** {@return the class of an object that was read ahead and not yet taken, or null} */
    CapturedType typeOf(long id) {
        int position = positions.get(id);
        return position == 0 || rows.get(position) == null ? null : types.get(position);
    }

    /** {@return the answer that was read ahead} It is handed out once. */
    Row take(long id) {
        return rows.set(positions.get(id), null);
    }

    /** Looks at a wave that has been read, and reads ahead if that seems worth it. */
    void consider(IntList wave, ObjectTable table) throws IOException {
        if (wave.size() > NARROW) {
            return;
        }
        for (int i = 0; i < wave.size(); i++) {
            CapturedType type = table.type(wave.get(i));
            if (type != null && type.isReadByFields() && ++type.narrow == PATIENCE) {
                load(type, table);
            }
        }
    }

    private void load(CapturedType type, ObjectTable table) throws IOException {
        long[] ids = Arrays.stream(pipe.ask(Commands.instances(type.type.id)))
                .filter(id -> table.find(id) == 0 && positions.get(id) == 0)
                .toArray();
        int slots = type.layout.slots().size();
        questions.rows(
                type,
                ids,
                (at, bits, tags) -> {
                    positions.put(ids[at], rows.size());
                    rows.add(new Row(Arrays.copyOf(bits, slots), Arrays.copyOf(tags, slots)));
                    types.add(type);
                },
                collected -> {});
        pipe.finish();
    }
}
