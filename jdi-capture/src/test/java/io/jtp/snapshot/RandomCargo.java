package io.jtp.snapshot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;

/** Makes cargoes with something of every record; whether they make sense does not matter to the file format. */
final class RandomCargo {

    private final Random random;
    private final int longest;
    private int objects;

    /**
     * @param longest limit for the bulk of heap blocks, bytes
     */
    RandomCargo(Random random, int longest) {
        this.random = random;
        this.longest = longest;
    }

    Cargo cargo() {
        objects = 0;
        return new Cargo(new Snapshot(program(), list(8, this::block)), morphs());
    }

    private Program program() {
        return new Program(
                origin(),
                list(6, this::loadedClass),
                list(6, this::fieldValue),
                list(3, () -> new Overlay(integer(), list(3, this::fieldValue))),
                new IdentityHashes(ints(20), ints(20)),
                list(6, this::nativePart),
                list(
                        3,
                        () -> new ThreadState(
                                text(),
                                integer(),
                                random.nextBoolean(),
                                random.nextBoolean(),
                                list(5, this::frame),
                                integer(),
                                random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong()))));
    }

    private NativePart nativePart() {
        return switch (random.nextInt(12)) {
            case 0 ->
                new NativePart.OpenFile(
                        integer(), random.nextBoolean(), fileState(), integer(), random.nextLong() >>> 1);
            case 1 -> new NativePart.CommonCleanup(integer());
            case 2 -> new NativePart.CleanerThread(integer());
            case 5 -> new NativePart.Inflation(integer(), random.nextBoolean(), random.nextBoolean());
            case 6 -> new NativePart.Deflation(integer(), random.nextBoolean());
            case 3 -> new NativePart.Memory(integer(), integer());
            case 4 ->
                new NativePart.Mapping(
                        integer(), fileState(), random.nextBoolean(), random.nextLong() >>> 1, integer());
            case 7 -> new NativePart.ZlibState(integer(), text(), integer(), integer(), list(4, this::integer));
            case 10 -> new NativePart.ParallelLoader(integer());
            case 9 -> new NativePart.RuntimeImage(integer());
            case 8 -> new NativePart.Library(integer(), text(), text());
            default -> new NativePart.MemoryView(integer(), integer(), integer());
        };
    }

    private FileState fileState() {
        return new FileState(
                text(),
                random.nextLong() >>> 1,
                random.nextLong(),
                text(),
                random.nextLong(),
                random.nextLong(),
                text(),
                text());
    }

    private Origin origin() {
        Map<String, String> properties = new LinkedHashMap<>();
        list(4, this::text).forEach(key -> properties.put(key, text()));
        return new Origin(
                "17.0." + integer(),
                text(),
                text(),
                text(),
                list(3, this::text),
                random.nextBoolean(),
                random.nextBoolean(),
                text(),
                text(),
                list(2, this::text),
                integer(),
                list(3, this::text),
                text(),
                properties,
                random.nextLong(),
                random.nextLong(),
                random.nextLong());
    }

    private LoadedClass loadedClass() {
        return new LoadedClass(
                text(),
                classOrigin(),
                integer(),
                LoadedClass.State.values()[random.nextInt(3)],
                list(4, () -> new LoadedClass.Field(text(), text())));
    }

    private ClassOrigin classOrigin() {
        return switch (random.nextInt(6)) {
            case 0 -> lambdaProxy();
            case 1 -> new ClassOrigin.HandleSpecies(text());
            case 3 -> new ClassOrigin.CallerInvoker(integer());
            case 2 -> new ClassOrigin.DynamicProxy(loader(), list(3, this::integer));
            default -> new ClassOrigin.ByName(loader());
        };
    }

    private ClassOrigin lambdaProxy() {
        return new ClassOrigin.LambdaProxy(
                integer(),
                text(),
                text(),
                text(),
                new ClassOrigin.MethodReference(integer(), text(), text(), text(), random.nextBoolean()),
                text(),
                integer(),
                list(2, this::text),
                list(2, this::text));
    }

    private FieldValue fieldValue() {
        return new FieldValue(integer(), text(), text(), value());
    }

    private Value value() {
        return switch (random.nextInt(8)) {
            case 0 -> new Value.IntValue(integer());
            case 1 -> new Value.LongValue(random.nextLong());
            case 2 -> new Value.FloatValue(random.nextFloat());
            case 3 -> new Value.DoubleValue(random.nextGaussian());
            case 4 -> new Value.Reference(integer());
            case 5 -> new Value.Uninitialized(integer());
            case 6 -> Value.NULL;
            default -> Value.TOP;
        };
    }

    private Frame frame() {
        Frame.Treatment[] treatments = Frame.Treatment.values();
        return new Frame(
                integer(),
                text(),
                text(),
                integer(),
                integer(),
                treatments[random.nextInt(treatments.length)],
                list(5, this::value),
                list(5, this::value),
                list(2, this::integer),
                random.nextBoolean()
                        ? Frame.Construction.NONE
                        : new Frame.Construction(integer(), list(2, this::fieldValue)));
    }

    private HeapBlock block() {
        int first = objects + 1;
        HeapBlock block = switch (random.nextInt(4)) {
            case 0 -> new HeapBlock.Instances(first, random.nextInt(10), integer(), bytes(longest));
            case 1 -> new HeapBlock.PrimitiveArrays(first, integer(), ints(10), bytes(longest));
            case 2 -> new HeapBlock.ReferenceArrays(first, integer(), ints(10), ints(longest / Integer.BYTES));
            default -> new HeapBlock.Named(first, list(8, this::named));
        };
        objects += block.count();
        return block;
    }

    private NamedObject named() {
        return switch (random.nextInt(11)) {
            case 0 -> new NamedObject.StaticFieldValue(integer(), text(), integer());
            case 1 -> new NamedObject.ClassMirror(integer());
            case 2 -> new NamedObject.LoaderMirror(loader());
            case 3 -> new NamedObject.ModuleMirror(loader(), text());
            case 4 -> new NamedObject.ThreadMirror(integer());
            case 7 -> new NamedObject.MethodTypeOf(integer(), integer());
            case 6 -> new NamedObject.InitializationFailure(integer());
            case 8 -> new NamedObject.CanonicalObject(text(), text(), text());
            case 9 -> new NamedObject.MainGroup();
            case 5 -> new NamedObject.FieldOf(integer(), integer(), text());
            default -> new NamedObject.InternedString(text());
        };
    }

    private Morphs morphs() {
        return new Morphs(
                list(
                        3,
                        () -> new Morphs.MorphClass(
                                integer(),
                                bytes(100),
                                list(
                                        2,
                                        () -> new Morphs.WayBack(
                                                text(),
                                                text(),
                                                ints(9),
                                                ints(9),
                                                list(2, () -> new Morphs.StandIn(integer(), integer())),
                                                bytes(32),
                                                bytes(32))))),
                list(
                        3,
                        () -> new Morphs.ThreadReplay(
                                list(
                                        4,
                                        () -> new Morphs.FrameReplay(
                                                integer(),
                                                integer(),
                                                integer(),
                                                random.longs(random.nextInt(5)).toArray(),
                                                ints(5))),
                                integer())));
    }

    private ClassOrigin.BuiltinLoader loader() {
        ClassOrigin.BuiltinLoader[] loaders = ClassOrigin.BuiltinLoader.values();
        return loaders[random.nextInt(loaders.length)];
    }

    /** Small and large, of either sign. */
    private int integer() {
        return random.nextInt() >> random.nextInt(32);
    }

    private int[] ints(int limit) {
        return random.ints(random.nextInt(limit)).toArray();
    }

    private byte[] bytes(int limit) {
        byte[] bytes = new byte[random.nextInt(limit)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Latin-1, any char (unpaired surrogates too), or empty. */
    private String text() {
        int range = random.nextBoolean() ? 0x100 : 0x10000;
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(12); length > 0; length--) {
            text.append((char) random.nextInt(range));
        }
        return text.toString();
    }

    private <T> List<T> list(int limit, Supplier<T> element) {
        List<T> list = new ArrayList<>();
        for (int size = random.nextInt(limit + 1); size > 0; size--) {
            list.add(element.get());
        }
        return list;
    }
}
