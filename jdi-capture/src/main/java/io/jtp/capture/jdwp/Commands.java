package io.jtp.capture.jdwp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The JDWP commands that capture sends by itself, each with the reader of its answer. */
public final class Commands {

    /**
     * No more elements than this may be asked for at once: from 65,536 references on the agent of the target runs out of local
     * references and takes the JVM down with it.
     */
    public static final int MOST_ELEMENTS = 10_000;

    /** JDWP's error for an index that an array does not have. */
    public static final int INVALID_INDEX = 503;

    /** JDWP's error for a local variable that is in no table. */
    public static final int INVALID_SLOT = 35;

    private static final int SMALL = 64;
    private static final int BYTES_PER_TAGGED_VALUE = 9;

    private Commands() {}

    /** Sizes in bytes of field, method, object, reference type and frame ids, in this order. */
    public static Command<List<Integer>> idSizes() {
        return new Command<>(
                1,
                7,
                new byte[0],
                SMALL,
                r -> List.of(r.readInt(), r.readInt(), r.readInt(), r.readInt(), r.readInt()));
    }

    /** All classes that are linked, at least; one that was only loaded is not listed. */
    public static Command<List<ClassEntry>> allClasses() {
        return new Command<>(1, 20, new byte[0], 1 << 18, r -> list(r, Commands::classEntry));
    }

    private static ClassEntry classEntry(Reply reply) {
        byte kind = reply.readByte();
        long id = reply.readId();
        String signature = reply.readString();
        reply.readString();
        return new ClassEntry(kind, id, signature, reply.readInt());
    }

    /** Ids of the classes that a class loader has been recorded for by the JVM: those that it defined, and those that it found elsewhere. */
    public static Command<List<Long>> visibleClasses(long loader) {
        return new Command<>(
                14,
                1,
                ids(loader),
                1 << 12,
                r -> list(r, each -> {
                    each.readByte();
                    return each.readId();
                }));
    }

    /** Object ids of all modules, unnamed ones too. */
    public static Command<List<Long>> allModules() {
        return new Command<>(1, 22, new byte[0], 4096, r -> list(r, Reply::readId));
    }

    /** A new string; to be stored or pinned at once. */
    public static Command<Long> createString(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] data = ByteBuffer.allocate(4 + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array();
        return new Command<>(1, 11, data, SMALL, Reply::readId);
    }

    /** A new array, all null; to be stored or pinned at once. */
    public static Command<Long> newArray(long type, int length) {
        byte[] data = ByteBuffer.allocate(12).putLong(type).putInt(length).array();
        return new Command<>(4, 1, data, SMALL, r -> r.readTagged().bits());
    }

    /** For the {@code Class} of a primitive type too. */
    public static Command<String> signature(long type) {
        return new Command<>(2, 1, ids(type), SMALL, Reply::readString);
    }

    /** The defining loader's object id, 0 for the boot loader. */
    public static Command<Long> classLoader(long type) {
        return new Command<>(2, 2, ids(type), SMALL, Reply::readId);
    }

    /** The bits of {@code JVMTI_CLASS_STATUS}. */
    public static Command<Integer> status(long type) {
        return new Command<>(2, 9, ids(type), SMALL, Reply::readInt);
    }

    /** The values of static fields of an initialised class, in the order asked for. */
    public static Command<List<TaggedValue>> staticValues(long type, long... fields) {
        return new Command<>(
                2, 6, fieldIds(type, fields), BYTES_PER_TAGGED_VALUE * fields.length, r -> list(r, Reply::readTagged));
    }

    /** The interfaces that a class itself names. */
    public static Command<List<Long>> interfaces(long type) {
        return new Command<>(2, 10, ids(type), SMALL, r -> list(r, Reply::readId));
    }

    public static Command<Long> classObject(long type) {
        return new Command<>(2, 11, ids(type), SMALL, Reply::readId);
    }

    /** All fields that a class itself declares, in the order of its class file. */
    public static Command<List<FieldEntry>> fields(long type) {
        return new Command<>(2, 14, ids(type), 1024, r -> list(r, Commands::fieldEntry));
    }

    private static FieldEntry fieldEntry(Reply reply) {
        long id = reply.readId();
        String name = reply.readString();
        String signature = reply.readString();
        reply.readString();
        return new FieldEntry(id, name, signature, reply.readInt());
    }

    public static Command<List<MethodEntry>> methods(long type) {
        return new Command<>(2, 15, ids(type), 1024, r -> list(r, Commands::methodEntry));
    }

    private static MethodEntry methodEntry(Reply reply) {
        long id = reply.readId();
        String name = reply.readString();
        String signature = reply.readString();
        reply.readString();
        return new MethodEntry(id, name, signature, reply.readInt());
    }

