package io.jtp.snapshot;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.jtp.snapshot.ClassOrigin.ArrayOf;
import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import io.jtp.snapshot.ClassOrigin.ByName;
import io.jtp.snapshot.ClassOrigin.Defined;
import io.jtp.snapshot.ClassOrigin.DynamicProxy;
import io.jtp.snapshot.ClassOrigin.HandleSpecies;
import io.jtp.snapshot.ClassOrigin.LambdaProxy;
import io.jtp.snapshot.ClassOrigin.MethodReference;
import io.jtp.snapshot.Frame.Construction;
import io.jtp.snapshot.Frame.Treatment;
import io.jtp.snapshot.HeapBlock.Instances;
import io.jtp.snapshot.HeapBlock.Named;
import io.jtp.snapshot.HeapBlock.PrimitiveArrays;
import io.jtp.snapshot.HeapBlock.ReferenceArrays;
import io.jtp.snapshot.LoadedClass.Field;
import io.jtp.snapshot.Morphs.FrameReplay;
import io.jtp.snapshot.Morphs.MorphClass;
import io.jtp.snapshot.Morphs.StandIn;
import io.jtp.snapshot.Morphs.ThreadReplay;
import io.jtp.snapshot.Morphs.WayBack;
import io.jtp.snapshot.NamedObject.ClassMirror;
import io.jtp.snapshot.NamedObject.FieldOf;
import io.jtp.snapshot.NamedObject.InitializationFailure;
import io.jtp.snapshot.NamedObject.InternedString;
import io.jtp.snapshot.NamedObject.LoaderMirror;
import io.jtp.snapshot.NamedObject.MadeDomain;
import io.jtp.snapshot.NamedObject.MadeLoader;
import io.jtp.snapshot.NamedObject.MadeLoadersModule;
import io.jtp.snapshot.NamedObject.MethodTypeOf;
import io.jtp.snapshot.NamedObject.ModuleMirror;
import io.jtp.snapshot.NamedObject.StaticFieldValue;
import io.jtp.snapshot.NamedObject.ThreadMirror;
import io.jtp.snapshot.NativePart.CleanerThread;
import io.jtp.snapshot.NativePart.CommonCleanup;
import io.jtp.snapshot.NativePart.Deflation;
import io.jtp.snapshot.NativePart.Inflation;
import io.jtp.snapshot.NativePart.Mapping;
import io.jtp.snapshot.NativePart.Memory;
import io.jtp.snapshot.NativePart.MemoryView;
import io.jtp.snapshot.NativePart.OpenFile;
import io.jtp.snapshot.Value.DoubleValue;
import io.jtp.snapshot.Value.FloatValue;
import io.jtp.snapshot.Value.IntValue;
import io.jtp.snapshot.Value.LongValue;
import io.jtp.snapshot.Value.Reference;
import io.jtp.snapshot.Value.Top;
import io.jtp.snapshot.Value.Uninitialized;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The records as bytes, by Kryo. Only the records below are registered, each with a serializer of its own that writes its components in
 * order, so nothing that was read decides which class is made. Registration order is part of the format.
 */
final class CargoCodec {

    static {
        // Kryo would use sun.misc.Unsafe, about which JDK 24 and later print a warning; asked for when Kryo's class is
        // initialised
        String before = System.getProperty("kryo.unsafe");
        System.setProperty("kryo.unsafe", "false");
        try {
            new Kryo();
        } finally {
            if (before == null) {
                System.clearProperty("kryo.unsafe");
            } else {
                System.setProperty("kryo.unsafe", before);
            }
        }
    }

    private final Kryo kryo = new Kryo();
    private Output out;
    private Input in;

    CargoCodec() {
        kryo.setRegistrationRequired(true);
        kryo.setReferences(false);
        values();
        classes();
        heap();
        program();
        morphs();
        nativeParts();
    }

    /** Blocks of the heap go out one by one; nothing but Kryo's buffer is held. */
    void write(Output output, Cargo cargo) {
        out = output;
        Snapshot snapshot = cargo.snapshot();
        kryo.writeObject(out, snapshot.program());
        kryo.writeObject(out, cargo.morphs());
        list(snapshot.heap(), this::any);
    }

    Cargo read(Input input) {
        in = input;
        Program program = kryo.readObject(in, Program.class);
        Morphs morphs = kryo.readObject(in, Morphs.class);
        return new Cargo(new Snapshot(program, list(() -> any(HeapBlock.class))), morphs);
    }

