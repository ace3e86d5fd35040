package io.jtp.inspect;

import io.jtp.snapshot.FieldValue;
import io.jtp.snapshot.Value;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a page shows, for its script.
 *
 * <pre>
 *   summary   as {@link Answers#summary} has it
 *   roots     places
 *   kinds     [name of a class, [field, descriptor, ...]]; objects with the same fields have the same kind
 *   objects   [number, kind, bytes, text, before, count of referrers, contents, how many elements are left out]
 * </pre>
 *
 * {@code text} is empty where it is just the class. {@code before} is the number of the object before it in its path; if negative, -1 less the position
 * of its root; 0 if it has none. {@code contents} are fields or elements, a number being that of an object, and a text any other value; or a text, the elements of a
 * primitive array.
 */
final class PageData {

    private static final int MOST_THREADS = 1000;
    private static final int MOST_FRAMES = 100;
    private static final int MOST_CLASSES = 5000;
    private static final int MOST_ELEMENTS = 200;
    private static final int LONGEST_TEXT = 500;

    /** Elements of arrays in all, so that a page stays one that a browser can open. */
    private static final int ALL_ELEMENTS = 500_000;

    private final Inspection inspection;
    private final HeapGraph heap;
    private final Words words;
    private final List<Object> kinds = new ArrayList<>();
    private final Map<List<Object>, Integer> kindNumbers = new LinkedHashMap<>();
    private int elementsLeft = ALL_ELEMENTS;

    PageData(Inspection inspection) {
        this.inspection = inspection;
        this.heap = inspection.heap();
        this.words = inspection.words();
    }

    /** @param limit how many objects there is room for */
    Map<String, Object> get(int limit) {
        Map<String, Object> summary = new Answers(inspection).summary(null, MOST_FRAMES, MOST_CLASSES);
        List<String> notes = new ArrayList<>(inspection.notes());
        BitSet chosen = new PageObjects(inspection, limit).chosen();
        if (chosen.cardinality() < heap.objects()) {
            notes.add("This page has room for " + chosen.cardinality() + " of the " + heap.objects()
                    + " objects: the largest, those that are referred to most, and those nearest to a root.");
        }
        List<?> threads = (List<?>) summary.get("threads");
        if (threads.size() > MOST_THREADS) {
            notes.add("This page has " + MOST_THREADS + " of the " + threads.size() + " threads.");
            summary.put("threads", threads.subList(0, MOST_THREADS));
        }
        summary.put("notes", notes);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("summary", summary);
        all.put("roots", inspection.paths().roots().stream().map(Root::place).toList());
        all.put("objects", chosen.stream().mapToObj(this::object).toList());
        all.put("kinds", kinds);
        return all;
    }

    private List<Object> object(int object) {
        String name = inspection.names().ofObject(object);
        String text = words.content(object, LONGEST_TEXT);
        List<Object> fields = new ArrayList<>();
        Object contents;
        int left = 0;
        if (heap.isReferenceArray(object)) {
            List<Object> elements = new ArrayList<>();
            int room = Math.min(MOST_ELEMENTS, elementsLeft);
            left = Math.max(0, heap.length(object) - room);
            for (int i = 0; i < heap.length(object) - left; i++) {
                elements.add(heap.element(object, i));
            }
            elementsLeft -= elements.size();
            contents = elements;
        } else if (heap.length(object) >= 0) {
            contents = words.elements(object, MOST_ELEMENTS);
        } else {
            List<Object> values = new ArrayList<>();
            for (FieldValue field : heap.fields(object)) {
                fields.add(ClassNames.simple(inspection.names().of(field.type())) + "." + field.name());
                values.add(
                        field.value() instanceof Value.Reference reference
                                ? (Object) reference.object()
                                : Words.primitive(field.value(), field.descriptor()));
            }
            contents = values;
        }
        return List.of(
                object,
                kind(name, fields),
                inspection.sizes().of(object),
                text.equals(name) ? "" : text,
                inspection.paths().before(object),
                inspection.referrers().count(object),
                contents,
                left);
    }

    private int kind(String name, List<Object> fields) {
        List<Object> kind = List.of(name, fields);
        return kindNumbers.computeIfAbsent(kind, none -> {
            kinds.add(kind);
            return kinds.size() - 1;
        });
    }
}
