package io.jtp.capture.heap;

import io.jtp.snapshot.FieldValue;
import io.jtp.snapshot.HeapBlock;
import io.jtp.snapshot.HeapBlock.Instances;
import io.jtp.snapshot.HeapBlock.Named;
import io.jtp.snapshot.HeapBlock.PrimitiveArrays;
import io.jtp.snapshot.HeapBlock.ReferenceArrays;
import io.jtp.snapshot.LoadedClass;
import io.jtp.snapshot.LoadedClass.Field;
import io.jtp.snapshot.NamedObject;
import io.jtp.snapshot.Value;
import io.jtp.snapshot.Value.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;

/** Looks into a heap image as the destination will. */
final class Picture {

    private final HeapImage image;

    Picture(HeapImage image) {
        this.image = image;
    }

    /** A static reference field. */
    int root(String className, String field) {
        return ((Reference) staticValue(className, field)).object();
    }

    Value staticValue(String className, String field) {
        return image.statics().stream()
                .filter(f -> typeName(f.type()).equals(className) && f.name().equals(field))
                .map(FieldValue::value)
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(className + "." + field));
    }

    private String typeName(int type) {
        return image.classes().get(type).name();
    }

    private HeapBlock block(int object) {
        return image.blocks().stream()
                .filter(b -> b.first() <= object && object < b.first() + b.count())
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("object " + object));
    }

    LoadedClass type(int object) {
        HeapBlock block = block(object);
        int type;
        if (block instanceof Instances b) {
            type = b.type();
        } else if (block instanceof PrimitiveArrays b) {
            type = b.type();
        } else {
            type = ((ReferenceArrays) block).type();
        }
        return image.classes().get(type);
    }

    NamedObject named(int object) {
        Named block = (Named) block(object);
        return block.objects().get(object - block.first());
    }

    boolean isNamed(int object) {
        return block(object) instanceof Named;
    }

    /** The raw bits of a field; of a reference the object number. */
    long field(int object, String name) {
        Instances block = (Instances) block(object);
        List<Integer> chain = new ArrayList<>();
        for (int t = block.type();
                t != LoadedClass.NONE;
                t = image.classes().get(t).superclass()) {
            chain.add(0, t);
        }
        int size = 0;
        int at = -1;
        int width = 0;
        for (int t : chain) {
            for (Field field : image.classes().get(t).fields()) {
                if (field.name().equals(name)) {
                    at = size;
                    width = Layout.size(field.descriptor());
                }
                size += Layout.size(field.descriptor());
            }
        }
        if (at < 0) {
            throw new NoSuchElementException(name);
        }
        ByteBuffer rows = ByteBuffer.wrap(block.rows()).order(ByteOrder.LITTLE_ENDIAN);
        int position = (object - block.first()) * size + at;
        return switch (width) {
            case 1 -> rows.get(position);
            case 2 -> rows.getShort(position);
            case 4 -> rows.getInt(position);
            default -> rows.getLong(position);
        };
    }

    int reference(int object, String... names) {
        int at = object;
        for (String name : names) {
            at = (int) field(at, name);
        }
        return at;
    }

    int[] elements(int array) {
        ReferenceArrays block = (ReferenceArrays) block(array);
        int from = 0;
        int index = array - block.first();
        for (int i = 0; i < index; i++) {
            from += block.lengths()[i];
        }
        return Arrays.copyOfRange(block.elements(), from, from + block.lengths()[index]);
    }

    ByteBuffer primitives(int array) {
        PrimitiveArrays block = (PrimitiveArrays) block(array);
        int width = Layout.size(type(array).name().substring(1));
        int from = 0;
        int index = array - block.first();
        for (int i = 0; i < index; i++) {
            from += width * block.lengths()[i];
        }
        return ByteBuffer.wrap(block.elements(), from, width * block.lengths()[index])
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    String string(int object) {
        if (isNamed(object)) {
            return ((NamedObject.InternedString) named(object)).value();
        }
        ByteBuffer bytes = primitives(reference(object, "value"));
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        boolean latin = field(object, "coder") == 0;
        return new String(copy, latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16LE);
    }
}
