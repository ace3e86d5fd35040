package io.jtp.resume;

import io.jtp.resume.Fields.Column;
import io.jtp.resume.Fields.Layout;
import io.jtp.snapshot.HeapBlock;
import io.jtp.snapshot.HeapBlock.Instances;
import io.jtp.snapshot.HeapBlock.Named;
import io.jtp.snapshot.HeapBlock.PrimitiveArrays;
import io.jtp.snapshot.HeapBlock.ReferenceArrays;
import io.jtp.snapshot.NamedObject.MethodTypeOf;
import io.jtp.snapshot.Value;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import jdk.internal.misc.Unsafe;

/**
 * The objects, by number. First all are allocated, then filled: so any graph can be had, of any depth. A block at a time, a field at
 * a time, in loops that the compiler likes.
 */
final class Heap {

    private static final Unsafe UNSAFE = Internals.UNSAFE;

    /** Where the elements of an array of references begin, and what each takes. */
    private static final long REFERENCES = Internals.arrayBase(Object[].class);

    private static final int REFERENCE_SIZE = UNSAFE.arrayIndexScale(Object[].class);

    private final Types types;
    private final Fields fields;
    private final NamedObjects names;
    private final Initializers initializers;
    private final HeapBlock[] blocks;

    /** Entry 0 is null. */
    private final Object[] objects;

    /** Blocks of objects whose class must not be initialised yet. */
    private final List<Instances> waiting = new ArrayList<>();

    /** References to objects that are not there yet. */
    private List<Later> later = new ArrayList<>();

    /** A reference to be stored when the object is there. */
    private record Later(Object base, long offset, int object) {}

    Heap(Types types, Fields fields, NamedObjects names, Initializers initializers, List<HeapBlock> blocks) {
        this.types = types;
        this.fields = fields;
        this.names = names;
        this.initializers = initializers;
        this.blocks = blocks.toArray(new HeapBlock[0]);
        long count = 0;
        for (HeapBlock block : this.blocks) {
            if (block.count() < 0 || block.first() != count + 1) {
                throw new IllegalArgumentException("the snapshot's heap blocks are out of order");
            }
            count += block.count();
        }
        objects = new Object[Math.toIntExact(count + 1)];
    }

    int count() {
        return objects.length - 1;
    }

    /** {@return the table itself, entry 0 being null}; others are null that are still waiting for their class */
    Object[] objects() {
        return objects;
    }

    /** {@return null for 0 and for an object that is still waiting for its class} */
    Object object(int number) {
        return objects[number];
    }

    /** Makes every object, empty, but those that have to wait. Initialises the classes that they are of. */
    void allocate() throws Exception {
        for (HeapBlock block : blocks) {
            if (block instanceof Instances instances) {
                if (initializers.step(instances.type()) == Initializers.NONE) {
                    allocate(instances);
                }
            } else if (block instanceof PrimitiveArrays arrays) {
                allocateArrays(types.type(arrays.type()).getComponentType(), arrays.first(), arrays.lengths());
            } else if (block instanceof ReferenceArrays arrays) {
                allocateArrays(types.type(arrays.type()).getComponentType(), arrays.first(), arrays.lengths());
            } else if (block instanceof Named named) {
                for (int i = 0; i < named.count(); i++) {
                    if (!(named.objects().get(i) instanceof MethodTypeOf)) {
                        objects[named.first() + i] = names.find(named.objects().get(i), objects);
                    }
                }
            }
        }
        findMethodTypes();
    }

    /** These are found by the elements of arrays. */
    private void findMethodTypes() {
        for (HeapBlock block : blocks) {
            if (block instanceof Named named) {
                for (int i = 0; i < named.count(); i++) {
                    if (named.objects().get(i) instanceof MethodTypeOf type) {
                        objects[named.first() + i] = MethodType.methodType(
                                (Class<?>) objects[type.returnType()], classes(type.parameterTypes()));
                    }
                }
            }
        }
    }

