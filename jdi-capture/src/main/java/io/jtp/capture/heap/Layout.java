package io.jtp.capture.heap;

import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.FieldEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How the instance fields of a class lie in a row of {@code HeapBlock.Instances}: those of the topmost superclass first.
 *
 * @param slots all instance fields
 * @param size bytes in a row
 * @param question the ids of the fields that are asked for, as {@link Commands#encodeFields} makes it
 */
record Layout(List<Slot> slots, int size, byte[] question) {

    /**
     * One field.
     *
     * @param declaring the class that declares it
     * @param offset in the row
     * @param size in bytes
     * @param exact the class of every object it can hold, if there is one only
     * @param edge its name, for {@link ObjectTable#add}
     * @param isReference whether it holds a reference
     * @param leftOut not asked for: zero in the row
     */
    record Slot(
            TargetType declaring,
            FieldEntry field,
            int offset,
            int size,
            TargetType exact,
            int edge,
            boolean isReference,
            boolean leftOut) {}

    /** @param leftOut names of fields of the JDK that are not captured */
    static Layout of(TargetType type, TargetClasses classes, ObjectTable objects, Set<String> leftOut) {
        List<TargetType> chain = new ArrayList<>();
        for (TargetType t = type; t != null; t = t.superclass) {
            chain.add(0, t);
        }
        List<Slot> slots = new ArrayList<>();
        int offset = 0;
        Set<String> simpleNames = new HashSet<>();
        for (TargetType declaring : chain) {
            // a path has to name one field, and classes of one name can extend each other
            String name = simpleNames.add(declaring.simpleName()) ? declaring.simpleName() : declaring.toString();
            for (FieldEntry field : declaring.fields) {
                if (!field.isStatic()) {
                    TargetType exact = field.isReference() ? classes.exact(field.signature()) : null;
                    int edge = objects.edge(name + "." + field.name());
                    int size = size(field.signature());
                    slots.add(new Slot(
                            declaring,
                            field,
                            offset,
                            size,
                            exact,
                            edge,
                            field.isReference(),
                            declaring.jdk && leftOut.contains(field.name())));
                    offset += size;
                }
            }
        }
        long[] asked = slots.stream()
                .filter(slot -> !slot.leftOut())
                .mapToLong(slot -> slot.field().id())
                .toArray();
        return new Layout(List.copyOf(slots), offset, Commands.encodeFields(asked));
    }

    /** {@return whether a variable of this type can hold any array} */
    static boolean isVersatile(String descriptor) {
        return switch (descriptor) {
            case "Ljava/lang/Object;", "Ljava/lang/Cloneable;", "Ljava/io/Serializable;" -> true;
            default -> false;
        };
    }

    /** {@return how many bytes a value of this type takes in bulk data} */
    static int size(String descriptor) {
        return switch (descriptor.charAt(0)) {
            case 'Z', 'B' -> 1;
            case 'S', 'C' -> 2;
            case 'J', 'D' -> 8;
            default -> 4;
        };
    }

    /** {@return whether a class and a name tell which field is meant} Class files can have several of one name, with different types. */
    boolean isUnambiguous() {
        Set<String> names = new HashSet<>();
        return slots.stream()
                .allMatch(slot ->
                        names.add(slot.declaring().id + " " + slot.field().name()));
    }

    /** {@return whether there is a field of the JDK of this name} */
    boolean has(String name) {
        return slots.stream()
                .anyMatch(slot -> slot.declaring().jdk && slot.field().name().equals(name));
    }

    /** {@return the slot of a field of the JDK, the one lowest in the class hierarchy} A class of the program can have one of that name. */
    Slot slot(String name) {
        for (int i = slots.size() - 1; i >= 0; i--) {
            if (slots.get(i).declaring().jdk && slots.get(i).field().name().equals(name)) {
                return slots.get(i);
            }
        }
        throw new IllegalArgumentException("no field " + name);
    }
}