    /**
     * All reachable objects whose class is exactly this one. The target walks its whole heap for it: about a second for ten million
     * objects.
     */
    public static Command<long[]> instances(long type) {
        return new Command<>(
                2, 16, ByteBuffer.allocate(12).putLong(type).putInt(0).array(), 1 << 24, r -> {
                    long[] objects = new long[r.readInt()];
                    for (int i = 0; i < objects.length; i++) {
                        r.readByte();
                        objects[i] = r.readId();
                    }
                    return objects;
                });
    }

    public static Command<ConstantPoolBytes> constantPool(long type) {
        return new Command<>(2, 18, ids(type), 1024, r -> {
            int count = r.readInt();
            return new ConstantPoolBytes(count, r.readBytes(r.readInt()));
        });
    }

    /** Object id of the {@code Module}. */
    public static Command<Long> module(long type) {
        return new Command<>(2, 19, ids(type), SMALL, Reply::readId);
    }

    /** The superclass's id, 0 for {@code Object}. Not for interfaces and arrays. */
    public static Command<Long> superclass(long type) {
        return new Command<>(3, 1, ids(type), SMALL, Reply::readId);
    }

    public static Command<byte[]> bytecodes(long type, long method) {
        return new Command<>(6, 3, ids(type, method), 1024, r -> r.readBytes(r.readInt()));
    }

    /** The class of an object. */
    public static Command<TypeId> typeOf(long object) {
        return new Command<>(9, 1, ids(object), SMALL, r -> new TypeId(r.readByte(), r.readId()));
    }

    /** The values of instance fields, inherited ones too if asked for, in the order asked for. */
    public static Command<List<TaggedValue>> fieldValues(long object, long... fields) {
        return fieldValues(object, encodeFields(fields), r -> list(r, Reply::readTagged));
    }

    /**
     * The same for many objects of one class, whose answers the caller reads as they come.
     *
     * @param object not null: asked for a field of null, the target's JVM crashes
     * @param fields what {@link #encodeFields} made
     */
    public static <R> Command<R> fieldValues(long object, byte[] fields, Function<Reply, R> decode) {
        if (object == 0) {
            throw new IllegalArgumentException("null has no fields");
        }
        byte[] data = ByteBuffer.allocate(8 + fields.length)
                .putLong(object)
                .put(fields)
                .array();
        return new Command<>(9, 2, data, BYTES_PER_TAGGED_VALUE * (fields.length / 8), decode);
    }

    /** {@return a count and field ids, as several commands want them} */
    public static byte[] encodeFields(long... fields) {
        ByteBuffer data = ByteBuffer.allocate(4 + 8 * fields.length).putInt(fields.length);
        for (long field : fields) {
            data.putLong(field);
        }
        return data.array();
    }

    /** Keeps an object from being collected until {@link #enableCollection} or the end of the connection. */
    public static Command<Void> disableCollection(long object) {
        return new Command<>(9, 7, ids(object), SMALL, r -> null);
    }

    public static Command<Void> enableCollection(long object) {
        return new Command<>(9, 8, ids(object), SMALL, r -> null);
    }

    public static Command<String> stringValue(long string) {
        return new Command<>(10, 1, ids(string), 256, Reply::readString);
    }

    public static Command<Integer> arrayLength(long array) {
        return new Command<>(13, 1, ids(array), SMALL, Reply::readInt);
    }

    /**
     * Some elements of an array.
     *
     * @throws IllegalArgumentException for more than {@link #MOST_ELEMENTS}
     */
    public static Command<ArrayRegion> elements(long array, int first, int count) {
        return elements(array, first, count, ArrayRegion::read);
    }

    /**
     * All elements of an array that is known to be small, less than {@link #MOST_ELEMENTS}, without asking for its length: HotSpot's agent
     * takes -1 for "up to the end". For an empty array it fails with {@link #INVALID_INDEX}.
     */
    public static Command<ArrayRegion> allElements(long array) {
        byte[] data =
                ByteBuffer.allocate(16).putLong(array).putInt(0).putInt(-1).array();
        return new Command<>(13, 2, data, SMALL, ArrayRegion::read);
    }

    /** {@link #elements(long, int, int)} with a reader of the caller's own: tag, count, then values, tagged only if they are references. */
    public static <R> Command<R> elements(long array, int first, int count, Function<Reply, R> decode) {
        byte[] data = region(array, first, count, 0).array();
        return new Command<>(13, 2, data, BYTES_PER_TAGGED_VALUE * count, decode);
    }

    /**
     * Stores references into an array of references, or numbers into a {@code long[]}.
     *
     * @throws IllegalArgumentException for more than {@link #MOST_ELEMENTS}
     */
    public static Command<Void> setElements(long array, int first, long... values) {
        ByteBuffer data = region(array, first, values.length, Long.BYTES);
        for (long value : values) {
            data.putLong(value);
        }
        return new Command<>(13, 3, data.array(), SMALL, r -> null);
    }

