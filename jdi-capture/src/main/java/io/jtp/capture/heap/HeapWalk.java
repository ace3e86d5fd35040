package io.jtp.capture.heap;

import io.jtp.capture.heap.Treatment.CanonicalName;
import io.jtp.capture.heap.Treatment.ClassName;
import io.jtp.capture.heap.Treatment.Copy;
import io.jtp.capture.heap.Treatment.CopyIf;
import io.jtp.capture.heap.Treatment.Elements;
import io.jtp.capture.heap.Treatment.LoaderName;
import io.jtp.capture.heap.Treatment.Member;
import io.jtp.capture.heap.Treatment.MethodTypeName;
import io.jtp.capture.heap.Treatment.ModuleName;
import io.jtp.capture.heap.Treatment.Outside;
import io.jtp.capture.heap.Treatment.Refused;
import io.jtp.capture.heap.Treatment.Text;
import io.jtp.capture.heap.Treatment.ThreadLocalEntry;
import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.Tags;
import io.jtp.snapshot.NamedObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Walks through the objects in waves and decides what becomes of each: first the types of those whose type is not known, and the lengths
 * of arrays; then, by type, the contents. What the contents refer to is the next wave. No recursion, each object once, in an order that
 * depends on nothing but the target's state. Types and contents come from a {@link HeapReader}.
 */
final class HeapWalk implements HeapReader.Answers {

    private static final String TOO_LARGE = "an array of more than 2 GB";

    private final TargetClasses classes;
    private HeapReader reader;
    private final ObjectTable table = new ObjectTable();
    private final Obstacles obstacles = new Obstacles();
    private final TypeNumbers types;
    private final EarlyObjects early;
    private final NameTable names = new NameTable();
    private final Namer namer;
    private final Strings strings;
    private final List<CapturedType> captured = new ArrayList<>();

    /** The same, by {@link TargetType#index}. */
    private CapturedType[] capturedByIndex = {};

    private final CapturedType stringType;
    private final CapturedType classType;
    private final CapturedType bytes;
    private final NativeParts nativeParts;
    private final Exceptions exceptions;
    private final NotNumbers notNumbers;
    /** Threads that are moved with their stacks. */
    private final Set<Integer> moving = new HashSet<>();

    /** By a string's index, who waits for its contents. */
    private final Map<Integer, List<Consumer<String>>> asked = new HashMap<>();

    private IntList toAsk = new IntList();
    private boolean clearedReferences;

    /** Found and not looked at yet. */
    private IntList queue = new IntList();

    /**
     * @param files those that the target has open
     */
    HeapWalk(TargetClasses classes, HeapSource source, ProcessFiles files) throws IOException {
        this.classes = classes;
        this.reader = source instanceof HeapSource.Dump dump
                ? new DumpHeapReader(classes, table, this, dump.dumper())
                : new JdwpHeapReader(classes, table, this, ((HeapSource.Live) source).columns());
        this.early = new EarlyObjects(classes, this);
        this.types = new TypeNumbers(classes, obstacles, early);
        this.namer = new Namer(classes, table, obstacles, types, names, this, early);
        TargetType string = classes.one("Ljava/lang/String;").orElseThrow();
        this.stringType = readable(string);
        this.classType = captured(classes.one("Ljava/lang/Class;").orElseThrow());
        this.bytes = readable(classes.one("[B").orElseThrow());
        long compact = string.field("COMPACT_STRINGS").orElseThrow().id();
        boolean isCompact = classes.pipe()
                        .ask(Commands.staticValues(string.id, compact))
                        .get(0)
                        .bits()
                != 0;
        this.strings = new Strings(table, classes.classFiles().strings(), isCompact, stringType, bytes);
        this.nativeParts = new NativeParts(classes, this, files);
        this.exceptions = new Exceptions(classes, this);
        this.notNumbers = new NotNumbers(classes.pipe(), table);
    }

