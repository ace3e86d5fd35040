package io.jtp.samples.heap;

import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.Value;
import com.sun.jdi.VirtualMachine;
import io.jtp.samples.harness.PlainDebugger;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Reads the objects of a program as a debugger does, one question after the other. */
enum PlainJdi {

    /** After the class each field is asked for by itself, as by code that goes through the fields. */
    EACH_FIELD {
        @Override
        Collection<Value> values(ObjectReference object) {
            return object.referenceType().allFields().stream()
                    .map(object::getValue)
                    .toList();
        }
    },

    /** After the class all fields of the object are asked for at once. */
    ALL_FIELDS {
        @Override
        Collection<Value> values(ObjectReference object) {
            return object.getValues(object.referenceType().allFields()).values();
        }
    };

    /** {@return what an object's fields hold} Null for null. */
    abstract Collection<Value> values(ObjectReference object);

    /** {@return how many objects a second} Of all that the static field reaches. */
    double rate(long pid, Class<?> declaring, String field) throws IOException {
        VirtualMachine vm = PlainDebugger.attach("com.sun.jdi.ProcessAttach", Map.of("pid", Long.toString(pid)));
        try {
            vm.suspend();
            ReferenceType type = vm.classesByName(declaring.getName()).get(0);
            ObjectReference root = (ObjectReference) type.getValue(type.fieldByName(field));
            long start = System.nanoTime();
            int objects = walk(root);
            return objects * 1e9 / (System.nanoTime() - start);
        } finally {
            vm.dispose();
        }
    }

    private int walk(ObjectReference root) {
        Set<ObjectReference> found = new HashSet<>(Set.of(root));
        Deque<ObjectReference> open = new ArrayDeque<>(found);
        while (!open.isEmpty()) {
            for (Value value : values(open.remove())) {
                if (value instanceof ObjectReference reference && found.add(reference)) {
                    open.add(reference);
                }
            }
        }
        return found.size();
    }
}
