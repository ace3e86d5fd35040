package io.jtp.capture;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.LongValue;
import com.sun.jdi.ObjectReference;
import io.jtp.capture.heap.Columns;
import io.jtp.capture.heap.ColumnsException;
import io.jtp.capture.jdwp.ArrayRegion;
import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.capture.jdwp.Tags;
import io.jtp.capture.jdwp.WholeArrays;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Has many objects of the target asked for the same thing there, by loops made of method handles:
 *
 * <pre>{@code
 * for (int i = 0; i < count; i++) {
 *     results[i] = unsafe.getReference(requireNonNull(type.cast(objects[i])), offset);
 * }
 * }</pre>
 *
 * <p>So nothing is read from an object before it is known to have the field. The arrays are made while the program runs: made while it is held, they could have the
 * target's collector clear references between two looks at its heap.
 */
final class TargetColumns {

    /** So much room for the contents of strings there is for each object. */
    private static final int CHARS_EACH = 4;

    /** Bytes that the arrays take for each object, as a rule. */
    private static final int BYTES_EACH = 4 + 4 + Long.BYTES + CHARS_EACH * Character.BYTES;

    /** As a part of the largest size of the target's heap. */
    private static final int SHARE = 64;

    private static final int MOST_CAPACITY = 20 * Commands.MOST_ELEMENTS;

    /** A command takes some 10 us for each object; a column some 25 ms, and less than 1 us for each. */
    static final int WORTHWHILE = 2_500;

    private static final String UNSAFE = "jdk.internal.misc.Unsafe";
    private static final String OBJECTS = "java.lang.Object[]";
    private static final String NUMBERS = "long[]";
    private static final String STRING = "java.lang.String";
    private static final String TO_REFERENCE = "(Ljava/lang/Object;J)Ljava/lang/Object;";
    private static final String TO_LONG = "(Ljava/lang/Object;J)J";

    /** Methods of {@code Unsafe}, by what they read. */
    private static final Map<Byte, String> GETTERS = Map.of(
            Tags.BYTE, "getByte",
            Tags.CHAR, "getChar",
            Tags.SHORT, "getShort",
            Tags.INT, "getInt",
            Tags.LONG, "getLong");

    private final JdwpPipe pipe;
    private final CallThread calls;
    private final ObjectReference unsafe;
    private final ObjectReference anyType;
    private final ObjectReference noOffset;

    private final ObjectReference ofReferences;

    /** By what they read, as in {@link #GETTERS}. */
    private final Map<Byte, ObjectReference> ofNumbers = new HashMap<>();

    private final ObjectReference classes;
    private final ObjectReference lengths;
    private final ObjectReference textLengths;
    private final ObjectReference texts;
    private final ObjectReference string;
    private final ArrayReference objects;
    private final ArrayReference references;
    private final ArrayReference numbers;
    private final ArrayReference chars;
    private final int capacity;

    private TargetColumns(Invoker invoker, JdwpPipe pipe, CallThread calls, int capacity)
            throws InvocationFailedException {
        this.pipe = pipe;
        this.calls = calls;
        this.capacity = capacity;
        this.unsafe = invoker.staticObject(UNSAFE, "theUnsafe");
        this.anyType = invoker.classObject("java.lang.Object");
        this.noOffset = boxed(invoker, 0);
        HandleCombiner handles = new HandleCombiner(invoker);
        ObjectReference checked = checked(handles);
        Loops toReferences = Loops.into(OBJECTS, "[Ljava/lang/Object;", checked, handles);
        Loops toNumbers = Loops.into(NUMBERS, "[J", checked, handles);
        this.ofReferences = toReferences.of(handles.bound(unsafe, "getReference", TO_REFERENCE));
        for (Map.Entry<Byte, String> each : GETTERS.entrySet()) {
            String descriptor = "(Ljava/lang/Object;J)" + (char) (byte) each.getKey();
            ObjectReference getter = handles.bound(unsafe, each.getValue(), descriptor);
            ofNumbers.put(each.getKey(), toNumbers.of(handles.as(getter, TO_LONG)));
        }
        ObjectReference getClass =
                handles.lookup().find("findVirtual", "java.lang.Object", "getClass", "()Ljava/lang/Class;");
        this.classes = toReferences.of(
                handles.permute(handles.as(getClass, "(Ljava/lang/Object;)Ljava/lang/Object;"), TO_REFERENCE, 0));
        ObjectReference length =
                handles.lookup().find("findStatic", "java.lang.reflect.Array", "getLength", "(Ljava/lang/Object;)I");
        this.lengths = toNumbers.of(handles.permute(handles.as(length, "(Ljava/lang/Object;)J"), TO_LONG, 0));
        this.string = invoker.classObject(STRING);
        ObjectReference textLength = handles.lookup().find("findVirtual", STRING, "length", "()I");
        this.textLengths = toNumbers.of(handles.permute(handles.as(textLength, "(Ljava/lang/Object;)J"), TO_LONG, 0));
        this.texts = texts(handles, textLength, invoker.boxed(0));
        this.objects = invoker.newArray(OBJECTS, capacity);
        this.references = invoker.newArray(OBJECTS, capacity);
        this.numbers = invoker.newArray(NUMBERS, capacity);
        this.chars = invoker.newArray("char[]", CHARS_EACH * capacity);
    }

