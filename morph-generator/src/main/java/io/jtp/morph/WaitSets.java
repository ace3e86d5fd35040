package io.jtp.morph;

import io.jtp.classfile.MethodCode;
import io.jtp.snapshot.Frame;
import io.jtp.snapshot.Frame.Treatment;
import io.jtp.snapshot.LoadedClass;
import io.jtp.snapshot.Snapshot;
import io.jtp.snapshot.ThreadState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Which threads are in the wait sets of which objects, or on their way out. Such a thread takes the monitor to rebuild its stack and gives it up by waiting
 * again, so it has to come before a thread that owns the monitor. That cannot go round in a circle: each of them began to wait before its
 * monitor's owner came, and owned before whatever it owns.
 */
final class WaitSets {

    private final List<ThreadState> threads;
    private final Function<Frame, Optional<MethodCode>> synchronizedMethod;
    private final Map<Integer, List<Integer>> threadsByMonitor = new TreeMap<>();
    private final List<Integer> monitors = new ArrayList<>();
    /** Numbers of the objects of classes, by type. */
    private final Map<Integer, Integer> mirrors;

    /** @param synchronizedMethod finds a frame's method if it is synchronized; first used after the constructor has returned */
    WaitSets(Snapshot snapshot, Function<Frame, Optional<MethodCode>> synchronizedMethod) {
        this.threads = snapshot.program().threads();
        this.synchronizedMethod = synchronizedMethod;
        List<LoadedClass> classes = snapshot.program().classes();
        for (int i = 0; i < threads.size(); i++) {
            ThreadState thread = threads.get(i);
            int monitor = thread.reenters() != 0 ? thread.reenters() : monitor(thread.frames(), classes);
            monitors.add(monitor);
            if (monitor != 0) {
                threadsByMonitor
                        .computeIfAbsent(monitor, m -> new ArrayList<>())
                        .add(i);
            }
        }
        mirrors = areEmpty() ? Map.of() : snapshot.classObjects();
    }

    private static int monitor(List<Frame> frames, List<LoadedClass> classes) {
        if (frames.isEmpty()) {
            return 0;
        }
        Frame innermost = frames.get(frames.size() - 1);
        boolean waits = innermost.treatment() == Treatment.REISSUE
                && classes.get(innermost.type()).name().equals("java/lang/Object")
                && innermost.method().equals("wait");
        return waits ? innermost.receiver() : 0;
    }

    /** {@return the object in whose wait set a thread is, or was, 0 if it is none} */
    int monitor(int thread) {
        return monitors.get(thread);
    }

    /** {@return the threads that have to be in the wait sets of what that thread locks in a frame} */
    int[] before(int thread, int frame) {
        TreeSet<Integer> before = new TreeSet<>();
        for (int monitor : locked(threads.get(thread).frames(), frame)) {
            if (monitor != monitors.get(thread)) {
                before.addAll(threadsByMonitor.getOrDefault(monitor, List.of()));
            }
        }
        return before.stream().mapToInt(Integer::intValue).toArray();
    }

    /** {@return what is locked from the beginning of a frame up to that of the next one that has a script} */
    private Set<Integer> locked(List<Frame> frames, int number) {
        Set<Integer> locked = new HashSet<>(frames.get(number).monitors());
        frames.stream()
                .skip(number + 1)
                .filter(callee -> callee.treatment() == Treatment.MORPH)
                .findFirst()
                .ifPresent(callee -> synchronizedMethod
                        .apply(callee)
                        .ifPresent(method -> locked.add(
                                method.isStatic() ? mirrors.getOrDefault(callee.type(), 0) : callee.receiver())));
        return locked;
    }

    boolean areEmpty() {
        return threadsByMonitor.isEmpty();
    }
}
