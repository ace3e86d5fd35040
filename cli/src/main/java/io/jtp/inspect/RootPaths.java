package io.jtp.inspect;

import io.jtp.snapshot.FieldValue;
import io.jtp.snapshot.NamedObject;
import io.jtp.snapshot.Program;
import io.jtp.snapshot.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The shortest way from a root to each object, by one breadth-first walk: first from stacks and statics, then from what the destination has
 * anyway.
 */
final class RootPaths {

    /** Of a path that is longer than twice as many steps the middle is not told. */
    private static final int END = 12;

    private final HeapGraph heap;
    private final ClassNames names;
    private final List<Root> roots = new ArrayList<>();
    /** By object: the object before it; if negative -1 less the position of the root that has it. 0 for one that is not reached. */
    private final int[] before;
    /** The objects in the order in which they were reached. */
    private final int[] order;

    private int reached;
    private int current;

    RootPaths(HeapGraph heap, ClassNames names, Program program, List<ThreadView> threads) {
        this.heap = heap;
        this.names = names;
        before = new int[heap.objects() + 1];
        order = new int[heap.objects()];
        threads.forEach(this::stack);
        for (FieldValue field : program.statics()) {
            if (field.value() instanceof Value.Reference reference) {
                root("static " + ClassNames.simple(names.of(field.type())) + "." + field.name(), reference.object());
            }
        }
        int done = walk(0);
        for (int object = 1; object <= heap.objects(); object++) {
            NamedObject named = before[object] == 0 ? heap.named(object) : null;
            if (named != null) {
                root(names.found(named), object);
                done = walk(done);
            }
        }
    }

    private void stack(ThreadView thread) {
        root("thread " + thread.name(), thread.object());
        for (FrameView frame : thread.frames()) {
            String place = thread.name() + ", " + frame + ", ";
            for (NamedValue local : frame.locals()) {
                root(place + "local variable " + local.name(), local.object());
            }
            for (NamedValue operand : frame.operands()) {
                root(place + operand.name(), operand.object());
            }
            for (int monitor : frame.locks()) {
                root(place + "locked", monitor);
            }
            root(place + "under construction", frame.frame().construction().object());
        }
    }

    private void root(String place, int object) {
        if (object != 0 && before[object] == 0) {
            roots.add(new Root(place, object));
            reach(object, -roots.size());
        }
    }

    private void reach(int object, int from) {
        before[object] = from;
        order[reached++] = object;
    }

    private int walk(int from) {
        int next = from;
        while (next < reached) {
            current = order[next++];
            heap.references(current, this::follow);
        }
        return next;
    }

    private void follow(int target) {
        if (target != 0 && before[target] == 0) {
            reach(target, current);
        }
    }

    List<Root> roots() {
        return roots;
    }

    /** {@return how many objects are reached} */
    int reached() {
        return reached;
    }

    /** {@return the object that was reached as this one, 0 the first} The one before it in its path has a smaller position. */
    int reached(int position) {
        return order[position];
    }

    /** {@return the object before this one, or, negative, -1 less the position of its root; 0 if it is not reached} */
    int before(int object) {
        return before[object];
    }

    /** {@return the objects from the one that a root has to this one; empty if it is not reached} */
    List<Integer> objects(int object) {
        List<Integer> path = new ArrayList<>();
        for (int at = object; at > 0 && before[at] != 0; at = before[at]) {
            path.add(at);
        }
        Collections.reverse(path);
        return path;
    }

    /** {@return the way to an object in words, or that there is none} */
    String words(int object) {
        List<Integer> path = objects(object);
        if (path.isEmpty()) {
            return "(nothing in the snapshot refers to it)";
        }
        StringBuilder words =
                new StringBuilder(roots.get(-before[path.get(0)] - 1).place());
        int left = path.size() - 1 - 2 * END;
        for (int i = 1; i < path.size(); i++) {
            if (left <= 1 || i <= END || i >= path.size() - END) {
                String edge = edge(path.get(i - 1), path.get(i));
                words.append(edge.startsWith("[") ? "" : " -> ").append(edge);
            } else if (i == END + 1) {
                words.append(" -> (").append(left).append(" steps)");
            }
        }
        return words.toString();
    }

    /** {@return what it is called in one object to which another one it refers to} */
    private String edge(int from, int to) {
        if (heap.isReferenceArray(from)) {
            for (int i = 0; i < heap.length(from); i++) {
                if (heap.element(from, i) == to) {
                    return "[" + i + "]";
                }
            }
        }
        for (FieldValue field : heap.fields(from)) {
            if (field.value() instanceof Value.Reference reference && reference.object() == to) {
                return ClassNames.simple(names.of(field.type())) + "." + field.name();
            }
        }
        return "(contents)";
    }
}