    /** {@link #setElements} for an {@code int[]}. */
    public static Command<Void> setInts(long array, int first, int... values) {
        ByteBuffer data = region(array, first, values.length, Integer.BYTES);
        for (int value : values) {
            data.putInt(value);
        }
        return new Command<>(13, 3, data.array(), SMALL, r -> null);
    }

    /** Gives a field of an object, of type int, another value. */
    public static Command<Void> setInt(long object, long field, int value) {
        byte[] data = ByteBuffer.allocate(24)
                .putLong(object)
                .putInt(1)
                .putLong(field)
                .putInt(value)
                .array();
        return new Command<>(9, 3, data, SMALL, r -> null);
    }

    /** {@code JDWP.ThreadStatus}, asked for anew, where JDI remembers it until the thread is resumed. */
    public static Command<Integer> threadStatus(long thread) {
        return new Command<>(11, 4, ids(thread), SMALL, Reply::readInt);
    }

    /** How often a thread has been suspended, asked for anew. */
    public static Command<Integer> suspendCount(long thread) {
        return new Command<>(11, 12, ids(thread), SMALL, Reply::readInt);
    }

    /** Ids of the frames of a suspended thread, innermost first. */
    public static Command<long[]> frames(long thread) {
        byte[] data =
                ByteBuffer.allocate(16).putLong(thread).putInt(0).putInt(-1).array();
        return new Command<>(11, 6, data, 1 << 12, r -> {
            long[] frames = new long[r.readInt()];
            for (int i = 0; i < frames.length; i++) {
                frames[i] = r.readId();
                r.readByte();
                r.readId();
                r.readId();
                r.readId();
            }
            return frames;
        });
    }

    /** Where the frames of a suspended thread stand, innermost first: for each its class, its method and the offset of an instruction. */
    public static Command<long[]> places(long thread) {
        byte[] data =
                ByteBuffer.allocate(16).putLong(thread).putInt(0).putInt(-1).array();
        return new Command<>(11, 6, data, 1 << 12, r -> {
            long[] places = new long[3 * r.readInt()];
            for (int i = 0; i < places.length; i += 3) {
                r.readId();
                r.readByte();
                places[i] = r.readId();
                places[i + 1] = r.readId();
                places[i + 2] = r.readId();
            }
            return places;
        });
    }

    /**
     * The value of a local variable slot, by its raw bits. Fails with {@link #INVALID_SLOT} if the method has a table of its variables and the slot is
     * in none of them at this instruction.
     *
     * @param tag I, F, J, D or L
     */
    public static Command<TaggedValue> slotValue(long thread, long frame, int slot, char tag) {
        byte[] data = ByteBuffer.allocate(25)
                .putLong(thread)
                .putLong(frame)
                .putInt(1)
                .putInt(slot)
                .put((byte) tag)
                .array();
        return new Command<>(16, 1, data, SMALL, r -> list(r, Reply::readTagged).get(0));
    }

    /** The class that a {@code Class} object, not of a primitive type, stands for. */
    public static Command<TypeId> reflectedType(long classObject) {
        return new Command<>(17, 1, ids(classObject), SMALL, r -> new TypeId(r.readByte(), r.readId()));
    }

    /** A module's name; empty if it has none. */
    public static Command<String> moduleName(long module) {
        return new Command<>(18, 1, ids(module), SMALL, Reply::readString);
    }

    /** Object id of a module's class loader, 0 for the boot loader. */
    public static Command<Long> moduleLoader(long module) {
        return new Command<>(18, 2, ids(module), SMALL, Reply::readId);
    }

    /** {@return what names elements of an array, with room for so many bytes for each behind it} */
    private static ByteBuffer region(long array, int first, int count, int bytesEach) {
        if (count > MOST_ELEMENTS) {
            throw new IllegalArgumentException("at most " + MOST_ELEMENTS + " elements at once, not " + count);
        }
        return ByteBuffer.allocate(16 + bytesEach * count)
                .putLong(array)
                .putInt(first)
                .putInt(count);
    }

    private static <T> List<T> list(Reply reply, Function<Reply, T> element) {
        int count = reply.readInt();
        List<T> result = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            result.add(element.apply(reply));
        }
        return result;
    }

    private static byte[] ids(long... ids) {
        ByteBuffer data = ByteBuffer.allocate(8 * ids.length);
        for (long id : ids) {
            data.putLong(id);
        }
        return data.array();
    }

    private static byte[] fieldIds(long type, long... fields) {
        byte[] encoded = encodeFields(fields);
        return ByteBuffer.allocate(8 + encoded.length)
                .putLong(type)
                .put(encoded)
                .array();
    }
}
