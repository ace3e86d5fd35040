package io.jtp.capture.heap;

import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.capture.jdwp.Reply;
import io.jtp.capture.jdwp.TypeId;
import io.jtp.capture.jdwp.WholeArrays;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads objects with pipelined JDWP commands, wherever the target runs. */
final class JdwpHeapReader implements HeapReader {

    private final TargetClasses classes;
    private final JdwpPipe pipe;
    private final ObjectTable table;
    private final Answers answers;
    private final Prefetch prefetch;
    private final Map<Integer, Integer> lengths = new HashMap<>();
    private IntList wave = new IntList();
    private long[] bits = new long[64];
    private byte[] tags = new byte[64];

    JdwpHeapReader(TargetClasses classes, ObjectTable table, Answers answers) {
        this.classes = classes;
        this.pipe = classes.pipe();
        this.table = table;
        this.answers = answers;
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
        askForTypes();
        lengths.clear();
        for (int i = 0; i < wave.size(); i++) {
            int object = wave.get(i);
            if (table.type(object).type.isArray()) {
                pipe.send(Commands.arrayLength(table.id(object)), length -> lengths.put(object, length));
            }
        }
        pipe.finish();
    }

    private void askForTypes() throws IOException {
        Map<Integer, Long> unknown = new HashMap<>();
        for (int i = 0; i < wave.size(); i++) {
            int object = wave.get(i);
            if (table.type(object) == null) {
                pipe.send(Commands.typeOf(table.id(object)), id -> type(object, id, unknown));
            }
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

    private void type(int object, TypeId id, Map<Integer, Long> unknown) {
        TargetType type = classes.byId(id.id());
        if (type == null) {
            unknown.put(object, id.id());
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
            pipe.send(
                    Commands.fieldValues(id, type.layout.question(), reply -> reply),
                    reply -> row(object, type, reply));
        }
    }

    private void row(int object, CapturedType type, Reply reply) {
        List<Layout.Slot> slots = type.layout.slots();
        if (bits.length < slots.size()) {
            bits = new long[slots.size()];
            tags = new byte[slots.size()];
        }
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
