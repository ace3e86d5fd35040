package io.jtp.capture;

import io.jtp.snapshot.FieldValue;
import io.jtp.snapshot.HeapBlock;
import io.jtp.snapshot.HeapBlock.Instances;
import io.jtp.snapshot.HeapBlock.Named;
import io.jtp.snapshot.HeapBlock.PrimitiveArrays;
import io.jtp.snapshot.HeapBlock.ReferenceArrays;
import io.jtp.snapshot.LoadedClass;
import io.jtp.snapshot.LoadedClass.Field;
import io.jtp.snapshot.NamedObject;
import io.jtp.snapshot.NamedObject.ClassMirror;
import io.jtp.snapshot.NamedObject.FieldOf;
import io.jtp.snapshot.NamedObject.StaticFieldValue;
import io.jtp.snapshot.Snapshot;
import io.jtp.snapshot.Value.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The objects that the statics of one class of a snapshot reach, in words that do not depend on how the snapshot numbers them: a line for
 * each object.
 */
final class Graph {

    private final Snapshot snapshot;
    private final String[] contents;
    private final int[][] references;
    private final Map<Integer, Integer> numbers = new HashMap<>();
    private final List<Integer> found = new ArrayList<>();
    private final Map<Integer, Integer> hashes = new HashMap<>();

    private Graph(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.contents = new String[snapshot.objectCount() + 1];
        this.references = new int[snapshot.objectCount() + 1][];
        snapshot.heap().forEach(this::block);
        int[] hashed = snapshot.program().identityHashes().objects();
        for (int i = 0; i < hashed.length; i++) {
            hashes.put(hashed[i], snapshot.program().identityHashes().hashes()[i]);
        }
    }

    static List<String> of(Snapshot snapshot, String className) {
        Graph graph = new Graph(snapshot);
        List<String> lines = new ArrayList<>();
        snapshot.program().statics().stream()
                .filter(field -> graph.name(field.type()).equals(className))
                .sorted(Comparator.comparing(FieldValue::name))
                .forEach(field -> lines.add("static " + field.name() + " "
                        + (field.value() instanceof Reference r
                                ? "-> " + graph.number(r.object())
                                : field.value().toString())));
        for (int i = 0; i < graph.found.size(); i++) {
            int object = graph.found.get(i);
            StringBuilder line = new StringBuilder(i + 1 + " " + graph.contents[object]);
            for (int reference : graph.references[object]) {
                line.append(' ').append(graph.number(reference));
            }
            lines.add(line.append(" hash ").append(graph.hashes.get(object)).toString());
        }
        return lines;
    }

    private int number(int object) {
        if (object == 0) {
            return 0;
        }
        return numbers.computeIfAbsent(object, o -> {
            found.add(o);
            return found.size();
        });
    }

    private String name(int type) {
        LoadedClass loaded = snapshot.program().classes().get(type);
        return loaded.name();
    }

    private void block(HeapBlock block) {
        if (block instanceof Instances instances) {
            rows(instances);
        } else if (block instanceof PrimitiveArrays arrays) {
            int width = arrays.elements().length
                    / Math.max(1, Arrays.stream(arrays.lengths()).sum());
            int from = 0;
            for (int i = 0; i < arrays.count(); i++) {
                int bytes = width * arrays.lengths()[i];
                put(
                        block.first() + i,
                        name(arrays.type()) + " " + HexFormat.of().formatHex(arrays.elements(), from, from + bytes));
                from += bytes;
            }
        } else if (block instanceof ReferenceArrays arrays) {
            int from = 0;
            for (int i = 0; i < arrays.count(); i++) {
                int to = from + arrays.lengths()[i];
                put(block.first() + i, name(arrays.type()), Arrays.copyOfRange(arrays.elements(), from, to));
                from = to;
            }
        } else if (block instanceof Named named) {
            for (int i = 0; i < named.count(); i++) {
                put(block.first() + i, describe(named.objects().get(i)));
            }
        }
    }

    private String describe(NamedObject named) {
        if (named instanceof StaticFieldValue value) {
            return "value of " + name(value.type()) + "." + value.field() + " " + value.index();
        } else if (named instanceof ClassMirror mirror) {
            return "class " + name(mirror.type());
        } else if (named instanceof FieldOf field) {
            return "field " + name(field.type()) + "." + field.field();
        }
        return named.toString();
    }

    private void put(int object, String text, int... targets) {
        contents[object] = text;
        references[object] = targets;
    }

    private void rows(Instances block) {
        List<Field> fields = new ArrayList<>();
        for (int t = block.type();
                t != LoadedClass.NONE;
                t = snapshot.program().classes().get(t).superclass()) {
            fields.addAll(0, snapshot.program().classes().get(t).fields());
        }
        ByteBuffer rows = ByteBuffer.wrap(block.rows()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < block.count(); i++) {
            StringBuilder text = new StringBuilder(name(block.type()));
            List<Integer> targets = new ArrayList<>();
            for (Field field : fields) {
                text.append(' ').append(field.name());
                switch (field.descriptor().charAt(0)) {
                    case 'L', '[' -> targets.add(rows.getInt());
                    case 'Z', 'B' -> text.append('=').append(rows.get());
                    case 'S', 'C' -> text.append('=').append(rows.getShort());
                    case 'I', 'F' -> text.append('=').append(rows.getInt());
                    default -> text.append('=').append(rows.getLong());
                }
            }
            put(
                    block.first() + i,
                    text.toString(),
                    targets.stream().mapToInt(Integer::intValue).toArray());
        }
    }
}
