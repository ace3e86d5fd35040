package io.jtp.capture.heap;

import io.jtp.capture.heap.Treatment.ClassName;
import io.jtp.capture.heap.Treatment.Copy;
import io.jtp.capture.heap.Treatment.CopyIf;
import io.jtp.capture.heap.Treatment.Elements;
import io.jtp.capture.heap.Treatment.LoaderName;
import io.jtp.capture.heap.Treatment.ModuleName;
import io.jtp.capture.heap.Treatment.Refused;
import io.jtp.capture.heap.Treatment.Text;
import io.jtp.capture.heap.Treatment.ThreadLocalEntry;
import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.capture.jdwp.Reply;
import io.jtp.capture.jdwp.Tags;
import io.jtp.capture.jdwp.TypeId;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads objects in waves: first the types of those whose type is not known, and the lengths of arrays; then, by type, the contents. What
 * the contents refer to is the next wave. No recursion, each object once, in an order that depends on nothing but the target's state.
 */
final class HeapReader {

    private static final String TOO_LARGE = "an array of more than 2 GB";

    private final TargetClasses classes;
    private final JdwpPipe pipe;
    private final ObjectTable table = new ObjectTable();
    private final Obstacles obstacles = new Obstacles();
    private final TypeNumbers types;
    private final NameTable names = new NameTable();
    private final Namer namer;
    private final Prefetch prefetch;
    private final Strings strings;
    private final Map<TargetType, CapturedType> captured = new LinkedHashMap<>();
    private final CapturedType stringType;
    private final CapturedType classType;
    private final IntList traceless = new IntList();

    /** Found and not looked at yet. */
    private IntList queue = new IntList();

    private long[] bits = new long[64];

    HeapReader(TargetClasses classes) throws IOException {
        this.classes = classes;
        this.pipe = classes.pipe();
        this.types = new TypeNumbers(classes, obstacles);
        this.namer = new Namer(classes, table, obstacles, types, names);
        this.prefetch = new Prefetch(pipe);
        TargetType string = classes.one("Ljava/lang/String;").orElseThrow();
        this.stringType = readable(string);
        this.classType = captured(classes.one("Ljava/lang/Class;").orElseThrow());
        CapturedType bytes = readable(classes.one("[B").orElseThrow());
        long compact = string.fields.stream()
                .filter(field -> field.name().equals("COMPACT_STRINGS"))
                .findFirst()
                .orElseThrow()
                .id();
        boolean isCompact =
                pipe.ask(Commands.staticValues(string.id, compact)).get(0).bits() != 0;
        this.strings = new Strings(table, classes.classFiles().strings(), isCompact, stringType, bytes);
    }

    ObjectTable table() {
        return table;
    }

    Obstacles obstacles() {
        return obstacles;
    }

    TypeNumbers types() {
        return types;
    }

    NameTable names() {
        return names;
    }

    Strings strings() {
        return strings;
    }

    Iterable<CapturedType> captured() {
        return captured.values();
    }

    /** Indices of exceptions whose stack trace is in a form that only the JVM can read. */
    IntList traceless() {
        return traceless;
    }

    /** {@return the type with nothing decided yet} */
    private CapturedType captured(TargetType type) {
        return captured.computeIfAbsent(type, CapturedType::new);
    }

    /** {@return the type, ready for its objects to be read} Not to be called by an answer. */
    CapturedType readable(TargetType type) throws IOException {
        CapturedType result = captured(type);
        if (result.treatment == null) {
            result.treatment = Policies.of(type);
            types.number(type);
            if (result.treatment instanceof Elements) {
                boolean primitive = type.signature.length() == 2;
                result.store = primitive ? new PrimitiveArrayStore() : new ReferenceArrayStore();
            } else {
                Set<String> leftOut = result.treatment instanceof Copy copy ? copy.leftOut() : Set.of();
                result.layout = Layout.of(type, classes, table, leftOut);
                result.store = new InstanceStore(result.layout);
            }
        }
        return result;
    }

