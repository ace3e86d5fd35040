package io.jtp.capture.heap;

import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.capture.jdwp.WholeArrays;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/** Reads objects with pipelined JDWP commands, wherever the target runs. */
final class JdwpHeapReader implements HeapReader {

    private final TargetClasses classes;
    private final JdwpPipe pipe;
    private final ObjectTable table;
    private final Answers answers;
    private final Questions questions;
    private final Prefetch prefetch;
    private final Map<Integer, Integer> lengths = new HashMap<>();

    /** Objects of this wave whose fields are wanted. */
    private final Map<CapturedType, IntList> rows = new LinkedHashMap<>();

    /** Strings of this wave whose contents are wanted. */
    private final IntList texts = new IntList();

    private IntList wave = new IntList();

    JdwpHeapReader(TargetClasses classes, ObjectTable table, Answers answers, Optional<Columns> columns) {
        this.classes = classes;
        this.pipe = classes.pipe();
        this.table = table;
        this.answers = answers;
        this.questions = new Questions(pipe, columns);
        this.prefetch = new Prefetch(pipe, questions);
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

    private int[] inWave(IntPredicate condition) {
        return Arrays.stream(wave.toArray()).filter(condition).toArray();
    }

    private long[] ids(int... objects) {
        return Arrays.stream(objects).mapToLong(table::id).toArray();
    }

    private void askForLengths(int... arrays) throws IOException {
        lengths.clear();
        questions.lengths(ids(arrays), (at, length) -> lengths.put(arrays[at], (int) length));
        pipe.finish();
    }

    private void askForTypes(int... objects) throws IOException {
        Map<Integer, Long> unknown = new HashMap<>();
        questions.classes(ids(objects), (at, id) -> type(objects[at], id, unknown));
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
    public void fields(int object, CapturedType type) {
        long id = table.id(object);
        if (prefetch.typeOf(id) != null) {
            Prefetch.Row row = prefetch.take(id);
            answers.row(object, type, row.bits(), row.tags());
        } else {
            rows.computeIfAbsent(type, any -> new IntList()).add(object);
        }
    }

    @Override
    public void text(int object) {
        texts.add(object);
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
        for (Map.Entry<CapturedType, IntList> each : rows.entrySet()) {
            CapturedType type = each.getKey();
            int[] objects = each.getValue().toArray();
            questions.rows(
                    type, ids(objects), (at, bits, tags) -> answers.row(objects[at], type, bits, tags), collected -> {
                        throw collected;
                    });
        }
        rows.clear();
        int[] strings = texts.toArray();
        texts.clear();
        questions.texts(ids(strings), (at, text) -> answers.text(strings[at], text));
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
