package io.jtp.resume;

import io.jtp.snapshot.Cargo;
import io.jtp.snapshot.ClassOrigin;
import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import io.jtp.snapshot.ClassOrigin.ByName;
import io.jtp.snapshot.ClassOrigin.LambdaProxy;
import io.jtp.snapshot.FieldValue;
import io.jtp.snapshot.Frame;
import io.jtp.snapshot.HeapBlock;
import io.jtp.snapshot.IdentityHashes;
import io.jtp.snapshot.LoadedClass;
import io.jtp.snapshot.Morphs;
import io.jtp.snapshot.NamedObject;
import io.jtp.snapshot.NativePart;
import io.jtp.snapshot.Origin;
import io.jtp.snapshot.Overlay;
import io.jtp.snapshot.Program;
import io.jtp.snapshot.Snapshot;
import io.jtp.snapshot.ThreadState;
import io.jtp.snapshot.Value;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A cargo made by hand.
 *
 * <pre>{@code
 * CargoBuilder cargo = new CargoBuilder(vmVersion);
 * int node = cargo.instance(Node.class);
 * cargo.set(node, "next", node).setStatic(Program.class, "head", ref(node));
 * cargo.frame(0, 0, Program.class, "main", "([Ljava/lang/String;)V");
 * }</pre>
 *
 * References are object numbers. Classes of the JDK that differ between versions must not be used.
 */
final class CargoBuilder {

    /** A reference, where a number would be taken for an int. */
    record Ref(int object) {}

    private final String vmVersion;
    private final List<LoadedClass> classes = new ArrayList<>();
    private final Map<Class<?>, Integer> types = new HashMap<>();
    private final List<HeapBlock> heap = new ArrayList<>();
    private final Map<Integer, Map<String, Object>> values = new LinkedHashMap<>();
    private final List<FieldValue> statics = new ArrayList<>();
    private final List<Overlay> overlays = new ArrayList<>();
    private final List<NativePart> nativeParts = new ArrayList<>();
    private final List<Frame> frames = new ArrayList<>();
    private final List<Morphs.FrameReplay> replays = new ArrayList<>();
    private final List<Morphs.MorphClass> morphs = new ArrayList<>();
    private final Map<Integer, Integer> hashes = new LinkedHashMap<>();
    private final int mainThread;
    private OptionalLong nanoTime = OptionalLong.empty();
    private long ago;
    private int count;

    CargoBuilder(String vmVersion) {
        this.vmVersion = vmVersion;
        mainThread = named(new NamedObject.ThreadMirror(0));
    }

    /** What the clock showed at the source; this machine's own otherwise. */
    CargoBuilder nanoTime(long time) {
        nanoTime = OptionalLong.of(time);
        return this;
    }

    /** It was taken so many milliseconds ago. */
    CargoBuilder taken(long millis) {
        ago = millis;
        return this;
    }

    static Ref ref(int object) {
        return new Ref(object);
    }

    int type(Class<?> type) {
        Integer known = types.get(type);
        if (known != null) {
            return known;
        }
        if (type.isArray()) {
            type(type.getComponentType());
        }
        int superclass = type.getSuperclass() == null ? LoadedClass.NONE : type(type.getSuperclass());
        List<LoadedClass.Field> fields = type.isArray()
                ? List.of()
                : Arrays.stream(type.getDeclaredFields())
                        .filter(field -> !Modifier.isStatic(field.getModifiers()))
                        .map(field -> new LoadedClass.Field(
                                field.getName(), field.getType().descriptorString()))
                        .toList();
        types.put(
                type,
                add(new LoadedClass(
                        type.getName().replace('.', '/'),
                        new ByName(loader(type)),
                        superclass,
                        LoadedClass.State.INITIALIZED,
                        fields)));
        return types.get(type);
    }

