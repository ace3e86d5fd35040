package io.jtp.inspect;

import io.jtp.snapshot.FieldValue;
import io.jtp.snapshot.Origin;
import io.jtp.snapshot.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What can be asked of a snapshot, answered as maps, lists, strings and numbers, ready to be written as JSON. An object is a number, or a map with {@code
 * object}, its number, and {@code text}, what it is in words.
 */
public final class Answers {

    /** How many of an array's elements, of referrers, or of objects found are told. */
    private static final int MOST = 100;

    private final Inspection inspection;
    private final Words words;

    public Answers(Inspection inspection) {
        this.inspection = inspection;
        this.words = inspection.words();
    }

    /**
     * {@return everything in short}
     *
     * @param thread name of the one to tell of, or null for all
     * @param frames how many of each stack, innermost first
     * @param classes how many classes
     */
    public Map<String, Object> summary(String thread, int frames, int classes) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("origin", origin());
        all.put("notes", inspection.notes());
        all.put(
                "threads",
                inspection.threads().stream()
                        .filter(each -> thread == null || each.name().equals(thread))
                        .map(each -> thread(each, frames))
                        .toList());
        all.put("deadlocks", deadlocks());
        all.put("heap", heap(classes));
        all.put("secrets", secrets());
        return all;
    }

    /** {@return whether there is a thread of this name} */
    public boolean hasThread(String name) {
        return inspection.threads().stream().anyMatch(each -> each.name().equals(name));
    }

    /** {@return the names of all threads, in order} */
    public List<String> threadNames() {
        return inspection.threads().stream().map(ThreadView::name).toList();
    }

    /** {@return how many objects there are; their numbers are 1 to this} */
    public int objects() {
        return inspection.heap().objects();
    }

    private Map<String, Object> origin() {
        Origin origin = inspection.program().origin();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("mainClass", ClassNames.readable(origin.mainClass()));
        all.put("pid", origin.pid());
        all.put("taken", Instant.ofEpochMilli(origin.takenAtMillis()).toString());
        all.put("vmVersion", origin.vmVersion());
        all.put("vmVendor", origin.vmVendor());
        all.put("architecture", origin.architecture());
        all.put("vmArguments", inspection.shown(origin.vmArguments()));
        all.put("classPath", origin.classPath());
        all.put("workingDirectory", origin.workingDirectory());
        return all;
    }

    private Map<String, Object> thread(ThreadView thread, int frames) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("name", thread.name());
        all.put("object", thread.object());
        all.put("main", thread.state().main());
        all.put("interrupted", thread.state().interrupted());
        Waiting waiting = inspection.waits().of(thread);
        all.put("state", waiting.kind().name().toLowerCase(Locale.ROOT));
        all.put("does", does(waiting));
        if (waiting.object() != 0) {
            all.put("on", waiting.object());
        }
        if (waiting.owner() != Waiting.NOBODY) {
            all.put("waitsFor", inspection.threads().get(waiting.owner()).name());
        }
        all.put("depth", thread.frames().size());
        all.put(
                "frames",
                thread.frames().stream().limit(frames).map(this::frame).toList());
        return all;
    }

    private String does(Waiting waiting) {
        String does = waiting.kind().words();
        if (waiting.object() != 0) {
            does += " " + words.object(waiting.object());
        } else if (waiting.kind() == Waiting.Kind.PARKED) {
            does = "is parked";
        }
        return waiting.owner() == Waiting.NOBODY || waiting.kind() == Waiting.Kind.JOINS
                ? does
                : does + ", which thread "
                        + inspection.threads().get(waiting.owner()).name() + " has";
    }

    private Map<String, Object> frame(FrameView frame) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("at", frame.toString());
        all.put("bci", frame.frame().bci());
        all.put("locals", frame.locals().stream().map(this::value).toList());
        all.put("operands", frame.operands().stream().map(this::value).toList());
        all.put(
                "locked",
                frame.locks().stream()
                        .map(lock -> object(new LinkedHashMap<>(), lock))
                        .toList());
        return all;
    }

    private Map<String, Object> value(NamedValue value) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("name", value.name());
        if (value.object() != 0) {
            return object(all, value.object());
        }
        all.put("text", words.of(value));
        return all;
    }

    private Map<String, Object> object(Map<String, Object> all, int object) {
        all.put("text", words.object(object));
        all.put("object", object);
        return all;
    }

    private List<List<String>> deadlocks() {
        return inspection.waits().deadlocks().stream()
                .map(circle -> circle.stream().map(ThreadView::name).toList())
                .toList();
    }

    /** {@return the heap by class} @param classes how many, those with the most bytes first */
    public Map<String, Object> heap(int classes) {
        ClassHistogram histogram = inspection.histogram();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("objects", inspection.heap().objects());
        all.put("bytes", histogram.bytes());
        all.put("classCount", histogram.rows().size());
        List<Map<String, Object>> rows = new ArrayList<>();
        for (ClassHistogram.Row row :
                histogram.rows().subList(0, Math.min(classes, histogram.rows().size()))) {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("name", row.name());
            each.put("count", row.count());
            each.put("bytes", row.bytes());
            rows.add(each);
        }
        all.put("classes", rows);
        return all;
    }

    private Map<String, Object> secrets() {
        Map<Integer, String> reasons = inspection.secrets().reasons();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("count", reasons.size());
        List<Map<String, Object>> found = new ArrayList<>();
        reasons.entrySet().stream().limit(MOST).forEach(each -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("object", each.getKey());
            one.put("reason", each.getValue());
            one.put("path", inspection.paths().words(each.getKey()));
            found.add(one);
        });
        all.put("found", found);
        return all;
    }

    /** {@return one object: its class, size, fields or elements, the path from a root, and what refers to it} */
    public Map<String, Object> object(int object) {
        HeapGraph heap = inspection.heap();
        Map<String, Object> all = object(new LinkedHashMap<>(), object);
        all.put("class", inspection.names().ofObject(object));
        all.put("bytes", inspection.sizes().of(object));
        all.put("path", inspection.paths().words(object));
        int length = heap.length(object);
        if (length >= 0) {
            all.put("length", length);
        }
        if (heap.isReferenceArray(object)) {
            List<Map<String, Object>> elements = new ArrayList<>();
            for (int i = 0; i < Math.min(length, MOST); i++) {
                elements.add(value(new NamedValue("[" + i + "]", "", new Value.Reference(heap.element(object, i)))));
            }
            all.put("elements", elements);
        } else if (length >= 0) {
            all.put("values", words.elements(object, MOST));
        } else {
            all.put("fields", heap.fields(object).stream().map(this::field).toList());
        }
        Referrers referrers = inspection.referrers();
        all.put("referrerCount", referrers.count(object));
        List<Map<String, Object>> by = new ArrayList<>();
        for (int each : referrers.of(object, MOST)) {
            by.add(object(new LinkedHashMap<>(), each));
        }
        all.put("referrers", by);
        return all;
    }

    private Map<String, Object> field(FieldValue field) {
        Map<String, Object> all = value(new NamedValue(field.name(), field.descriptor(), field.value()));
        all.put("declaredBy", inspection.names().of(field.type()));
        return all;
    }

    /** {@return the paths to an object, or to the first objects of a class} @param what a number, or a class with or without its package */
    public Map<String, Object> path(String what) {
        boolean number = what.matches("#?\\d{1,9}");
        List<Integer> objects =
                number ? List.of(Integer.parseInt(what.replace("#", ""))) : inspection.instances(what, MOST);
        return found(what, objects);
    }

    /** {@return the strings that have this text in them, each with a path from a root} */
    public Map<String, Object> find(String text) {
        return found(text, inspection.find(text, MOST));
    }

    private Map<String, Object> found(String what, List<Integer> objects) {
        List<Map<String, Object>> found = new ArrayList<>();
        for (int object : objects) {
            Map<String, Object> each = object(new LinkedHashMap<>(), object);
            each.put("path", inspection.paths().words(object));
            found.add(each);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("asked", what);
        all.put("found", found);
        all.put("more", objects.size() == MOST);
        return all;
    }
}