    /**
     * Takes note of a reference.
     *
     * @param tag from {@link Tags}; {@link Tags#OBJECT} if it is not known
     * @param exact the object's class, or null if it is not known
     * @param parent index of the object that refers to it, or 0
     * @param edge as in {@link ObjectTable#add}
     * @return the object's index, 0 for null
     */
    int found(long id, byte tag, TargetType exact, int parent, int edge) {
        if (id == 0) {
            return 0;
        }
        int known = table.find(id);
        if (known != 0) {
            return known;
        }
        if (tag != Tags.CLASS_OBJECT && classes.builtinLoader(id).isEmpty()) {
            Anchors.Anchor anchor = classes.anchors().find(id);
            if (anchor != null) {
                int index = table.add(id, null, parent, edge);
                names.add(index, anchor);
                return index;
            }
        }
        CapturedType type = switch (tag) {
            case Tags.STRING -> stringType;
            case Tags.CLASS_OBJECT -> classType;
            default -> exact == null ? null : captured(exact);
        };
        int index = table.add(id, type, parent, edge);
        queue.add(index);
        return index;
    }

    /** Reads until nothing is left that was found and not read. */
    void drain() throws IOException {
        while (!queue.isEmpty()) {
            IntList batch = new IntList();
            while (!queue.isEmpty()) {
                IntList some = queue;
                queue = new IntList();
                for (int i = 0; i < some.size(); i++) {
                    int object = some.get(i);
                    CapturedType ahead = prefetch.typeOf(table.id(object));
                    if (ahead == null) {
                        batch.add(object);
                    } else {
                        table.type(object, ahead);
                        row(object, ahead, prefetch.take(table.id(object)));
                    }
                }
            }
            if (!batch.isEmpty()) {
                wave(batch);
                prefetch.consider(batch, table);
            }
            captured.values().forEach(type -> {
                if (type.store != null) {
                    type.store.cut();
                }
            });
        }
    }

