package io.jtp.samples.heap;

import com.sun.jdi.Field;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.Value;
import com.sun.jdi.VirtualMachine;
import io.jtp.samples.harness.PlainDebugger;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Reads the objects of a program as a debugger does, one question after the other. */
final class PlainJdi {

    private PlainJdi() {}

    /** {@return how many objects a second} It asks for the class and all fields of each that the static field reaches. */
    static double rate(long pid, Class<?> declaring, String field) throws IOException {
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

    private static int walk(ObjectReference root) {
        Set<ObjectReference> found = new HashSet<>(Set.of(root));
        Deque<ObjectReference> open = new ArrayDeque<>(found);
        while (!open.isEmpty()) {
            ObjectReference next = open.remove();
            Map<Field, Value> values = next.getValues(next.referenceType().allFields());
            for (Value value : values.values()) {
                if (value instanceof ObjectReference reference && found.add(reference)) {
                    open.add(reference);
                }
            }
        }
        return found.size();
    }
}
