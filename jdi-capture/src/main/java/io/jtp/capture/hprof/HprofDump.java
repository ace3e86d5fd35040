package io.jtp.capture.hprof;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A heap dump, read once from front to back to know where everything is, and then object by object in any order. Objects are named by
 * ordinals, from 1; 0 stands for null and for what is not in the dump.
 *
 * <p>Classes are among the objects, also those of which nothing but the name is in the dump.
 */
public final class HprofDump implements Closeable {

    /** What an ordinal stands for. */
    public enum Kind {
        INSTANCE,
        REFERENCE_ARRAY,
        PRIMITIVE_ARRAY,
        CLASS
    }

    private static final String HEADER = "JAVA PROFILE 1.0.2\0";
    private static final int ID = 8;

    private static final int UTF8 = 0x01;
    private static final int LOAD_CLASS = 0x02;
    private static final int HEAP_DUMP = 0x0c;
    private static final int HEAP_DUMP_SEGMENT = 0x1c;
    private static final int HEAP_DUMP_END = 0x2c;

    private static final int ROOT_UNKNOWN = 0xff;
    private static final int ROOT_JNI_GLOBAL = 0x01;
    private static final int ROOT_JNI_LOCAL = 0x02;
    private static final int ROOT_JAVA_FRAME = 0x03;
    private static final int ROOT_NATIVE_STACK = 0x04;
    private static final int ROOT_STICKY_CLASS = 0x05;
    private static final int ROOT_THREAD_BLOCK = 0x06;
    private static final int ROOT_MONITOR_USED = 0x07;
    private static final int ROOT_THREAD_OBJECT = 0x08;
    private static final int CLASS_DUMP = 0x20;
    private static final int INSTANCE_DUMP = 0x21;
    private static final int OBJECT_ARRAY_DUMP = 0x22;
    private static final int PRIMITIVE_ARRAY_DUMP = 0x23;

    /** Bytes before the values of an instance: tag, id, stack trace, class, length. */
    private static final int INSTANCE_HEAD = 1 + ID + 4 + ID + 4;

    private static final int OBJECT_ARRAY_HEAD = 1 + ID + 4 + 4 + ID;
    private static final int PRIMITIVE_ARRAY_HEAD = 1 + ID + 4 + 4 + 1;

    private final MappedFile file;

    /** With the positions of their records; of classes negative, that of the record with the name. */
    private final ObjectIndex objects = new ObjectIndex();

    private final Map<Long, Long> names = new HashMap<>();
    private final Map<Long, Long> loadedClasses = new HashMap<>();
    private final Map<Long, DumpClass> classes = new HashMap<>();
    private long[] globals = new long[1 << 10];
    private int globalCount;

    private HprofDump(MappedFile file) {
        this.file = file;
    }

