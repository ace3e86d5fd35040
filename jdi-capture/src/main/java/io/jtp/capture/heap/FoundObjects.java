package io.jtp.capture.heap;

import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.FieldEntry;
import io.jtp.capture.jdwp.TaggedValue;
import io.jtp.snapshot.NamedObject;
import io.jtp.snapshot.Overlay;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Objects that the destination's JVM makes itself, by name, and fields of theirs that are laid over those. */
final class FoundObjects {

    /** @param slots filled when it is read */
    record Found(int object, TargetType type, long id, List<FieldSlot> slots) {}

    private final TargetClasses classes;
    private final HeapWalk walk;
    private final List<Found> all = new ArrayList<>();

    FoundObjects(TargetClasses classes, HeapWalk walk) {
        this.classes = classes;
        this.walk = walk;
    }

    /** Adds an object, which must not have been found by the walk before. */
    Found add(long id, TargetType type, String path, NamedObject name) {
        int object = walk.table().add(id, null, 0, walk.table().edge(path));
        walk.names().add(object, name);
        Found found = new Found(object, type, id, new ArrayList<>());
        all.add(found);
        return found;
    }

    /**
     * Reads the fields of an object that are to be laid over; what they refer to is left to be walked.
     *
     * @param changed which of its fields
     */
    void read(Found found, Predicate<FieldEntry> changed) throws IOException {
        for (TargetType declaring = found.type(); declaring != null; declaring = declaring.superclass) {
            read(found, declaring, changed);
        }
    }

    private void read(Found found, TargetType declaring, Predicate<FieldEntry> changed) throws IOException {
        List<FieldEntry> asked = declaring.fields.stream()
                .filter(field -> !field.isStatic() && changed.test(field))
                .toList();
        if (asked.isEmpty()) {
            return;
        }
        int type = walk.types().number(declaring);
        long[] ids = asked.stream().mapToLong(FieldEntry::id).toArray();
        List<TaggedValue> values = classes.pipe().ask(Commands.fieldValues(found.id(), ids));
        for (int i = 0; i < ids.length; i++) {
            TaggedValue value = values.get(i);
            long bits = value.bits();
            if (value.isReference()) {
                int edge = walk.table()
                        .edge(declaring.simpleName() + "." + asked.get(i).name());
                bits = walk.found(bits, value.tag(), null, found.object(), edge);
            }
            found.slots().add(new FieldSlot(type, asked.get(i), bits));
        }
    }

    List<Overlay> overlays(ObjectTable table) {
        return all.stream()
                .filter(found -> !found.slots().isEmpty())
                .map(found -> new Overlay(
                        table.number(found.object()),
                        found.slots().stream().map(slot -> slot.value(table)).toList()))
                .toList();
    }
}
