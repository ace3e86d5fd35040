package io.jtp.resume;

import java.util.List;
import java.util.Map;

/**
 * Makes strings that the JDK has interned, and compares by identity, this JVM's own again. Only those that stand for a literal of the
 * program have been found by their contents before.
 */
final class InternedStrings {

    /** By class name, the fields. On 17 locales are equal if their parts are the same strings. */
    private static final Map<String, List<String>> FIELDS =
            Map.of("sun.util.locale.BaseLocale", List.of("language", "script", "region", "variant"));

    private InternedStrings() {}

    /** To be called when the heap is filled. */
    static void settle(Heap heap, List<InstanceRun> runs) {
        for (InstanceRun run : runs) {
            for (String field : FIELDS.getOrDefault(run.type().getName(), List.of())) {
                long offset = Internals.offset(run.type(), field);
                for (int i = run.first(); i < run.end(); i++) {
                    String copy = (String) Internals.UNSAFE.getReference(heap.object(i), offset);
                    Internals.UNSAFE.putReference(heap.object(i), offset, copy.intern());
                }
            }
        }
    }
}
