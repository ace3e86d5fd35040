package io.jtp.capture.heap;

import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.FieldEntry;
import io.jtp.capture.jdwp.TaggedValue;
import io.jtp.capture.jdwp.Tags;
import io.jtp.snapshot.Overlay;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Reads static fields: all of the program's initialised classes and those being initialised, and those of the JDK that a program changes. */
final class Statics {

    private record Counter(int object, FieldSlot slot) {}

    private final TargetClasses classes;
    private final HeapWalk walk;
    private final List<FieldSlot> fields = new ArrayList<>();
    private final List<Counter> counters = new ArrayList<>();

    Statics(TargetClasses classes, HeapWalk walk) {
        this.classes = classes;
        this.walk = walk;
    }

    List<FieldSlot> fields() {
        return fields;
    }

    /** Leaves the objects that it finds to be read. */
    void read() throws IOException {
        for (TargetType type : classes.all()) {
            boolean carried = type.carried && !type.isHidden() && !type.isArray();
            if (carried && type.inUse() && classes.isMovable(type)) {
                ask(type, field -> !classes.classFiles().isConstant(type, field.name()));
            }
        }
        readJdk(JdkStatics.CAPTURED.keySet());
    }

    /** @param wanted which classes of {@link JdkStatics} */
    void readJdk(Set<String> wanted) throws IOException {
        for (Map.Entry<String, Set<String>> each : JdkStatics.CAPTURED.entrySet().stream()
                .filter(entry -> wanted.contains(entry.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .toList()) {
            TargetType type = classes.one("L" + each.getKey() + ";").orElse(null);
            if (type != null && type.initialized) {
                ask(type, field -> each.getValue().contains(field.name()));
            }
        }
        classes.pipe().finish();
        for (Map.Entry<String, Set<String>> each : JdkStatics.COUNTERS.entrySet()) {
            TargetType type = classes.one("L" + each.getKey() + ";").orElse(null);
            if (type != null && type.initialized) {
                readCounters(type, each.getValue());
            }
        }
    }

    private void ask(TargetType type, Predicate<FieldEntry> wanted) throws IOException {
        int number = walk.types().number(type);
        List<FieldEntry> asked =
                type.fields.stream().filter(FieldEntry::isStatic).filter(wanted).toList();
        if (asked.isEmpty()) {
            return;
        }
        long[] ids = asked.stream().mapToLong(FieldEntry::id).toArray();
        classes.pipe().send(Commands.staticValues(type.id, ids), values -> {
            for (int i = 0; i < ids.length; i++) {
                FieldEntry field = asked.get(i);
                TaggedValue value = values.get(i);
                long bits = value.bits();
                if (value.isReference()) {
                    int edge = walk.table().edge("static " + type.simpleName() + "." + field.name());
                    bits = walk.found(bits, value.tag(), classes.exact(field.signature()), 0, edge);
                }
                fields.add(new FieldSlot(number, field, bits));
            }
        });
    }

    /** The counter itself, an {@code AtomicInteger} or {@code AtomicLong}, is an anchor; its value is laid over. */
    private void readCounters(TargetType type, Set<String> names) throws IOException {
        for (FieldEntry field : type.fields) {
            if (names.contains(field.name()) && field.signature().startsWith("Ljava/util/concurrent/atomic/Atomic")) {
                readCounter(type, field, classes.one(field.signature()).orElseThrow());
            }
        }
    }

    private void readCounter(TargetType type, FieldEntry field, TargetType atomic) throws IOException {
        FieldEntry valueField = atomic.field("value").orElseThrow();
        long id = classes.pipe()
                .ask(Commands.staticValues(type.id, field.id()))
                .get(0)
                .bits();
        int edge = walk.table().edge("static " + type.simpleName() + "." + field.name());
        int object = walk.found(id, Tags.OBJECT, atomic, 0, edge);
        long value = classes.pipe()
                .ask(Commands.fieldValues(id, valueField.id()))
                .get(0)
                .bits();
        counters.add(new Counter(object, new FieldSlot(walk.types().number(atomic), valueField, value)));
    }

    List<Overlay> overlays(ObjectTable table) {
        return counters.stream()
                .map(counter -> new Overlay(
                        table.number(counter.object()), List.of(counter.slot().value(table))))
                .toList();
    }
}