    /** Says that the class is being initialised; one of the frames has to be that of its initialiser. */
    CargoBuilder initializing(Class<?> type) {
        int number = type(type);
        LoadedClass known = classes.get(number);
        classes.set(
                number,
                new LoadedClass(
                        known.name(),
                        known.origin(),
                        known.superclass(),
                        LoadedClass.State.INITIALIZING,
                        known.fields()));
        return this;
    }

    private static BuiltinLoader loader(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null
                ? BuiltinLoader.BOOT
                : loader == ClassLoader.getPlatformClassLoader() ? BuiltinLoader.PLATFORM : BuiltinLoader.APP;
    }

    int missingType(String internalName) {
        return add(new LoadedClass(
                internalName,
                new ByName(BuiltinLoader.APP),
                type(Object.class),
                LoadedClass.State.INITIALIZED,
                List.of()));
    }

    /** A class of the JDK without its fields, which need not be the same in all versions. */
    int typeWithoutFields(Class<?> type) {
        return add(new LoadedClass(
                type.getName().replace('.', '/'),
                new ByName(loader(type)),
                type(Object.class),
                LoadedClass.State.INITIALIZED,
                List.of()));
    }

    int lambda(LambdaProxy proxy, String... capturedDescriptors) {
        List<LoadedClass.Field> fields = new ArrayList<>();
        for (String descriptor : capturedDescriptors) {
            fields.add(new LoadedClass.Field("arg$" + (fields.size() + 1), descriptor));
        }
        return add(new LoadedClass(
                "lambda", (ClassOrigin) proxy, type(Object.class), LoadedClass.State.INITIALIZED, fields));
    }

    private int add(LoadedClass type) {
        classes.add(type);
        return classes.size() - 1;
    }

    int instance(Class<?> type) {
        return instance(type(type));
    }

    int instance(int type) {
        int number = block(new HeapBlock.Instances(count + 1, 1, type, new byte[0]));
        values.put(number, new HashMap<>());
        return number;
    }

    /** Sets a field of an instance: a boxed primitive, a {@link Ref}, or nothing for null and zero. */
    CargoBuilder set(int instance, String field, Object value) {
        values.get(instance).put(field, value);
        return this;
    }

    int string(String text) {
        int bytes = array(text.getBytes(StandardCharsets.ISO_8859_1));
        int string = instance(String.class);
        set(string, "value", ref(bytes));
        return string;
    }

    int array(byte[] elements) {
        return block(
                new HeapBlock.PrimitiveArrays(count + 1, type(byte[].class), new int[] {elements.length}, elements));
    }

    int array(long[] elements) {
        ByteBuffer bytes = littleEndian(elements.length * Long.BYTES);
        bytes.asLongBuffer().put(elements);
        return block(new HeapBlock.PrimitiveArrays(
                count + 1, type(long[].class), new int[] {elements.length}, bytes.array()));
    }

    int array(Class<?> type, int... elements) {
        return block(new HeapBlock.ReferenceArrays(count + 1, type(type), new int[] {elements.length}, elements));
    }

    int named(NamedObject object) {
        return block(new HeapBlock.Named(count + 1, List.of(object)));
    }

    /** {@return the number of its first object} */
    int block(HeapBlock block) {
        heap.add(block);
        count += block.count();
        return block.first();
    }

    int nextNumber() {
        return count + 1;
    }

    CargoBuilder setStatic(Class<?> type, String field, Object value) throws NoSuchFieldException {
        Field found = type.getDeclaredField(field);
        statics.add(new FieldValue(type(type), field, found.getType().descriptorString(), value(value)));
        return this;
    }

    CargoBuilder overlay(int object, Class<?> declaring, String field, String descriptor, Object value) {
        overlays.add(new Overlay(object, List.of(new FieldValue(type(declaring), field, descriptor, value(value)))));
        return this;
    }

    CargoBuilder hash(int object, int hash) {
        hashes.put(object, hash);
        return this;
    }

    CargoBuilder nativePart(NativePart part) {
        nativeParts.add(part);
        return this;
    }

    CargoBuilder morph(Class<?> type, byte[] classFile) {
        morphs.add(new Morphs.MorphClass(type(type), classFile, List.of()));
        return this;
    }