    HeapReader reader() {
        return reader;
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

    EarlyObjects early() {
        return early;
    }

    NameTable names() {
        return names;
    }

    NativeParts nativeParts() {
        return nativeParts;
    }

    /** The type {@code byte[]}. */
    CapturedType bytes() {
        return bytes;
    }

    Strings strings() {
        return strings;
    }

    Iterable<CapturedType> captured() {
        return captured;
    }

    /** {@return whether there are references that the collector, or the program, has cleared and that are not in their queue} */
    boolean hasClearedReferences() {
        return clearedReferences;
    }

    /** Indices of exceptions whose stack trace is in a form that only the JVM can read. */
    Exceptions exceptions() {
        return exceptions;
    }

    NotNumbers notNumbers() {
        return notNumbers;
    }

    /** {@return the type with nothing decided yet} */
    private CapturedType captured(TargetType type) {
        if (type.index >= capturedByIndex.length) {
            capturedByIndex = Arrays.copyOf(capturedByIndex, classes.all().size());
        }
        CapturedType known = capturedByIndex[type.index];
        if (known == null) {
            known = new CapturedType(type);
            capturedByIndex[type.index] = known;
            captured.add(known);
        }
        return known;
    }

    /** {@return the type, ready for its objects to be read} Not to be called by an answer. */
    CapturedType readable(TargetType type) throws IOException {
        CapturedType result = captured(type);
        if (result.treatment == null) {
            result.treatment = Policies.of(type);
            result.early = EarlyObjects.mayBe(type);
            types.number(type);
            if (type.failed) {
                obstacles.add(
                        "class " + type.displayName(),
                        "there are objects of it although its initialiser has failed, and no other JVM would make them",
                        "Move the program before the class is used, or when these objects are gone");
            }
            if (result.treatment instanceof Elements) {
                boolean primitive = type.signature.length() == 2;
                result.store = primitive
                        ? new PrimitiveArrayStore(Layout.size(type.signature.substring(1)))
                        : new ReferenceArrayStore(type.signature.substring(1));
            } else {
                result.layout = Layout.of(type, classes, table, leftOut(result.treatment));
                result.store = new InstanceStore(result.layout);
            }
        }
        return result;
    }

    private static Set<String> leftOut(Treatment treatment) {
        if (treatment instanceof LoaderName) {
            return EarlyObjects.LEFT_OUT;
        }
        if (treatment instanceof Copy copy) {
            return copy.leftOut();
        }
        if (treatment instanceof CopyIf condition) {
            return condition.leftOut();
        }
        return treatment instanceof Member member ? member.leftOut() : Set.of();
    }

    @Override
    public int found(long id, byte tag, TargetType exact, int parent, int edge) {
        if (id == 0) {
            return 0;
        }
        int known = table.find(id);
        if (known != 0) {
            return known;
        }
        if (id > 0 && tag != Tags.CLASS_OBJECT && classes.builtinLoader(id).isEmpty()) {
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
        while (!queue.isEmpty() || !toAsk.isEmpty()) {
            IntList strings = toAsk;
            toAsk = new IntList();
            for (int i = 0; i < strings.size(); i++) {
                reader.text(strings.get(i));
            }
            IntList batch = new IntList();
            while (!queue.isEmpty()) {
                IntList some = queue;
                queue = new IntList();
                for (int i = 0; i < some.size(); i++) {
                    int object = some.get(i);
                    if (reader.knows(object)) {
                        read(object);
                        cut(table.type(object));
                    } else {
                        batch.add(object);
                    }
                }
            }
            if (!batch.isEmpty()) {
                reader.identify(batch);
                for (int i = 0; i < batch.size(); i++) {
                    read(batch.get(i));
                }
            }
            reader.finish();
            captured.forEach(HeapWalk::cut);
        }
    }

    private static void cut(CapturedType type) {
        if (type.store != null) {
            type.store.cut();
        }
    }

    @Override
    public void type(int object, TargetType type) {
        table.type(object, captured(type));
    }

    /** Tells that a thread is moved with its stack. */
    void moving(int thread) {
        moving.add(thread);
    }

    private void read(int object) throws IOException {
        CapturedType type = table.type(object);
        if (type.treatment == null) {
            readable(type.type);
        }
        Treatment treatment = type.treatment;
        NamedObject earlyName = type.early ? early.name(object, type.type) : null;
        if (earlyName != null) {
            names.add(object, earlyName);
            reader.fields(object, type);
            return;
        }
        if (type.isReadByFields()) {
            reader.fields(object, type);
        } else if (treatment instanceof Elements) {
            elements(object, type);
        } else if (treatment instanceof Text) {
            reader.text(object);
        } else if (treatment instanceof ClassName) {
            namer.className(object, reader.jdwpId(object));
        } else if (treatment instanceof LoaderName) {
            namer.loaderName(object, type.type);
        } else if (treatment instanceof ModuleName) {
            namer.moduleName(object, reader.jdwpId(object), type.layout);
        } else if (treatment instanceof Refused refused) {
            obstacles.add(table.path(object), refused.problem(), refused.remedy());
        }
    }

    @Override
    public void notNumber(int object) {
        notNumbers.add(object);
    }

    @Override
    public void text(int object, String text) {
        List<Consumer<String>> askers = asked.remove(object);
        if (askers != null) {
            askers.forEach(asker -> asker.accept(text));
            return;
        }
        strings.add(object, text);
    }

    @Override
    public void row(int object, CapturedType type, long[] bits, byte[] tags) {
        List<Layout.Slot> slots = type.layout.slots();
        if (type.early && early.name(object, type.type) != null) {
            earlyRow(object, type, bits, tags);
            return;
        }
        if (type.treatment instanceof CopyIf condition
                && !condition.values().contains(type.value(bits, condition.field()))
                && !moving.contains(object)) {
            Refused refused = condition.otherwise();
            obstacles.add(table.path(object), refused.problem(), refused.remedy());
            return;
        }
        if (type.treatment instanceof Member member
                && (type.value(bits, "name") == 0 || type.value(bits, "type") == 0)) {
            obstacles.add(
                    table.path(object),
                    member.otherwise().problem(),
                    member.otherwise().remedy());
            return;
        }
        if (type.treatment instanceof MethodTypeName) {
            methodType(object, type, bits, tags);
            return;
        }
        if (type.treatment instanceof CanonicalName name) {
            canonicalName(object, type, name, bits, tags);
            return;
        }
        boolean stale = type.treatment instanceof ThreadLocalEntry
                && classes.anchors().find(type.value(bits, "referent")) != null;
        Set<String> notCopied = type.treatment instanceof Outside outside
                ? nativeParts.note(outside.kind(), object, type, bits)
                : Set.of();
        clearedReferences |= type.isReference
                && type.value(bits, "referent") == 0
                // it has none any more, or is in it
                && classes.anchors().find(type.value(bits, "queue")) == null;
        ByteSink row = ((InstanceStore) type.store).addRow(object);
        for (int i = 0; i < slots.size(); i++) {
            Layout.Slot slot = slots.get(i);
            if (notCopied.contains(slot.field().name())) {
                row.put(0, slot.size());
            } else if (!slot.isReference()) {
                row.put(bits[i], slot.size());
            } else if (stale && !slot.field().name().equals("queue")) {
                row.put(0, slot.size());
            } else {
                row.put(found(bits[i], tags[i], slot.exact(), object, slot.edge()), slot.size());
            }
        }
        if (type.isThrowable) {
            exceptions.note(object, type, bits);
        }
    }

    private void canonicalName(int object, CapturedType type, CanonicalName canonical, long[] bits, byte[] tags) {
        int name = referred(object, type, canonical.field(), bits, tags);
        boolean isAsked = asked.containsKey(name);
        asked.computeIfAbsent(name, n -> new ArrayList<>(1))
                .add(text -> names.add(
                        object, new NamedObject.CanonicalObject(canonical.owner(), canonical.factory(), text)));
        if (!isAsked) {
            toAsk.add(name);
        }
    }

    private void methodType(int object, CapturedType type, long[] bits, byte[] tags) {
        int returnType = referred(object, type, "rtype", bits, tags);
        int parameterTypes = referred(object, type, "ptypes", bits, tags);
        names.add(object, new NamedObject.MethodTypeOf(returnType, parameterTypes));
    }

    /** {@return the index of what one of the fields of a row refers to} */
    private int referred(int object, CapturedType type, String field, long[] bits, byte[] tags) {
        Layout.Slot slot = type.layout.slot(field);
        int position = type.layout.slots().indexOf(slot);
        return found(bits[position], tags[position], slot.exact(), object, slot.edge());
    }

    private void earlyRow(int object, CapturedType type, long[] bits, byte[] tags) {
        long[] values = bits.clone();
        List<Layout.Slot> slots = type.layout.slots();
        for (int i = 0; i < slots.size(); i++) {
            Layout.Slot slot = slots.get(i);
            if (slot.isReference()) {
                values[i] = found(bits[i], tags[i], slot.exact(), object, slot.edge());
            }
        }
        early.add(object, type, values);
    }

    /** {@return the strings that have no JDWP id and one of these contents} */
    int[] stringsLike(Collection<String> contents) throws IOException {
        Set<String> wanted = Set.copyOf(contents);
        IntList found = new IntList();
        IntList copied = stringType.store.objects;
        for (int i = 0; i < copied.size(); i++) {
            if (reader.isNamelessString(copied.get(i), wanted)) {
                found.add(copied.get(i));
            }
        }
        for (int candidate : strings.candidates()) {
            if (reader.isNamelessString(candidate, wanted)) {
                found.add(candidate);
            }
        }
        return found.toArray();
    }

    /** Reads over JDWP what was made meanwhile, and all that it refers to; a dump shows one instant. */
    void readLive(Reading reading) throws IOException {
        HeapReader before = reader;
        if (!before.isLive()) {
            reader = new JdwpHeapReader(classes, table, this, Optional.empty());
        }
        try {
            reading.read();
            drain();
        } finally {
            reader = before;
        }
    }

    /** Finds objects to be read. */
    @FunctionalInterface
    interface Reading {
        void read() throws IOException;
    }

    private void elements(int object, CapturedType type) throws IOException {
        int length = reader.length(object);
        String element = type.type.signature.substring(1);
        if ((long) length * Layout.size(element) > Integer.MAX_VALUE - 16) {
            obstacles.add(table.path(object), TOO_LARGE, "Such arrays cannot be moved");
        } else {
            reader.elements(object, type, length);
        }
    }
}