    /** {@return the elements of an array that need not be filled yet} */
    private Class<?>[] classes(int array) {
        for (HeapBlock block : blocks) {
            if (block instanceof ReferenceArrays arrays
                    && array >= block.first()
                    && array < block.first() + block.count()) {
                int position = 0;
                for (int i = block.first(); i < array; i++) {
                    position += arrays.lengths()[i - block.first()];
                }
                Class<?>[] classes = new Class<?>[arrays.lengths()[array - block.first()]];
                for (int i = 0; i < classes.length; i++) {
                    classes[i] = (Class<?>) objects[arrays.elements()[position + i]];
                }
                return classes;
            }
        }
        return (Class<?>[]) objects[array];
    }

    private void allocate(Instances block) throws InstantiationException {
        Class<?> type = types.type(block.type());
        for (int i = block.first(); i < block.first() + block.count(); i++) {
            objects[i] = UNSAFE.allocateInstance(type);
        }
    }

    private void allocateArrays(Class<?> component, int first, int[] lengths) {
        if (component == byte.class) {
            for (int i = 0; i < lengths.length; i++) {
                objects[first + i] = new byte[lengths[i]];
            }
        } else {
            for (int i = 0; i < lengths.length; i++) {
                objects[first + i] = Array.newInstance(component, lengths[i]);
            }
        }
    }

    /** Gives all objects their contents. The blocks are let go one by one. */
    void fill() {
        for (int i = 0; i < blocks.length; i++) {
            HeapBlock block = blocks[i];
            blocks[i] = null;
            if (block instanceof Instances instances) {
                if (initializers.step(instances.type()) == Initializers.NONE) {
                    fill(instances);
                } else {
                    waiting.add(instances);
                }
            } else if (block instanceof PrimitiveArrays arrays) {
                fill(arrays);
            } else if (block instanceof ReferenceArrays arrays) {
                fill(arrays);
            }
        }
    }

    /**
     * Makes the objects that can be made from this step on, see {@link Initializers#step}, fills them, and stores them where they belong.
     */
    void complete(int step) throws InstantiationException {
        for (Instances block : waiting) {
            if (initializers.step(block.type()) == step) {
                allocate(block);
            }
        }
        for (Instances block : waiting) {
            if (initializers.step(block.type()) == step) {
                fill(block);
            }
        }
        List<Later> open = later;
        later = new ArrayList<>();
        for (Later each : open) {
            setReference(each.base, each.offset, each.object);
        }
    }

    /** {@return whether something is missing in an object or array because it is not there yet} */
    boolean isIncomplete(Object base) {
        for (Later each : later) {
            if (each.base == base) {
                return true;
            }
        }
        return false;
    }

    private void setReference(Object base, long offset, int number) {
        Object object = objects[number];
        UNSAFE.putReference(base, offset, object);
        if (object == null && number != 0) {
            later.add(new Later(base, offset, number));
        }
    }

    private void fill(Instances block) {
        Layout layout = fields.layout(block.type());
        if (block.rows().length != (long) block.count() * layout.rowSize()) {
            throw new IllegalArgumentException("the snapshot's rows of "
                    + types.description(block.type()).name() + " are " + block.rows().length + " bytes, not "
                    + block.count() + " times " + layout.rowSize());
        }
        for (Column column : layout.columns()) {
            long row = Internals.BYTES + column.position();
            int end = block.first() + block.count();
            switch (column.kind()) {
                case BOOLEAN -> booleans(block.rows(), row, layout.rowSize(), block.first(), end, column.offset());
                case BYTE -> bytes(block.rows(), row, layout.rowSize(), block.first(), end, column.offset());
                case SHORT, CHAR -> shorts(block.rows(), row, layout.rowSize(), block.first(), end, column.offset());
                case INT, FLOAT -> ints(block.rows(), row, layout.rowSize(), block.first(), end, column.offset());
                case LONG, DOUBLE -> longs(block.rows(), row, layout.rowSize(), block.first(), end, column.offset());
                case REFERENCE -> references(block.rows(), row, layout.rowSize(), block.first(), end, column.offset());
            }
        }
    }