    /**
     * Reads through a dump.
     *
     * @param channel that of its file, to read from and write to; closed, and the file emptied, when this is closed or fails
     * @throws HprofException if it is not a whole heap dump of a 64-bit JVM
     */
    public static HprofDump read(FileChannel channel) throws IOException {
        MappedFile file = MappedFile.of(channel);
        try {
            HprofDump dump = new HprofDump(file);
            dump.index();
            return dump;
        } catch (IndexOutOfBoundsException e) {
            file.close();
            throw new HprofException("the heap dump is cut off, or damaged", e);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private void index() throws HprofException {
        long at = header();
        boolean ended = false;
        while (!ended || at < file.size()) {
            if (at + 9 > file.size()) {
                throw new HprofException("the heap dump is cut off after " + file.size() + " bytes");
            }
            int tag = file.getByte(at);
            long length = file.getInt(at + 5) & 0xffff_ffffL;
            long body = at + 9;
            at = body + length;
            if (at > file.size()) {
                throw new HprofException("the heap dump is cut off after " + file.size() + " bytes");
            }
            switch (tag) {
                case UTF8 -> names.put(file.getLong(body), body - 4);
                case LOAD_CLASS -> loadedClasses.put(file.getLong(body + 4), body);
                case HEAP_DUMP, HEAP_DUMP_SEGMENT -> segment(body, at);
                case HEAP_DUMP_END -> ended = true;
                default -> {
                    // stack traces and the like
                }
            }
        }
        // by their names, which those have too that are not linked; in order, so that they do not lie about between the
        // objects
        loadedClasses.keySet().stream().sorted().forEach(id -> objects.add(id, -loadedClasses.get(id)));
        objects.finish();
    }

    private long header() throws HprofException {
        byte[] header = new byte[HEADER.length()];
        if (file.size() >= header.length + 12) {
            file.copy(0, header, 0, header.length);
        }
        if (!Arrays.equals(header, HEADER.getBytes(StandardCharsets.US_ASCII))) {
            throw new HprofException("the heap dump does not begin like one");
        }
        if (file.getInt(header.length) != ID) {
            throw new HprofException("the heap dump is not of a 64-bit JVM");
        }
        return header.length + 12;
    }

    private void segment(long from, long end) throws HprofException {
        long at = from;
        while (at < end) {
            int tag = file.getByte(at) & 0xff;
            switch (tag) {
                case INSTANCE_DUMP -> {
                    objects.add(file.getLong(at + 1), at);
                    at += INSTANCE_HEAD + (file.getInt(at + INSTANCE_HEAD - 4) & 0xffff_ffffL);
                }
                case OBJECT_ARRAY_DUMP -> {
                    objects.add(file.getLong(at + 1), at);
                    at += OBJECT_ARRAY_HEAD + ID * count(at);
                }
                case PRIMITIVE_ARRAY_DUMP -> {
                    objects.add(file.getLong(at + 1), at);
                    at += PRIMITIVE_ARRAY_HEAD + size(primitive(file.getByte(at + 17))) * count(at);
                }
                case CLASS_DUMP -> at = classDump(at);
                case ROOT_JNI_GLOBAL -> {
                    global(file.getLong(at + 1));
                    at += 1 + 2 * ID;
                }
                case ROOT_UNKNOWN, ROOT_STICKY_CLASS, ROOT_MONITOR_USED -> at += 1 + ID;
                case ROOT_NATIVE_STACK, ROOT_THREAD_BLOCK -> at += 1 + ID + 4;
                case ROOT_JNI_LOCAL, ROOT_JAVA_FRAME, ROOT_THREAD_OBJECT -> at += 1 + ID + 8;
                default ->
                    throw new HprofException("the heap dump has a record of the unknown kind 0x"
                            + Integer.toHexString(tag) + " at " + at);
            }
        }
        if (at != end) {
            throw new HprofException("the heap dump has a segment that ends amid a record, at " + end);
        }
    }

    private long count(long array) {
        return file.getInt(array + 13) & 0xffff_ffffL;
    }

    private void global(long id) {
        if (globalCount == globals.length) {
            globals = Arrays.copyOf(globals, 2 * globalCount);
        }
        globals[globalCount++] = id;
    }

    /** {@return where it ends} */
    private long classDump(long record) throws HprofException {
        long id = file.getLong(record + 1);
        long superclass = file.getLong(record + 1 + ID + 4);
        long at = record + 1 + ID + 4 + 6 * ID + 4;
        int constants = file.getUnsignedShort(at);
        at += 2;
        for (int i = 0; i < constants; i++) {
            at += 3 + size(type(file.getByte(at + 2)));
        }
        int statics = file.getUnsignedShort(at);
        at += 2;
        for (int i = 0; i < statics; i++) {
            at += ID + 1 + size(type(file.getByte(at + ID)));
        }
        int count = file.getUnsignedShort(at);
        at += 2;
        List<DumpClass.Field> fields = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            fields.add(new DumpClass.Field(name(file.getLong(at)), type(file.getByte(at + ID))));
            at += ID + 1;
        }
        classes.put(id, new DumpClass(id, superclass, List.copyOf(fields)));
        return at;
    }

    private String name(long id) throws HprofException {
        Long position = names.get(id);
        if (position == null) {
            throw new HprofException("the heap dump lacks the name 0x" + Long.toHexString(id));
        }
        byte[] bytes = new byte[file.getInt(position) - ID];
        file.copy(position + 4 + ID, bytes, 0, bytes.length);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static char primitive(int type) throws HprofException {
        char found = type(type);
        if (found == 'L') {
            throw new HprofException("the heap dump has an array of unknown type");
        }
        return found;
    }

    private static char type(int code) throws HprofException {
        return switch (code) {
            case 2 -> 'L';
            case 4 -> 'Z';
            case 5 -> 'C';
            case 6 -> 'F';
            case 7 -> 'D';
            case 8 -> 'B';
            case 9 -> 'S';
            case 10 -> 'I';
            case 11 -> 'J';
            default -> throw new HprofException("the heap dump has values of the unknown type " + code);
        };
    }

    static int size(char type) {
        return switch (type) {
            case 'Z', 'B' -> 1;
            case 'C', 'S' -> 2;
            case 'I', 'F' -> 4;
            default -> 8;
        };
    }

    /** {@return how many objects there are; the highest ordinal} */
    public int size() {
        return objects.size();
    }

    /** {@return bytes in the file} */
    public long bytes() {
        return file.size();
    }

    /** {@return the ordinal of what is at an address} */
    public int find(long address) {
        return objects.find(address);
    }

    public long address(int ordinal) {
        return objects.address(ordinal);
    }

    /** {@return ordinals of the objects that native code holds for good, a debugger's among them} */
    public int[] globals() {
        return Arrays.stream(globals, 0, globalCount).mapToInt(objects::find).toArray();
    }

    public Kind kind(int ordinal) {
        long position = objects.position(ordinal);
        if (position < 0) {
            return Kind.CLASS;
        }
        return switch (file.getByte(position)) {
            case INSTANCE_DUMP -> Kind.INSTANCE;
            case OBJECT_ARRAY_DUMP -> Kind.REFERENCE_ARRAY;
            default -> Kind.PRIMITIVE_ARRAY;
        };
    }

    /** {@return address of the class of an instance or of an array of references} */
    public long classOf(int ordinal) {
        long position = objects.position(ordinal);
        return file.getLong(position + (file.getByte(position) == INSTANCE_DUMP ? 13 : 17));
    }

    /** {@return the descriptor of a primitive array's elements} */
    public char elementType(int ordinal) throws HprofException {
        return primitive(file.getByte(objects.position(ordinal) + 17));
    }

    /** {@return how long an array is} */
    public int length(int ordinal) {
        return file.getInt(objects.position(ordinal) + 13);
    }

    /** {@return a linked class, or null} */
    public DumpClass dumpClass(long address) {
        return classes.get(address);
    }

    /** {@return the internal name of the class whose {@code Class} this is, or null if it is no class} */
    public String className(int ordinal) throws HprofException {
        Long record = loadedClasses.get(objects.address(ordinal));
        return record == null ? null : name(file.getLong(record + 4 + ID + 4));
    }

    /** {@return where the values of an object's fields, or an array's elements, begin: for {@link #value} and {@link #copy}} */
    public long values(int ordinal) {
        long position = objects.position(ordinal);
        return position
                + switch (file.getByte(position)) {
                    case INSTANCE_DUMP -> INSTANCE_HEAD;
                    case OBJECT_ARRAY_DUMP -> OBJECT_ARRAY_HEAD;
                    default -> PRIMITIVE_ARRAY_HEAD;
                };
    }

    /** {@return an address} */
    public long reference(long position) {
        return file.getLong(position);
    }

    /** {@return the bits of a value} Smaller integers sign extended, char and boolean zero extended, of a reference the address. */
    public long value(long position, char type) {
        return switch (type) {
            case 'Z' -> file.getByte(position) & 0xff;
            case 'B' -> file.getByte(position);
            case 'C' -> file.getUnsignedShort(position);
            case 'S' -> (short) file.getUnsignedShort(position);
            case 'I', 'F' -> file.getInt(position);
            default -> file.getLong(position);
        };
    }

    /** Copies bytes as they are in the dump, big-endian. */
    public void copy(long position, byte[] into, int count) {
        file.copy(position, into, 0, count);
    }

    /** Gives back what the dump takes. Nothing can be asked afterwards. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
