package io.jtp.capture.heap;

import io.jtp.snapshot.HeapBlock;
import io.jtp.snapshot.NamedObject;
import io.jtp.snapshot.NamedObject.FieldOf;
import io.jtp.snapshot.NamedObject.MethodTypeOf;
import io.jtp.snapshot.NamedObject.StaticFieldValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The objects that are found or made by name at the destination, in the order of being found here. */
final class NameTable {

    private record Entry(int object, NamedObject name, Anchors.Anchor anchor) {}

    private final List<Entry> entries = new ArrayList<>();

    /** @param name if it refers to other objects, then by index; a {@link FieldOf} to one that was added before */
    void add(int object, NamedObject name) {
        entries.add(new Entry(object, name, null));
    }

    void add(int object, Anchors.Anchor anchor) {
        entries.add(new Entry(object, null, anchor));
    }

    /** {@return the objects' indices} */
    int[] objects() {
        return entries.stream().mapToInt(Entry::object).toArray();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Gives all objects their numbers. {@return the first free number} */
    int number(int first, ObjectTable table) {
        for (int i = 0; i < entries.size(); i++) {
            table.number(entries.get(i).object(), first + i);
        }
        return first + entries.size();
    }

    HeapBlock block(int first, ObjectTable table, TypeNumbers types) throws IOException {
        List<NamedObject> names = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            if (entry.anchor() != null) {
                Anchors.Anchor anchor = entry.anchor();
                names.add(new StaticFieldValue(types.number(anchor.type()), anchor.field(), anchor.index()));
            } else if (entry.name() instanceof FieldOf field) {
                names.add(new FieldOf(table.number(field.object()), field.type(), field.field()));
            } else if (entry.name() instanceof MethodTypeOf type) {
                names.add(new MethodTypeOf(table.number(type.returnType()), table.number(type.parameterTypes())));
            } else {
                names.add(entry.name());
            }
        }
        return new HeapBlock.Named(first, names);
    }
}