    void write(Output output, WaysBack ways) {
        out = output;
        list(ways.classes(), this::one);
    }

    WaysBack readWaysBack(Input input) {
        in = input;
        return new WaysBack(list(() -> one(WaysBack.OfClass.class)));
    }

    private void values() {
        record(IntValue.class, v -> out.writeVarInt(v.value(), false), () -> new IntValue(in.readVarInt(false)));
        record(LongValue.class, v -> out.writeVarLong(v.value(), false), () -> new LongValue(in.readVarLong(false)));
        record(
                FloatValue.class,
                v -> out.writeInt(Float.floatToRawIntBits(v.value())),
                () -> new FloatValue(Float.intBitsToFloat(in.readInt())));
        record(
                DoubleValue.class,
                v -> out.writeLong(Double.doubleToRawLongBits(v.value())),
                () -> new DoubleValue(Double.longBitsToDouble(in.readLong())));
        record(Reference.class, v -> integer(v.object()), () -> new Reference(integer()));
        record(Uninitialized.class, v -> integer(v.newOffset()), () -> new Uninitialized(integer()));
        record(Top.class, v -> {}, () -> Value.TOP);
        record(
                FieldValue.class,
                v -> {
                    integer(v.type());
                    text(v.name());
                    text(v.descriptor());
                    any(v.value());
                },
                () -> new FieldValue(integer(), text(), text(), any(Value.class)));
    }

    private void classes() {
        record(ByName.class, v -> constant(v.loader()), () -> new ByName(constant(BuiltinLoader.values())));
        record(
                Defined.class,
                v -> {
                    integer(v.loader());
                    integer(v.domain());
                    Bulk.writeBytes(out, v.classFile());
                },
                () -> new Defined(integer(), integer(), Bulk.readBytes(in)));
        record(ArrayOf.class, v -> integer(v.component()), () -> new ArrayOf(integer()));
        record(
                MethodReference.class,
                v -> {
                    integer(v.kind());
                    text(v.owner());
                    text(v.name());
                    text(v.descriptor());
                    out.writeBoolean(v.ownerIsInterface());
                },
                () -> new MethodReference(integer(), text(), text(), text(), in.readBoolean()));
        record(
                LambdaProxy.class,
                v -> {
                    integer(v.host());
                    text(v.methodName());
                    text(v.factoryDescriptor());
                    text(v.samDescriptor());
                    one(v.implementation());
                    text(v.instantiatedDescriptor());
                    integer(v.flags());
                    list(v.markers(), this::text);
                    list(v.bridges(), this::text);
                },
                () -> new LambdaProxy(
                        integer(),
                        text(),
                        text(),
                        text(),
                        one(MethodReference.class),
                        text(),
                        integer(),
                        list(this::text),
                        list(this::text)));
        record(
                DynamicProxy.class,
                v -> {
                    constant(v.loader());
                    list(v.interfaces(), this::integer);
                },
                () -> new DynamicProxy(constant(BuiltinLoader.values()), list(this::integer)));
        record(HandleSpecies.class, v -> text(v.kinds()), () -> new HandleSpecies(text()));
        record(
                Field.class,
                v -> {
                    text(v.name());
                    text(v.descriptor());
                },
                () -> new Field(text(), text()));
        record(
                LoadedClass.class,
                v -> {
                    text(v.name());
                    any(v.origin());
                    integer(v.superclass());
                    constant(v.state());
                    list(v.fields(), this::one);
                },
                () -> new LoadedClass(
                        text(),
                        any(ClassOrigin.class),
                        integer(),
                        constant(LoadedClass.State.values()),
                        list(() -> one(Field.class))));
    }

