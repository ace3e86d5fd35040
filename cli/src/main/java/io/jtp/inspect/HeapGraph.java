package io.jtp.inspect;

import io.jtp.snapshot.FieldValue;
import io.jtp.snapshot.HeapBlock;
import io.jtp.snapshot.HeapBlock.Instances;
import io.jtp.snapshot.HeapBlock.Named;
import io.jtp.snapshot.HeapBlock.PrimitiveArrays;
import io.jtp.snapshot.HeapBlock.ReferenceArrays;
import io.jtp.snapshot.LoadedClass;
import io.jtp.snapshot.NamedObject;
import io.jtp.snapshot.NamedObject.FieldOf;
import io.jtp.snapshot.NamedObject.MethodTypeOf;
import io.jtp.snapshot.NativePart;
import io.jtp.snapshot.Overlay;
import io.jtp.snapshot.Program;
import io.jtp.snapshot.Snapshot;
import io.jtp.snapshot.SnapshotFormatException;
import io.jtp.snapshot.Value;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** The objects of a snapshot by their numbers, 1 to {@link #objects()}, and what they refer to. */
final class HeapGraph {

    /** No class is known for this object. */
    static final int NO_TYPE = -1;

    private static final int[] NOTHING = {};

    private final List<LoadedClass> classes;
    private final HeapBlock[] blocks;
    private final int[] firsts;
    /** By block: where each array's elements begin, and where the last one's end, in elements. */
    private final int[][] starts;

    private final InstanceLayout[] layouts;
    private final Map<Integer, List<FieldValue>> overlays = new HashMap<>();
    private final Map<Integer, Integer> nativeContents = new HashMap<>();
    /** By type: its {@code Class} object. */
    private final Map<Integer, Integer> mirrors;

    private final int objects;

    /** @throws SnapshotFormatException if it mentions classes or objects that are not in it */
    HeapGraph(Snapshot snapshot) throws SnapshotFormatException {
        Program program = snapshot.program();
        classes = program.classes();
        blocks = snapshot.heap().toArray(HeapBlock[]::new);
        firsts = Arrays.stream(blocks).mapToInt(HeapBlock::first).toArray();
        starts = new int[blocks.length][];
        layouts = new InstanceLayout[classes.size()];
        objects = snapshot.objectCount();
        mirrors = snapshot.classObjects();
        try {
            for (int type = 0; type < classes.size(); type++) {
                if (classes.get(type).superclass() >= type) {
                    throw new IllegalArgumentException("a class comes before its superclass");
                }
            }
            for (int i = 0; i < blocks.length; i++) {
                starts[i] = check(blocks[i], i == 0 ? 1 : firsts[i - 1] + blocks[i - 1].count());
            }
            for (Overlay overlay : program.overlays()) {
                overlays.computeIfAbsent(overlay.object(), none -> new ArrayList<>())
                        .addAll(overlay.fields());
            }
            for (NativePart part : program.nativeParts()) {
                if (part instanceof NativePart.Memory memory) {
                    nativeContents.put(memory.object(), memory.contents());
                }
            }
            for (int object = 1; object <= objects; object++) {
                references(object, this::check);
            }
        } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
            throw new SnapshotFormatException("the snapshot is damaged: " + e.getMessage());
        }
    }

    private void check(int target) {
        if (target < 0 || target > objects) {
            throw new IllegalArgumentException("something refers to object " + target + " of " + objects);
        }
    }

    private int[] check(HeapBlock block, int first) {
        if (block.first() != first) {
            throw new IllegalArgumentException("a block of objects begins with " + block.first() + ", not " + first);
        }
        if (block instanceof Instances instances) {
            long size = (long) layout(instances.type()).rowSize() * instances.count();
            if (instances.count() < 0 || instances.rows().length != size) {
                throw new IllegalArgumentException("a block of instances has the wrong size");
            }
        } else if (block instanceof PrimitiveArrays arrays) {
            int width = InstanceLayout.width(classes.get(arrays.type()).name().substring(1));
            return starts(arrays.lengths(), arrays.elements().length / width);
        } else if (block instanceof ReferenceArrays arrays) {
            classes.get(arrays.type());
            return starts(arrays.lengths(), arrays.elements().length);
        }
        return NOTHING;
    }

    private static int[] starts(int[] lengths, int elements) {
        int[] starts = new int[lengths.length + 1];
        for (int i = 0; i < lengths.length; i++) {
            starts[i + 1] = Math.addExact(starts[i], lengths[i]);
            if (lengths[i] < 0 || starts[i + 1] > elements) {
                throw new IllegalArgumentException("an array of " + lengths[i] + " elements");
            }
        }
        return starts;
    }

    /** {@return how many there are} */
    int objects() {
        return objects;
    }

    boolean has(int object) {
        return object > 0 && object <= objects;
    }

    List<HeapBlock> blocks() {
        return List.of(blocks);
    }

    List<LoadedClass> classes() {
        return classes;
    }

    /** {@return the type number of an object's class, or {@link #NO_TYPE} of one that is only known by name} */
    int type(int object) {
        HeapBlock block = blocks[blockOf(object)];
        if (block instanceof Instances instances) {
            return instances.type();
        } else if (block instanceof PrimitiveArrays arrays) {
            return arrays.type();
        }
        return block instanceof ReferenceArrays arrays ? arrays.type() : NO_TYPE;
    }

    /** {@return what an object is called that is not copied, or null for any other} */
    NamedObject named(int object) {
        int index = blockOf(object);
        return blocks[index] instanceof Named named ? named.objects().get(object - firsts[index]) : null;
    }

    /** {@return the {@code Class} object of a type, or 0 if nothing in the snapshot refers to it} */
    int mirror(int type) {
        return mirrors.getOrDefault(type, 0);
    }

    /** {@return whether an object is an instance of the class of this internal name, or of a subclass} */
    boolean isA(int object, String className) {
        for (int type = type(object); type != NO_TYPE; type = classes.get(type).superclass()) {
            if (classes.get(type).name().equals(className)) {
                return true;
            }
        }
        return false;
    }

    InstanceLayout layout(int type) {
        if (layouts[type] == null) {
            layouts[type] = InstanceLayout.of(classes, type);
        }
        return layouts[type];
    }

    /** {@return the fields of an instance, or those that are known of an object that is not copied; empty for arrays} */
    List<FieldValue> fields(int object) {
        List<FieldValue> fields = new ArrayList<>();
        int index = blockOf(object);
        if (blocks[index] instanceof Instances instances) {
            InstanceLayout layout = layout(instances.type());
            int row = (object - firsts[index]) * layout.rowSize();
            ByteBuffer rows = littleEndian(instances.rows());
            for (InstanceLayout.Slot slot : layout.slots()) {
                fields.add(new FieldValue(
                        slot.type(), slot.name(), slot.descriptor(), read(rows, row + slot.offset(), slot)));
            }
        }
        fields.addAll(overlays.getOrDefault(object, List.of()));
        return fields;
    }

    /** {@return what a field of this name holds, or null if the object has none} */
    Value field(int object, String name) {
        int index = blockOf(object);
        if (blocks[index] instanceof Instances instances) {
            InstanceLayout layout = layout(instances.type());
            InstanceLayout.Slot slot = layout.slot(name);
            if (slot != null) {
                int row = (object - firsts[index]) * layout.rowSize();
                return read(littleEndian(instances.rows()), row + slot.offset(), slot);
            }
        }
        for (FieldValue overlay : overlays.getOrDefault(object, List.of())) {
            if (overlay.name().equals(name)) {
                return overlay.value();
            }
        }
        return null;
    }

    /** {@return the object that a field of this name refers to; 0 also if there is no such field} */
    int reference(int object, String name) {
        return field(object, name) instanceof Value.Reference reference ? reference.object() : 0;
    }

    /** {@return the length of an array; -1 of anything else} */
    int length(int object) {
        int index = blockOf(object);
        int position = object - firsts[index];
        return starts[index].length == 0 ? -1 : starts[index][position + 1] - starts[index][position];
    }

    /** {@return the elements of an array of a primitive type, little-endian; empty for anything else} */
    ByteBuffer primitives(int object) {
        int index = blockOf(object);
        if (!(blocks[index] instanceof PrimitiveArrays arrays)) {
            return ByteBuffer.allocate(0);
        }
        int width = InstanceLayout.width(classes.get(arrays.type()).name().substring(1));
        int from = starts[index][object - firsts[index]] * width;
        return ByteBuffer.wrap(arrays.elements(), from, length(object) * width)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** {@return whether it is an array of references} */
    boolean isReferenceArray(int object) {
        return blocks[blockOf(object)] instanceof ReferenceArrays;
    }

    /** {@return the object at this place of an array of references} */
    int element(int object, int position) {
        int index = blockOf(object);
        return ((ReferenceArrays) blocks[index]).elements()[starts[index][object - firsts[index]] + position];
    }

    /** Tells every object that this one refers to, as often as it does; null as well, as 0. */
    void references(int object, IntConsumer consumer) {
        int index = blockOf(object);
        HeapBlock block = blocks[index];
        if (block instanceof Instances instances) {
            InstanceLayout layout = layout(instances.type());
            int row = (object - firsts[index]) * layout.rowSize();
            ByteBuffer rows = littleEndian(instances.rows());
            for (int offset : layout.references()) {
                consumer.accept(rows.getInt(row + offset));
            }
        } else if (block instanceof ReferenceArrays arrays) {
            int position = object - firsts[index];
            for (int i = starts[index][position]; i < starts[index][position + 1]; i++) {
                consumer.accept(arrays.elements()[i]);
            }
        } else if (block instanceof Named named) {
            NamedObject name = named.objects().get(object - firsts[index]);
            if (name instanceof MethodTypeOf type) {
                consumer.accept(type.returnType());
                consumer.accept(type.parameterTypes());
            } else if (name instanceof FieldOf field) {
                consumer.accept(field.object());
            }
        }
        for (FieldValue field : overlays.getOrDefault(object, List.of())) {
            if (field.value() instanceof Value.Reference reference) {
                consumer.accept(reference.object());
            }
        }
        if (nativeContents.containsKey(object)) {
            consumer.accept(nativeContents.get(object));
        }
    }

    private int blockOf(int object) {
        if (!has(object)) {
            throw new IllegalArgumentException("there is no object " + object + ", only 1 to " + objects);
        }
        int found = Arrays.binarySearch(firsts, object);
        if (found < 0) {
            return -found - 2;
        }
        // empty blocks have the same first object as the next one
        while (blocks[found].count() == 0) {
            found++;
        }
        return found;
    }

    private static Value read(ByteBuffer rows, int at, InstanceLayout.Slot slot) {
        return switch (slot.descriptor().charAt(0)) {
            case 'Z', 'B' -> new Value.IntValue(rows.get(at));
            case 'C' -> new Value.IntValue(rows.getChar(at));
            case 'S' -> new Value.IntValue(rows.getShort(at));
            case 'I' -> new Value.IntValue(rows.getInt(at));
            case 'J' -> new Value.LongValue(rows.getLong(at));
            case 'F' -> new Value.FloatValue(rows.getFloat(at));
            case 'D' -> new Value.DoubleValue(rows.getDouble(at));
            default -> new Value.Reference(rows.getInt(at));
        };
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