    private void wave(IntList batch) throws IOException {
        askForTypes(batch);
        Map<Integer, Integer> lengths = new HashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            int object = batch.get(i);
            if (table.type(object).type.isArray()) {
                pipe.send(Commands.arrayLength(table.id(object)), length -> lengths.put(object, length));
            }
        }
        pipe.finish();
        for (int i = 0; i < batch.size(); i++) {
            int object = batch.get(i);
            CapturedType type = readable(table.type(object).type);
            if (type.treatment instanceof Elements) {
                elements(object, type, lengths.get(object));
            } else {
                treat(object, type);
            }
        }
        pipe.finish();
    }

    private void askForTypes(IntList batch) throws IOException {
        Map<Integer, Long> unknown = new HashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            int object = batch.get(i);
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
                table.type(each.getKey(), captured(type));
            }
        }
    }

    private void type(int object, TypeId id, Map<Integer, Long> unknown) {
        TargetType type = classes.byId(id.id());
        if (type == null) {
            unknown.put(object, id.id());
        } else {
            table.type(object, captured(type));
        }
    }

    private void treat(int object, CapturedType type) throws IOException {
        long id = table.id(object);
        Treatment treatment = type.treatment;
        if (treatment instanceof Copy || treatment instanceof CopyIf || treatment instanceof ThreadLocalEntry) {
            pipe.send(
                    Commands.fieldValues(id, type.layout.question(), reply -> reply),
                    reply -> row(object, type, reply));
        } else if (treatment instanceof Text) {
            pipe.send(Commands.stringValue(id), text -> strings.add(object, text));
        } else if (treatment instanceof ClassName) {
            namer.className(object);
        } else if (treatment instanceof LoaderName) {
            namer.loaderName(object, type.type);
        } else if (treatment instanceof ModuleName) {
            namer.moduleName(object, type.layout);
        } else if (treatment instanceof Refused refused) {
            obstacles.add(table.path(object), refused.problem(), refused.remedy());
        }
    }

    private void row(int object, CapturedType type, Reply reply) {
        List<Layout.Slot> slots = type.layout.slots();
        if (bits.length < 2 * slots.size()) {
            bits = new long[2 * slots.size()];
        }
        reply.readInt();
        int tags = slots.size();
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i).leftOut()) {
                bits[i] = 0;
            } else {
                byte tag = reply.readByte();
                bits[tags + i] = tag;
                bits[i] = reply.readUntagged(tag);
            }
        }
        if (type.treatment instanceof CopyIf condition && value(type, condition.field()) != condition.value()) {
            Refused refused = condition.otherwise();
            obstacles.add(table.path(object), refused.problem(), refused.remedy());
            return;
        }
        boolean stale =
                type.treatment instanceof ThreadLocalEntry && classes.anchors().find(value(type, "referent")) != null;
        ByteSink row = ((InstanceStore) type.store).addRow(object);
        for (int i = 0; i < slots.size(); i++) {
            Layout.Slot slot = slots.get(i);
            if (!slot.isReference()) {
                row.put(bits[i], slot.size());
            } else if (stale && !slot.field().name().equals("queue")) {
                row.put(0, slot.size());
            } else {
                row.put(found(bits[i], (byte) bits[tags + i], slot.exact(), object, slot.edge()), slot.size());
            }
        }
        noteThrowable(object, type);
    }

    /** Of the row that is being looked at. */
    private long value(CapturedType type, String field) {
        return bits[type.layout.slots().indexOf(type.layout.slot(field))];
    }

    private void noteThrowable(int object, CapturedType type) {
        if (type.type.isA("java/lang/Throwable") && value(type, "depth") > 0) {
            Anchors.Anchor anchor = classes.anchors().find(value(type, "stackTrace"));
            if (anchor != null && anchor.field().equals("UNASSIGNED_STACK")) {
                traceless.add(object);
            }
        }
    }

    /** Reads one field of a captured object again, because it was given a value meanwhile. */
    void readAgain(int object, String field) throws IOException {
        CapturedType type = table.type(object);
        Layout.Slot slot = type.layout.slot(field);
        pipe.send(Commands.fieldValues(table.id(object), slot.field().id()), values -> {
            int reference = found(values.get(0).bits(), values.get(0).tag(), slot.exact(), object, slot.edge());
            ((InstanceStore) type.store).set(object, slot, reference);
        });
    }

    private void elements(int object, CapturedType type, int length) throws IOException {
        String element = type.type.signature.substring(1);
        int size = Layout.size(element);
        if ((long) length * size > Integer.MAX_VALUE - 16) {
            obstacles.add(table.path(object), TOO_LARGE, "Such arrays cannot be moved");
            return;
        }
        if (length == 0) {
            begin(object, type, 0, 0);
            return;
        }
        TargetType exact = classes.exact(element);
        for (int first = 0; first < length; first += Commands.MOST_ELEMENTS) {
            int start = first;
            int count = Math.min(Commands.MOST_ELEMENTS, length - first);
            pipe.send(Commands.elements(table.id(object), first, count, reply -> reply), reply -> {
                begin(object, type, start, length);
                byte tag = reply.readByte();
                int got = reply.readInt();
                if (type.store instanceof PrimitiveArrayStore store) {
                    for (int i = 0; i < got; i++) {
                        store.elements().put(reply.readUntagged(tag), size);
                    }
                } else if (type.store instanceof ReferenceArrayStore store) {
                    for (int i = 0; i < got; i++) {
                        byte own = reply.readByte();
                        store.elements().add(found(reply.readId(), own, exact, object, start + i));
                    }
                }
            });
        }
    }

    private static void begin(int object, CapturedType type, int start, int length) {
        if (start == 0) {
            if (type.store instanceof PrimitiveArrayStore store) {
                store.addArray(object, length);
            } else if (type.store instanceof ReferenceArrayStore store) {
                store.addArray(object, length);
            }
        }
    }
}
