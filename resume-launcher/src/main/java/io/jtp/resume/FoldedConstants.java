package io.jtp.resume;

import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes compiled code forget the old values of static final fields of the JDK that were set: the compilers take such fields for constants,
 * and code that starts with the JVM, such as the iterators of {@code Set.of}, may have been compiled already. Retransforming a class, into
 * itself, discards all code that its methods were compiled or inlined into; a few milliseconds.
 */
final class FoldedConstants {

    private final Set<String> declaring = new HashSet<>();

    /** Takes note of a static field that was set. Those that hold objects, like {@code System.out}, are not taken for constants. */
    void changed(Class<?> type, String field, String descriptor) {
        if (type.getClassLoader() == null && descriptor.length() == 1) {
            for (Field declared : type.getDeclaredFields()) {
                if (declared.getName().equals(field) && Modifier.isFinal(declared.getModifiers())) {
                    declaring.add(type.getName());
                }
            }
        }
    }

    /** Has the code of these classes, and of those nested in them, compiled anew when it is hot again. */
    void forget(Instrumentation instrumentation) throws UnmodifiableClassException {
        List<Class<?>> readers = new ArrayList<>();
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            String name = loaded.getName();
            int nested = name.indexOf('$');
            if (loaded.getClassLoader() == null
                    && declaring.contains(nested < 0 ? name : name.substring(0, nested))
                    && instrumentation.isModifiableClass(loaded)
                    && !loaded.isHidden()) {
                readers.add(loaded);
            }
        }
        if (!readers.isEmpty()) {
            instrumentation.retransformClasses(readers.toArray(new Class<?>[0]));
        }
    }
}
