package io.jtp.morph;

import io.jtp.snapshot.Frame;
import io.jtp.snapshot.Frame.Treatment;
import io.jtp.snapshot.LoadedClass;
import io.jtp.snapshot.ThreadState;
import io.jtp.snapshot.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which threads are in the wait sets of which objects. Such a thread takes the monitor to rebuild its stack and gives it up by waiting again, so
 * it has to come before a thread that owns the monitor. That cannot go round in a circle: each of them began to wait before its
 * monitor's owner came, and owned before whatever it owns.
 */
final class WaitSets {

    private final Map<Integer, List<Integer>> threadsByMonitor = new TreeMap<>();
    private final List<Integer> monitors = new ArrayList<>();

    WaitSets(List<ThreadState> threads, List<LoadedClass> classes) {
        for (int i = 0; i < threads.size(); i++) {
            int monitor = monitor(threads.get(i).frames(), classes);
            monitors.add(monitor);
            if (monitor != 0) {
                threadsByMonitor
                        .computeIfAbsent(monitor, m -> new ArrayList<>())
                        .add(i);
            }
        }
    }

    private static int monitor(List<Frame> frames, List<LoadedClass> classes) {
        if (frames.isEmpty()) {
            return 0;
        }
        Frame innermost = frames.get(frames.size() - 1);
        boolean waits = innermost.treatment() == Treatment.REISSUE
                && classes.get(innermost.type()).name().equals("java/lang/Object")
                && innermost.method().equals("wait");
        return waits && innermost.locals().get(0) instanceof Value.Reference reference ? reference.object() : 0;
    }

    /** {@return the object in whose wait set a thread is, 0 if it is in none} */
    int monitor(int thread) {
        return monitors.get(thread);
    }

    /** {@return the threads that have to be in the wait sets of these objects before that thread locks them} */
    int[] before(int thread, Collection<Integer> locked) {
        TreeSet<Integer> before = new TreeSet<>();
        for (int monitor : locked) {
            if (monitor != monitors.get(thread)) {
                before.addAll(threadsByMonitor.getOrDefault(monitor, List.of()));
            }
        }
        return before.stream().mapToInt(Integer::intValue).toArray();
    }

    boolean areEmpty() {
        return threadsByMonitor.isEmpty();
    }
}
