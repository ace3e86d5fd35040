package io.jtp.capture.heap;

import io.jtp.capture.jdwp.ArrayRegion;
import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.capture.jdwp.Reply;
import io.jtp.capture.jdwp.WholeArrays;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads objects with pipelined JDWP commands, wherever the target runs. */
final class JdwpHeapReader implements HeapReader {

    private static final Logger LOG = LoggerFactory.getLogger(JdwpHeapReader.class);

    private final TargetClasses classes;
    private final JdwpPipe pipe;
    private final ObjectTable table;
    private final Answers answers;
    private final Prefetch prefetch;
    private final Map<Integer, Integer> lengths = new HashMap<>();

    /** Empty if they are not to be had, or have failed. */
    private Optional<Columns> columns;

    /** Objects of this wave whose fields are wanted. */
    private final Map<CapturedType, IntList> wanted = new LinkedHashMap<>();

    private IntList wave = new IntList();
    private long[] bits = new long[64];
    private byte[] tags = new byte[64];

    JdwpHeapReader(TargetClasses classes, ObjectTable table, Answers answers, Optional<Columns> columns) {
        this.classes = classes;
        this.pipe = classes.pipe();
        this.table = table;
        this.answers = answers;
        this.columns = columns;
        this.prefetch = new Prefetch(pipe);
    }

    /** What was read ahead. */
    @Override
    public boolean knows(int object) {
        CapturedType ahead = prefetch.typeOf(table.id(object));
        if (ahead != null) {
            table.type(object, ahead);
        }
        return ahead != null;
    }

    @Override
    public void identify(IntList objects) throws IOException {
        wave = objects;
        askForTypes(inWave(object -> table.type(object) == null));
        askForLengths(inWave(object -> table.type(object).type.isArray()));
    }

    private IntList inWave(IntPredicate condition) {
        IntList result = new IntList();
        for (int i = 0; i < wave.size(); i++) {
            if (condition.test(wave.get(i))) {
                result.add(wave.get(i));
            }
        }
        return result;
    }

    private void askForLengths(IntList arrays) throws IOException {
        lengths.clear();
        int done = inColumns(arrays, (asked, first, count) -> {
            long[] answer = asked.lengths();
            for (int i = 0; i < count; i++) {
                lengths.put(arrays.get(first + i), (int) answer[i]);
            }
        });
        for (int i = done; i < arrays.size(); i++) {
            int array = arrays.get(i);
            pipe.send(Commands.arrayLength(table.id(array)), length -> lengths.put(array, length));
        }
        pipe.finish();
    }

    private void askForTypes(IntList objects) throws IOException {
        Map<Integer, Long> unknown = new HashMap<>();
        int done = inColumns(objects, (asked, first, count) -> {
            long[] answer = asked.classes();
            for (int i = 0; i < count; i++) {
                type(objects.get(first + i), answer[i], unknown);
            }
        });
        for (int i = done; i < objects.size(); i++) {
            int object = objects.get(i);
            pipe.send(Commands.typeOf(table.id(object)), id -> type(object, id.id(), unknown));
        }
        pipe.finish();
        if (!unknown.isEmpty()) {
            classes.refresh();
            for (Map.Entry<Integer, Long> each : unknown.entrySet()) {
                TargetType type = classes.byId(each.getValue());
                if (type == null) {
                    throw new IOException("the target does not list the class of " + table.path(each.getKey()));
                }
                answers.type(each.getKey(), type);
            }
        }
    }

    /** What is done with some of the objects: first everything is asked, then answered. */
    @FunctionalInterface
    private interface Question {
        void ask(Columns asked, int first, int count) throws IOException;
    }

    /** {@return how many of the objects, from the first on, were asked} The others have to be asked one by one. */
    private int inColumns(IntList objects, Question question) throws IOException {
        int done = 0;
        while (columns.isPresent() && objects.size() - done >= columns.get().worthwhile()) {
            int count = Math.min(columns.get().capacity(), objects.size() - done);
            long[] ids = new long[count];
            for (int i = 0; i < count; i++) {
                ids[i] = table.id(objects.get(done + i));
            }
            try {
                columns.get().objects(ids);
                question.ask(columns.get(), done, count);
                done += count;
            } catch (ColumnsException e) {
                LOG.debug("all objects are asked one by one from now on", e);
                columns = Optional.empty();
            }
        }
        return done;
    }

    private void type(int object, long id, Map<Integer, Long> unknown) {
        TargetType type = classes.byId(id);
        if (type == null) {
            unknown.put(object, id);
        } else {
            answers.type(object, type);
        }
    }

    @Override
    public int length(int array) {
        return lengths.get(array);
    }