    /** {@return what a field is read as that holds primitive values: as the same bits} */
    private static byte bits(byte tag) {
        return switch (tag) {
            case Tags.BOOLEAN -> Tags.BYTE;
            case Tags.FLOAT -> Tags.INT;
            case Tags.DOUBLE -> Tags.LONG;
            default -> tag;
        };
    }

    /** {@return {@code (type, objects, i) -> requireNonNull(type.cast(objects[i]))}} */
    private static ObjectReference checked(HandleCombiner handles) throws InvocationFailedException {
        ObjectReference cast = handles.lookup()
                .find("findVirtual", "java.lang.Class", "cast", "(Ljava/lang/Object;)Ljava/lang/Object;");
        ObjectReference present = handles.lookup()
                .find("findStatic", "java.util.Objects", "requireNonNull", "(Ljava/lang/Object;)Ljava/lang/Object;");
        return handles.filterReturn(handles.collect(cast, 1, handles.getter(OBJECTS)), present);
    }

    /** Makes loops with results of one type; what they have in common is made once, as it takes the target milliseconds. */
    private record Loops(
            HandleCombiner handles,
            ObjectReference checked,
            String state,
            ObjectReference setter,
            ObjectReference count) {

        /** @param descriptor of the array of results */
        static Loops into(String results, String descriptor, ObjectReference checked, HandleCombiner handles)
                throws InvocationFailedException {
            String state = descriptor + "[Ljava/lang/Object;Ljava/lang/Class;JI";
            return new Loops(
                    handles,
                    checked,
                    state,
                    handles.setter(results),
                    handles.permute(handles.identity(), "(" + state + ")I", 4));
        }

        /** {@return {@code (results, objects, type, offset, count)}, see above} @param getter {@code (object, offset)} */
        ObjectReference of(ObjectReference getter) throws InvocationFailedException {
            // (results, i, type, objects, i, offset)
            ObjectReference store = handles.collect(setter, 2, handles.collect(getter, 0, checked));
            return handles.times(count, handles.permute(store, "(I" + state + ")V", 1, 0, 3, 2, 0, 4));
        }
    }

    /**
     * {@return this loop}
     *
     * <pre>{@code
     * (objects, positions, chars, from, to) -> {
     *     for (int i = from; i < to; i++) {
     *         String text = (String) objects[i];
     *         text.getChars(0, text.length(), chars, toIntExact(positions[i]));
     *     }
     * }
     * }</pre>
     */
    private static ObjectReference texts(HandleCombiner handles, ObjectReference length, ObjectReference zero)
            throws InvocationFailedException {
        ObjectReference fromStart =
                handles.insert(handles.lookup().find("findVirtual", STRING, "getChars", "(II[CI)V"), 1, zero);
        ObjectReference whole =
                handles.fold(handles.permute(fromStart, "(ILjava/lang/String;[CI)V", 1, 0, 2, 3), length);
        ObjectReference position = handles.filterReturn(
                handles.getter(NUMBERS), handles.lookup().find("findStatic", "java.lang.Math", "toIntExact", "(J)I"));
        // (text, chars, positions, i)
        ObjectReference placed = handles.collect(handles.as(whole, "(Ljava/lang/Object;[CI)V"), 2, position);
        // (objects, i, chars, positions, i)
        ObjectReference store = handles.collect(placed, 0, handles.getter(OBJECTS));
        String state = "[Ljava/lang/Object;[J[CII";
        return handles.counted(
                handles.permute(handles.identity(), "(" + state + ")I", 3),
                handles.permute(handles.identity(), "(" + state + ")I", 4),
                handles.permute(store, "(I" + state + ")V", 1, 0, 3, 2, 0));
    }

    /**
     * Makes the loops and the arrays, and runs each loop once so that all it takes is loaded. The program runs meanwhile.
     *
     * @param invoker in any thread; not closed while this is in use
     */
    static TargetColumns prepare(Invoker invoker, JdwpPipe pipe, CallThread calls)
            throws InvocationFailedException, IOException {
        ObjectReference runtime = invoker.objectFromStatic("java.lang.Runtime", "getRuntime", "()Ljava/lang/Runtime;");
        long heap = ((LongValue) invoker.call(runtime, "maxMemory", "()J")).value();
        TargetColumns columns =
                new TargetColumns(invoker, pipe, calls, (int) Math.min(MOST_CAPACITY, heap / SHARE / BYTES_EACH));
        Columns asked = columns.by(invoker, 1);
        asked.objects(columns.objects.uniqueID());
        asked.classes();
        asked.lengths();
        asked.objects(invoker.string("jtp").uniqueID());
        asked.texts();
        ObjectReference number = invoker.boxed(1);
        long integer = number.referenceType().classObject().uniqueID();
        asked.objects(number.uniqueID());
        asked.field(integer, "value", "I");
        return columns;
    }

    /** {@return the answers, got by calls in one thread} Good until the invoker is closed. @param worthwhile {@link #WORTHWHILE}, but for tests */
    Columns by(Invoker invoker, int worthwhile) {
        return new Asked(invoker, worthwhile);
    }

