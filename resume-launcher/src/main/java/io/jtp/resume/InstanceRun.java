package io.jtp.resume;

import io.jtp.snapshot.HeapBlock;
import io.jtp.snapshot.HeapBlock.Instances;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Objects with consecutive numbers of one class.
 *
 * @param typeNumber of that class
 */
record InstanceRun(int first, int count, Class<?> type, int typeNumber) {

    /** {@return all those whose class is there} */
    static List<InstanceRun> of(Types types, List<HeapBlock> blocks) {
        List<InstanceRun> runs = new ArrayList<>();
        for (HeapBlock block : blocks) {
            if (block instanceof Instances instances && types.isThere(instances.type())) {
                runs.add(new InstanceRun(block.first(), block.count(), types.type(instances.type()), instances.type()));
            }
        }
        return runs;
    }

    /** {@return the number after the last one} */
    int end() {
        return first + count;
    }

    /**
     * {@return whether the class or a superclass has one of these names} By name, since most programs have no such objects, and classes of
     * the JDK need not be loaded then.
     */
    boolean isA(Collection<String> names) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (names.contains(each.getName())) {
                return true;
            }
        }
        return false;
    }
}