    private void heap() {
        record(
                Instances.class,
                v -> {
                    integer(v.first());
                    integer(v.count());
                    integer(v.type());
                    Bulk.writeBytes(out, v.rows());
                },
                () -> new Instances(integer(), integer(), integer(), Bulk.readBytes(in)));
        record(
                PrimitiveArrays.class,
                v -> {
                    integer(v.first());
                    integer(v.type());
                    Bulk.writeInts(out, v.lengths());
                    Bulk.writeBytes(out, v.elements());
                },
                () -> new PrimitiveArrays(integer(), integer(), Bulk.readInts(in), Bulk.readBytes(in)));
        record(
                ReferenceArrays.class,
                v -> {
                    integer(v.first());
                    integer(v.type());
                    Bulk.writeInts(out, v.lengths());
                    Bulk.writeInts(out, v.elements());
                },
                () -> new ReferenceArrays(integer(), integer(), Bulk.readInts(in), Bulk.readInts(in)));
        record(
                Named.class,
                v -> {
                    integer(v.first());
                    list(v.objects(), this::any);
                },
                () -> new Named(integer(), list(() -> any(NamedObject.class))));
        record(
                StaticFieldValue.class,
                v -> {
                    integer(v.type());
                    text(v.field());
                    integer(v.index());
                },
                () -> new StaticFieldValue(integer(), text(), integer()));
        record(ClassMirror.class, v -> integer(v.type()), () -> new ClassMirror(integer()));
        record(LoaderMirror.class, v -> constant(v.loader()), () -> new LoaderMirror(constant(BuiltinLoader.values())));
        record(
                ModuleMirror.class,
                v -> {
                    constant(v.loader());
                    text(v.name());
                },
                () -> new ModuleMirror(constant(BuiltinLoader.values()), text()));
        record(InitializationFailure.class, v -> integer(v.type()), () -> new InitializationFailure(integer()));
        record(MadeLoader.class, v -> integer(v.loader()), () -> new MadeLoader(integer()));
        record(MadeLoadersModule.class, v -> integer(v.loader()), () -> new MadeLoadersModule(integer()));
        record(MadeDomain.class, v -> integer(v.domain()), () -> new MadeDomain(integer()));
        record(ThreadMirror.class, v -> integer(v.thread()), () -> new ThreadMirror(integer()));
        record(
                MethodTypeOf.class,
                v -> {
                    integer(v.returnType());
                    integer(v.parameterTypes());
                },
                () -> new MethodTypeOf(integer(), integer()));
        record(InternedString.class, v -> text(v.value()), () -> new InternedString(text()));
        record(
                FieldOf.class,
                v -> {
                    integer(v.object());
                    integer(v.type());
                    text(v.field());
                },
                () -> new FieldOf(integer(), integer(), text()));
    }

    private void program() {
        record(
                Origin.class,
                v -> {
                    text(v.vmVersion());
                    text(v.vmVendor());
                    text(v.architecture());
                    text(v.objectLayout());
                    list(v.vmArguments(), this::text);
                    out.writeBoolean(v.debuggable());
                    text(v.mainClass());
                    list(v.arguments(), this::text);
                    list(v.classPath(), this::text);
                    text(v.workingDirectory());
                    map(v.properties());
                    out.writeVarLong(v.pid(), false);
                    out.writeVarLong(v.takenAtMillis(), false);
                },
                () -> new Origin(
                        text(),
                        text(),
                        text(),
                        text(),
                        list(this::text),
                        in.readBoolean(),
                        text(),
                        list(this::text),
                        list(this::text),
                        text(),
                        map(),
                        in.readVarLong(false),
                        in.readVarLong(false)));
        record(
                ProgramLoader.class,
                v -> {
                    integer(v.type());
                    text(v.name());
                    text(v.nameAndId());
                    Bulk.writeInts(out, v.found());
                },
                () -> new ProgramLoader(integer(), text(), text(), Bulk.readInts(in)));
        record(
                Overlay.class,
                v -> {
                    integer(v.object());
                    list(v.fields(), this::one);
                },
                () -> new Overlay(integer(), list(() -> one(FieldValue.class))));
        record(
                IdentityHashes.class,
                v -> {
                    Bulk.writeInts(out, v.objects());
                    Bulk.writeInts(out, v.hashes());
                },
                () -> new IdentityHashes(Bulk.readInts(in), Bulk.readInts(in)));
        record(
                Construction.class,
                v -> {
                    integer(v.object());
                    list(v.fields(), this::one);
                },
                () -> new Construction(integer(), list(() -> one(FieldValue.class))));
        record(
                Frame.class,
                v -> {
                    integer(v.type());
                    text(v.method());
                    text(v.descriptor());
                    integer(v.bci());
                    integer(v.line());
                    constant(v.treatment());
                    list(v.locals(), this::any);
                    list(v.operands(), this::any);
                    list(v.monitors(), this::integer);
                    one(v.construction());
                },
                () -> new Frame(
                        integer(),
                        text(),
                        text(),
                        integer(),
                        integer(),
                        constant(Treatment.values()),
                        list(() -> any(Value.class)),
                        list(() -> any(Value.class)),
                        list(this::integer),
                        one(Construction.class)));
        record(
                ThreadState.class,
                v -> {
                    text(v.name());
                    integer(v.object());
                    out.writeBoolean(v.main());
                    list(v.frames(), this::one);
                },
                () -> new ThreadState(text(), integer(), in.readBoolean(), list(() -> one(Frame.class))));
        record(
                Program.class,
                v -> {
                    one(v.origin());
                    list(v.classes(), this::one);
                    list(v.statics(), this::one);
                    list(v.overlays(), this::one);
                    one(v.identityHashes());
                    list(v.nativeParts(), this::any);
                    list(v.loaders(), this::one);
                    list(v.threads(), this::one);
                },
                () -> new Program(
                        one(Origin.class),
                        list(() -> one(LoadedClass.class)),
                        list(() -> one(FieldValue.class)),
                        list(() -> one(Overlay.class)),
                        one(IdentityHashes.class),
                        list(() -> any(NativePart.class)),
                        list(() -> one(ProgramLoader.class)),
                        list(() -> one(ThreadState.class))));
    }