    /** One capture's. */
    private final class Asked implements Columns {

        private final Invoker invoker;
        private final int worthwhile;
        private final Map<Long, ObjectReference> types = new HashMap<>();

        /** Boxed, by the id of the class and the name of the field. */
        private final Map<String, ObjectReference> offsets = new HashMap<>();

        private long[] ids = {};
        private ObjectReference boxedCount;

        private Asked(Invoker invoker, int worthwhile) {
            this.invoker = invoker;
            this.worthwhile = worthwhile;
        }

        @Override
        public int worthwhile() {
            return worthwhile;
        }

        @Override
        public int capacity() {
            return capacity;
        }

        @Override
        public void objects(long... ids) throws IOException {
            WholeArrays.setElements(pipe, objects.uniqueID(), 0, ids);
            if (this.ids.length != ids.length) {
                boxedCount = made(() -> invoker.boxed(ids.length));
            }
            this.ids = ids.clone();
        }

        @Override
        public long[] classes() throws IOException {
            return ask(classes, references, anyType, noOffset).values();
        }

        @Override
        public long[] lengths() throws IOException {
            return ask(lengths, numbers, anyType, noOffset).values();
        }

        /** As many at once as there is room for, one after the other. */
        @Override
        public String[] texts() throws IOException {
            long[] sizes = ask(textLengths, numbers, string, noOffset).values();
            long[] positions = new long[sizes.length];
            String[] texts = new String[sizes.length];
            int room = CHARS_EACH * capacity;
            int first = 0;
            while (first < sizes.length) {
                int end = first;
                int total = 0;
                while (end < sizes.length && total + sizes[end] <= room) {
                    positions[end] = total;
                    total += (int) sizes[end++];
                }
                if (end == first) {
                    texts[first] = pipe.ask(Commands.stringValue(ids[first]));
                    first++;
                } else {
                    texts(first, end, total, positions, texts);
                    first = end;
                }
            }
            return texts;
        }

        private void texts(int first, int end, int total, long[] positions, String... texts) throws IOException {
            WholeArrays.setElements(pipe, numbers.uniqueID(), first, Arrays.copyOfRange(positions, first, end));
            made(() -> calls.call(
                    invoker,
                    end - first,
                    TargetColumns.this.texts,
                    objects,
                    numbers,
                    chars,
                    invoker.boxed(first),
                    invoker.boxed(end)));
            String all = new String(WholeArrays.chars(pipe, chars.uniqueID(), total));
            for (int i = first; i < end; i++) {
                texts[i] = all.substring((int) positions[i], i + 1 < end ? (int) positions[i + 1] : total);
            }
        }

        @Override
        public ArrayRegion field(long declaring, String name, String signature) throws IOException {
            byte tag = (byte) signature.charAt(0);
            ObjectReference type = type(declaring);
            ObjectReference offset = offset(declaring, name);
            if (Tags.isReference(tag)) {
                return ask(ofReferences, references, type, offset);
            }
            return new ArrayRegion(
                    tag,
                    new byte[0],
                    ask(ofNumbers.get(bits(tag)), numbers, type, offset).values());
        }

        private ObjectReference type(long id) throws IOException {
            ObjectReference known = types.get(id);
            if (known == null) {
                // JDI gives no mirror for an id, but one for what is in an array
                ArrayReference holder = made(() -> invoker.newArray("java.lang.Class[]", 1));
                WholeArrays.setElements(pipe, holder.uniqueID(), 0, id);
                known = (ObjectReference) holder.getValue(0);
                types.put(id, known);
            }
            return known;
        }

        private ObjectReference offset(long declaring, String field) throws IOException {
            String key = declaring + " " + field;
            ObjectReference known = offsets.get(key);
            if (known == null) {
                ObjectReference type = type(declaring);
                known = made(() -> boxed(
                        invoker,
                        ((LongValue) invoker.call(
                                        unsafe,
                                        "objectFieldOffset",
                                        "(Ljava/lang/Class;Ljava/lang/String;)J",
                                        type,
                                        field))
                                .value()));
                offsets.put(key, known);
            }
            return known;
        }

        private ArrayRegion ask(
                ObjectReference loop, ArrayReference results, ObjectReference type, ObjectReference offset)
                throws IOException {
            made(() -> calls.call(invoker, ids.length, loop, results, objects, type, offset, boxedCount));
            return WholeArrays.region(pipe, results.uniqueID(), ids.length);
        }
    }

    private static ObjectReference boxed(Invoker invoker, long number) throws InvocationFailedException {
        return invoker.objectFromStatic("java.lang.Long", "valueOf", "(J)Ljava/lang/Long;", number);
    }

    /** Invokes something. */
    @FunctionalInterface
    private interface Call<T> {
        T make() throws InvocationFailedException, IOException;
    }

    private static <T> T made(Call<T> call) throws IOException {
        try {
            return call.make();
        } catch (InvocationFailedException e) {
            throw new ColumnsException("objects cannot be asked in the target: " + e.getMessage(), e);
        }
    }
}