    @Override
    public void fields(int object, CapturedType type) throws IOException {
        long id = table.id(object);
        if (prefetch.typeOf(id) != null) {
            row(object, type, prefetch.take(id));
        } else {
            wanted.computeIfAbsent(type, any -> new IntList()).add(object);
        }
    }

    private void askForFields(CapturedType type, IntList objects) throws IOException {
        int done = type.layout.isUnambiguous()
                ? inColumns(objects, (asked, first, count) -> rows(objects, first, count, type, asked))
                : 0;
        for (int i = done; i < objects.size(); i++) {
            int object = objects.get(i);
            pipe.send(
                    Commands.fieldValues(table.id(object), type.layout.question(), reply -> reply),
                    reply -> row(object, type, reply));
        }
    }

    private void rows(IntList objects, int first, int count, CapturedType type, Columns asked) throws IOException {
        List<Layout.Slot> slots = type.layout.slots();
        ArrayRegion[] values = new ArrayRegion[slots.size()];
        for (int i = 0; i < values.length; i++) {
            Layout.Slot slot = slots.get(i);
            if (!slot.leftOut()) {
                values[i] = asked.field(
                        slot.declaring().id, slot.field().name(), slot.field().signature());
            }
        }
        makeRoom(slots.size());
        for (int row = 0; row < count; row++) {
            for (int i = 0; i < values.length; i++) {
                bits[i] = values[i] == null ? 0 : values[i].values()[row];
                tags[i] = values[i] == null ? 0 : values[i].tag(row);
            }
            answers.row(objects.get(first + row), type, bits, tags);
        }
    }

    private void makeRoom(int slots) {
        if (bits.length < slots) {
            bits = new long[slots];
            tags = new byte[slots];
        }
    }

    private void row(int object, CapturedType type, Reply reply) {
        List<Layout.Slot> slots = type.layout.slots();
        makeRoom(slots.size());
        reply.readInt();
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i).leftOut()) {
                bits[i] = 0;
            } else {
                tags[i] = reply.readByte();
                bits[i] = reply.readUntagged(tags[i]);
            }
        }
        answers.row(object, type, bits, tags);
    }

    @Override
    public void text(int object) throws IOException {
        pipe.send(Commands.stringValue(table.id(object)), text -> answers.text(object, text));
    }

    @Override
    public boolean isNamelessString(int object, Set<String> contents) {
        return false;
    }

    @Override
    public void elements(int object, CapturedType type, int length) throws IOException {
        if (type.store instanceof PrimitiveArrayStore store) {
            primitives(object, type, store, length);
        } else if (type.store instanceof ReferenceArrayStore store) {
            references(object, type, store, length);
        }
    }

    private void primitives(int object, CapturedType type, PrimitiveArrayStore store, int length) throws IOException {
        if (length == 0) {
            store.addArray(object, 0);
        }
        int size = Layout.size(type.type.signature.substring(1));
        WholeArrays.inPieces(
                length,
                (first, count) ->
                        pipe.send(Commands.elements(table.id(object), first, count, reply -> reply), reply -> {
                            ByteSink elements = first == 0 ? store.addArray(object, length) : store.elements();
                            byte tag = reply.readByte();
                            int got = reply.readInt();
                            for (int i = 0; i < got; i++) {
                                elements.put(reply.readUntagged(tag), size);
                            }
                        }));
    }

    private void references(int object, CapturedType type, ReferenceArrayStore store, int length) throws IOException {
        if (length == 0) {
            store.addArray(object, 0);
        }
        TargetType exact = classes.exact(type.type.signature.substring(1));
        WholeArrays.inPieces(
                length,
                (first, count) ->
                        pipe.send(Commands.elements(table.id(object), first, count, reply -> reply), reply -> {
                            IntList elements = first == 0 ? store.addArray(object, length) : store.elements();
                            reply.readByte();
                            int got = reply.readInt();
                            for (int i = 0; i < got; i++) {
                                byte tag = reply.readByte();
                                elements.add(answers.found(reply.readId(), tag, exact, object, first + i));
                            }
                        }));
    }

    @Override
    public void finish() throws IOException {
        for (Map.Entry<CapturedType, IntList> each : wanted.entrySet()) {
            askForFields(each.getKey(), each.getValue());
        }
        wanted.clear();
        pipe.finish();
        prefetch.consider(wave, table);
        wave = new IntList();
    }

    @Override
    public long jdwpId(int object) {
        return table.id(object);
    }

    @Override
    public boolean isLive() {
        return true;
    }

    @Override
    public int[] inOrder(int... objects) {
        return objects;
    }

    @Override
    public long address(int object) {
        return 0;
    }

    @Override
    public Located locate(int... objects) {
        return Located.known(Arrays.stream(objects).mapToLong(table::id).toArray());
    }

    @Override
    public void close() {
        // what it takes is the target's
    }
}