    /** A frame that is rebuilt, outermost first; {@code values} are handed out to its resume code in order. */
    CargoBuilder frame(int method, int point, Class<?> declaring, String name, String descriptor, Object... values) {
        frames.add(new Frame(
                type(declaring), name, descriptor, 0, 1, Frame.Treatment.MORPH, List.of(), List.of(), List.of()));
        long[] primitives = Arrays.stream(values)
                .filter(value -> !(value instanceof Ref))
                .mapToLong(CargoBuilder::bits)
                .toArray();
        int[] references = Arrays.stream(values)
                .filter(Ref.class::isInstance)
                .mapToInt(value -> ((Ref) value).object())
                .toArray();
        replays.add(new Morphs.FrameReplay(replays.size(), method, point, primitives, references));
        return this;
    }

    private static long bits(Object value) {
        if (value instanceof Float f) {
            return Float.floatToRawIntBits(f);
        }
        return value instanceof Double d ? Double.doubleToRawLongBits(d) : ((Number) value).longValue();
    }

    private static Value value(Object value) {
        if (value instanceof Ref ref) {
            return new Value.Reference(ref.object());
        }
        if (value instanceof Long number) {
            return new Value.LongValue(number);
        }
        if (value instanceof Float number) {
            return new Value.FloatValue(number);
        }
        if (value instanceof Double number) {
            return new Value.DoubleValue(number);
        }
        return new Value.IntValue(
                value instanceof Boolean truth
                        ? truth ? 1 : 0
                        : value instanceof Character character ? character : ((Number) value).intValue());
    }

    /** By reflection, since the compiler warns of the class, whatever one wants of it. */
    Cargo build() {
        for (int i = 0; i < heap.size(); i++) {
            if (heap.get(i) instanceof HeapBlock.Instances block && values.containsKey(block.first())) {
                heap.set(
                        i,
                        new HeapBlock.Instances(
                                block.first(), 1, block.type(), row(block.type(), values.get(block.first()))));
            }
        }
        Origin origin = new Origin(
                vmVersion,
                "",
                "",
                ObjectLayout.HERE,
                List.of(),
                false,
                false,
                "",
                "",
                List.of(),
                0,
                List.of(),
                "",
                Map.of(),
                0,
                System.currentTimeMillis() - ago,
                nanoTime.orElseGet(System::nanoTime));
        IdentityHashes identity = new IdentityHashes(
                hashes.keySet().stream().mapToInt(i -> i).toArray(),
                hashes.values().stream().mapToInt(i -> i).toArray());
        Program program = new Program(
                origin,
                classes,
                statics,
                overlays,
                identity,
                nativeParts,
                List.of(new ThreadState("main", mainThread, true, false, frames)));
        return new Cargo(new Snapshot(program, heap), new Morphs(morphs, List.of(new Morphs.ThreadReplay(replays))));
    }

    private byte[] row(int type, Map<String, Object> fields) {
        ByteBuffer row = littleEndian(1000);
        write(row, type, fields);
        return Arrays.copyOf(row.array(), row.position());
    }

    private void write(ByteBuffer row, int type, Map<String, Object> fields) {
        LoadedClass description = classes.get(type);
        if (description.superclass() != LoadedClass.NONE) {
            write(row, description.superclass(), fields);
        }
        for (LoadedClass.Field field : description.fields()) {
            Object value = fields.get(field.name());
            long bits = value == null ? 0 : value instanceof Ref ref ? ref.object() : bits(plain(value));
            switch (field.descriptor().charAt(0)) {
                case 'Z', 'B' -> row.put((byte) bits);
                case 'C', 'S' -> row.putShort((short) bits);
                case 'J', 'D' -> row.putLong(bits);
                default -> row.putInt((int) bits);
            }
        }
    }

    private static Object plain(Object value) {
        return value instanceof Boolean truth
                ? (Object) (truth ? 1 : 0)
                : value instanceof Character character ? (Object) (int) character : value;
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