    private void morphs() {
        record(
                StandIn.class,
                v -> {
                    integer(v.call());
                    integer(v.slot());
                },
                () -> new StandIn(integer(), integer()));
        record(
                WayBack.class,
                v -> {
                    text(v.method());
                    text(v.descriptor());
                    Bulk.writeInts(out, v.morph());
                    Bulk.writeInts(out, v.original());
                    list(v.standIns(), this::one);
                    Bulk.writeBytes(out, v.morphCode());
                    Bulk.writeBytes(out, v.originalCode());
                },
                () -> new WayBack(
                        text(),
                        text(),
                        Bulk.readInts(in),
                        Bulk.readInts(in),
                        list(() -> one(StandIn.class)),
                        Bulk.readBytes(in),
                        Bulk.readBytes(in)));
        record(
                MorphClass.class,
                v -> {
                    integer(v.type());
                    Bulk.writeBytes(out, v.classFile());
                    list(v.wayBack(), this::one);
                },
                () -> new MorphClass(integer(), Bulk.readBytes(in), list(() -> one(WayBack.class))));
        record(
                FrameReplay.class,
                v -> {
                    integer(v.frame());
                    integer(v.method());
                    integer(v.point());
                    Bulk.writeLongs(out, v.primitives());
                    Bulk.writeInts(out, v.references());
                },
                () -> new FrameReplay(integer(), integer(), integer(), Bulk.readLongs(in), Bulk.readInts(in)));
        record(
                ThreadReplay.class,
                v -> list(v.frames(), this::one),
                () -> new ThreadReplay(list(() -> one(FrameReplay.class))));
        record(
                Morphs.class,
                v -> {
                    list(v.classes(), this::one);
                    list(v.guards(), this::one);
                    list(v.replays(), this::one);
                },
                () -> new Morphs(
                        list(() -> one(MorphClass.class)),
                        list(() -> one(MorphClass.class)),
                        list(() -> one(ThreadReplay.class))));
        record(
                WaysBack.OfClass.class,
                v -> {
                    text(v.name());
                    list(v.loader().stream().toList(), this::constant);
                    list(v.methods(), this::one);
                },
                () -> new WaysBack.OfClass(
                        text(),
                        list(() -> constant(BuiltinLoader.values())).stream().findFirst(),
                        list(() -> one(WayBack.class))));
    }

