package io.jtp.inspect;

import io.jtp.inspect.Waiting.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who waits for whom: from the monitors that frames have locked, the calls that block, and the owners that the locks of {@code
 * java.util.concurrent} know.
 */
final class Waits {

    private static final String OBJECT = "java.lang.Object";
    private static final String THREAD = "java.lang.Thread";
    private static final String VIRTUAL_THREAD = "java.lang.VirtualThread";
    private static final String CONCURRENT = "java.util.concurrent.";
    private static final String OWNABLE = "java/util/concurrent/locks/AbstractOwnableSynchronizer";

    private final HeapGraph heap;
    private final List<ThreadView> threads;
    /** By object: the thread that has locked it. */
    private final Map<Integer, Integer> owners = new HashMap<>();
    /** By {@code Thread} object: the thread. */
    private final Map<Integer, Integer> byObject = new HashMap<>();

    private final List<Waiting> waits = new ArrayList<>();

    Waits(HeapGraph heap, List<ThreadView> threads, FrameCode codes) {
        this.heap = heap;
        this.threads = threads;
        for (ThreadView thread : threads) {
            if (thread.object() != 0) {
                byObject.put(thread.object(), thread.number());
            }
            for (int lock : locks(thread)) {
                owners.put(lock, thread.number());
            }
        }
        threads.forEach(thread -> waits.add(waiting(thread, codes)));
    }

    /** {@return what a thread waits for} */
    Waiting of(ThreadView thread) {
        return waits.get(thread.number());
    }

    /** {@return the thread that has locked a monitor, or {@link Waiting#NOBODY}} */
    int owner(int monitor) {
        return owners.getOrDefault(monitor, Waiting.NOBODY);
    }

    /** {@return each circle of threads that wait for each other, once} */
    List<List<ThreadView>> deadlocks() {
        List<List<ThreadView>> circles = new ArrayList<>();
        int[] seen = new int[threads.size()];
        for (int start = 0; start < seen.length; start++) {
            int mark = start + 1;
            int at = start;
            while (at != Waiting.NOBODY && seen[at] == 0) {
                seen[at] = mark;
                at = waits.get(at).owner();
            }
            if (at != Waiting.NOBODY && seen[at] == mark) {
                circles.add(circle(at));
            }
        }
        return circles;
    }

    private List<ThreadView> circle(int start) {
        List<ThreadView> circle = new ArrayList<>();
        int at = start;
        do {
            circle.add(threads.get(at));
            at = waits.get(at).owner();
        } while (at != start);
        return circle;
    }

    /** {@return what a thread has locked, without the monitor that it has given back in order to wait for it} */
    private static List<Integer> locks(ThreadView thread) {
        List<Integer> locks = new ArrayList<>();
        thread.frames().forEach(frame -> locks.addAll(frame.locks()));
        boolean waits = !thread.frames().isEmpty() && isWait(thread.frames().get(0));
        int given = waits
                ? thread.frames().get(0).frame().receiver()
                : thread.state().reenters();
        locks.removeIf(lock -> lock == given);
        return locks;
    }

    private Waiting waiting(ThreadView thread, FrameCode codes) {
        if (thread.state().hasEnded()) {
            return new Waiting(Kind.ENDED, 0, Waiting.NOBODY);
        } else if (thread.frames().isEmpty()) {
            return new Waiting(Kind.STARTED, 0, Waiting.NOBODY);
        }
        FrameView top = thread.frames().get(0);
        if (isWait(top)) {
            return waits(thread, top.frame().receiver());
        } else if (top.frame().method().startsWith("sleep")
                && (top.className().equals(THREAD) || top.className().equals(VIRTUAL_THREAD))) {
            return new Waiting(Kind.SLEEPS, 0, Waiting.NOBODY);
        }
        int reenters = thread.state().reenters();
        int entering = reenters != 0 ? reenters : top.entering(heap, codes);
        boolean contended = entering != 0 && owner(entering) != Waiting.NOBODY && owner(entering) != thread.number();
        return contended ? new Waiting(Kind.ENTERS, entering, owner(entering)) : parked(thread);
    }

    private Waiting waits(ThreadView thread, int monitor) {
        boolean joins = thread.frames().stream().limit(4).anyMatch(frame -> frame.isIn(THREAD, "join"));
        int owner = byObject.getOrDefault(monitor, Waiting.NOBODY);
        return joins ? new Waiting(Kind.JOINS, monitor, owner) : new Waiting(Kind.WAITS, monitor, Waiting.NOBODY);
    }

    private Waiting parked(ThreadView thread) {
        boolean parks = false;
        int blocker = 0;
        for (FrameView frame : thread.frames()) {
            boolean unsafe =
                    frame.frame().method().equals("park") && frame.className().endsWith(".Unsafe");
            boolean continuation = frame.className().startsWith(VIRTUAL_THREAD)
                    || frame.className().startsWith("java.lang.System$")
                    || frame.className().equals("java.lang.Access");
            if (frame.className().equals(CONCURRENT + "locks.LockSupport")) {
                parks = true;
                blocker = blocker == 0
                        ? heap.has(thread.object()) ? heap.reference(thread.object(), "parkBlocker") : 0
                        : blocker;
            } else if (parks && frame.className().startsWith(CONCURRENT)) {
                int receiver = frame.frame().receiver();
                blocker = blocker == 0 ? receiver : blocker;
                if (receiver != 0 && heap.isA(receiver, OWNABLE)) {
                    return new Waiting(Kind.PARKED, receiver, ownerOf(receiver));
                }
            } else if (!unsafe && !continuation) {
                break;
            }
        }
        return parks
                ? new Waiting(Kind.PARKED, blocker, blocker == 0 ? Waiting.NOBODY : ownerOf(blocker))
                : Waiting.NOT;
    }

    /** {@return the thread that holds a lock, or runs a task} */
    private int ownerOf(int blocker) {
        for (String field : List.of("exclusiveOwnerThread", "runner")) {
            Integer owner = byObject.get(heap.reference(blocker, field));
            if (owner != null) {
                return owner;
            }
        }
        return Waiting.NOBODY;
    }

    private static boolean isWait(FrameView frame) {
        return frame.className().equals(OBJECT) && frame.frame().method().startsWith("wait");
    }
}