    private void booleans(byte[] rows, long row, int size, int first, int end, long offset) {
        for (int i = first; i < end; i++, row += size) {
            UNSAFE.putBoolean(objects[i], offset, UNSAFE.getByte(rows, row) != 0);
        }
    }

    private void bytes(byte[] rows, long row, int size, int first, int end, long offset) {
        for (int i = first; i < end; i++, row += size) {
            UNSAFE.putByte(objects[i], offset, UNSAFE.getByte(rows, row));
        }
    }

    private void shorts(byte[] rows, long row, int size, int first, int end, long offset) {
        for (int i = first; i < end; i++, row += size) {
            UNSAFE.putShort(objects[i], offset, UNSAFE.getShortUnaligned(rows, row, false));
        }
    }

    private void ints(byte[] rows, long row, int size, int first, int end, long offset) {
        for (int i = first; i < end; i++, row += size) {
            UNSAFE.putInt(objects[i], offset, UNSAFE.getIntUnaligned(rows, row, false));
        }
    }

    private void longs(byte[] rows, long row, int size, int first, int end, long offset) {
        for (int i = first; i < end; i++, row += size) {
            UNSAFE.putLong(objects[i], offset, UNSAFE.getLongUnaligned(rows, row, false));
        }
    }

    private void references(byte[] rows, long row, int size, int first, int end, long offset) {
        for (int i = first; i < end; i++, row += size) {
            setReference(objects[i], offset, UNSAFE.getIntUnaligned(rows, row, false));
        }
    }

    private void fill(PrimitiveArrays block) {
        Class<?> component = types.type(block.type()).getComponentType();
        int scale = UNSAFE.arrayIndexScale(component.arrayType());
        long base = Internals.arrayBase(component.arrayType());
        requireLength(block, (long) scale, block.lengths(), block.elements().length);
        int position = 0;
        for (int i = 0; i < block.lengths().length; i++) {
            int bytes = block.lengths()[i] * scale;
            UNSAFE.copyMemory(block.elements(), Internals.BYTES + position, objects[block.first() + i], base, bytes);
            position += bytes;
        }
    }

    private void fill(ReferenceArrays block) {
        requireLength(block, 1, block.lengths(), block.elements().length);
        int position = 0;
        for (int i = 0; i < block.lengths().length; i++) {
            Object[] array = (Object[]) objects[block.first() + i];
            for (int k = 0; k < array.length; k++) {
                setReference(array, REFERENCES + (long) k * REFERENCE_SIZE, block.elements()[position++]);
            }
        }
    }

    private static void requireLength(HeapBlock block, long scale, int[] lengths, int present) {
        long required = 0;
        for (int length : lengths) {
            required += scale * length;
        }
        if (required != present) {
            throw new IllegalArgumentException("the snapshot's arrays from object " + block.first() + " on need "
                    + required + " elements' bytes, " + present + " are there");
        }
    }

    /** Sets a field to what the snapshot says. */
    void set(Object base, long offset, String descriptor, Value value) {
        switch (Kind.of(descriptor)) {
            case BOOLEAN -> UNSAFE.putBoolean(base, offset, integer(value) != 0);
            case BYTE -> UNSAFE.putByte(base, offset, (byte) integer(value));
            case SHORT -> UNSAFE.putShort(base, offset, (short) integer(value));
            case CHAR -> UNSAFE.putChar(base, offset, (char) integer(value));
            case INT -> UNSAFE.putInt(base, offset, integer(value));
            case FLOAT -> UNSAFE.putFloat(base, offset, ((Value.FloatValue) value).value());
            case LONG -> UNSAFE.putLong(base, offset, ((Value.LongValue) value).value());
            case DOUBLE -> UNSAFE.putDouble(base, offset, ((Value.DoubleValue) value).value());
            case REFERENCE -> setReference(base, offset, ((Value.Reference) value).object());
        }
    }

    private static int integer(Value value) {
        return ((Value.IntValue) value).value();
    }
}