    private void nativeParts() {
        record(
                FileState.class,
                v -> {
                    text(v.path());
                    out.writeVarLong(v.size(), true);
                    out.writeLong(v.modifiedNanos());
                    text(v.machine());
                    out.writeLong(v.device());
                    out.writeLong(v.inode());
                    text(v.sample());
                },
                () -> new FileState(
                        text(), in.readVarLong(true), in.readLong(), text(), in.readLong(), in.readLong(), text()));
        record(
                OpenFile.class,
                v -> {
                    integer(v.object());
                    out.writeBoolean(v.cleaned());
                    one(v.file());
                    integer(v.flags());
                    out.writeVarLong(v.position(), true);
                },
                () -> new OpenFile(integer(), in.readBoolean(), one(FileState.class), integer(), in.readVarLong(true)));
        record(
                Inflation.class,
                v -> {
                    integer(v.object());
                    out.writeBoolean(v.headers());
                    out.writeBoolean(v.finished());
                },
                () -> new Inflation(integer(), in.readBoolean(), in.readBoolean()));
        record(
                Deflation.class,
                v -> {
                    integer(v.object());
                    out.writeBoolean(v.headers());
                },
                () -> new Deflation(integer(), in.readBoolean()));
        record(CommonCleanup.class, v -> integer(v.object()), () -> new CommonCleanup(integer()));
        record(CleanerThread.class, v -> integer(v.object()), () -> new CleanerThread(integer()));
        record(
                Memory.class,
                v -> {
                    integer(v.object());
                    integer(v.contents());
                },
                () -> new Memory(integer(), integer()));
        record(
                Mapping.class,
                v -> {
                    integer(v.object());
                    one(v.file());
                    out.writeBoolean(v.writable());
                    out.writeVarLong(v.position(), true);
                    integer(v.size());
                },
                () -> new Mapping(integer(), one(FileState.class), in.readBoolean(), in.readVarLong(true), integer()));
        record(
                MemoryView.class,
                v -> {
                    integer(v.object());
                    integer(v.owner());
                    integer(v.offset());
                },
                () -> new MemoryView(integer(), integer(), integer()));
    }

    private <T> void record(Class<T> type, Consumer<T> writer, Reader<T> reader) {
        kryo.register(type, new RecordSerializer<>(writer, reader));
    }

    /** Shorter than a Supplier at the places above: reads the next record's components, in order. */
    private interface Reader<T> {
        T read();
    }

    private static final class RecordSerializer<T> extends Serializer<T> {
        private final Consumer<T> writer;
        private final Reader<T> reader;

        RecordSerializer(Consumer<T> writer, Reader<T> reader) {
            super(false, true);
            this.writer = writer;
            this.reader = reader;
        }

        @Override
        public void write(Kryo kryo, Output output, T value) {
            writer.accept(value);
        }

        @Override
        public T read(Kryo kryo, Input input, Class<? extends T> type) {
            return reader.read();
        }
    }

    private void integer(int value) {
        out.writeVarInt(value, false);
    }

    private int integer() {
        return in.readVarInt(false);
    }

    private void text(String value) {
        Bulk.writeString(out, value);
    }

    private String text() {
        return Bulk.readString(in);
    }

    private void constant(Enum<?> value) {
        out.writeByte(value.ordinal());
    }

    private <E> E constant(E[] values) {
        return values[in.readByte()];
    }

    /** A record whose class both sides know. */
    private void one(Object value) {
        kryo.writeObject(out, value);
    }

    private <T> T one(Class<T> type) {
        return kryo.readObject(in, type);
    }

    /** One of the records of a sealed type. */
    private void any(Object value) {
        kryo.writeClassAndObject(out, value);
    }

    private <T> T any(Class<T> sealedType) {
        Registration registration = kryo.readClass(in);
        if (registration == null) {
            throw new IllegalArgumentException("nothing in place of a " + sealedType.getSimpleName());
        }
        Class<?> type = registration.getType();
        if (!sealedType.isAssignableFrom(type)) {
            throw new IllegalArgumentException(
                    "a " + type.getSimpleName() + " in place of a " + sealedType.getSimpleName());
        }
        return kryo.readObject(in, type.asSubclass(sealedType));
    }

    private <T> void list(List<T> values, Consumer<? super T> writer) {
        out.writeVarInt(values.size(), true);
        values.forEach(writer);
    }

    private <T> List<T> list(Reader<T> reader) {
        int size = Bulk.readLength(in);
        List<T> values = new ArrayList<>(Math.min(size, 1 << 10));
        for (int i = 0; i < size; i++) {
            values.add(reader.read());
        }
        return List.copyOf(values);
    }

    private void map(Map<String, String> values) {
        list(List.copyOf(values.entrySet()), entry -> {
            text(entry.getKey());
            text(entry.getValue());
        });
    }

    private Map<String, String> map() {
        Map<String, String> values = new LinkedHashMap<>();
        for (int remaining = Bulk.readLength(in); remaining > 0; remaining--) {
            values.put(text(), text());
        }
        return values;
    }
}
