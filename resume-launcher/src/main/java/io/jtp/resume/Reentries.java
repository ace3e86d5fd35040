package io.jtp.resume;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The threads whose wait is over and that are on their way back into the monitor. At GO none of them may be in its wait set any more: it would be notified once
 * more, in place of one that waits.
 *
 * <p>They wait for a millisecond again and again, and are kept in the monitor's entry list by whoever has it when one is over: a thread of the program, or
 * else the agent's own one.
 */
final class Reentries {
    private final List<Thread> threads = new ArrayList<>();

    /** What such threads want and no thread of the program has. */
    final Object[] freeMonitors;

    /** To be made before the scripts run. */
    Reentries(ThreadScript[] scripts) {
        Set<Object> monitors = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < scripts.length; i++) {
            if (scripts[i].reenters) {
                threads.add(scripts[i].thread);
                if (!isLocked(scripts, i)) {
                    monitors.add(scripts[i].monitor);
                }
            }
        }
        freeMonitors = monitors.toArray();
    }

    private static boolean isLocked(ThreadScript[] scripts, int waiting) {
        for (ThreadScript script : scripts) {
            if (script.locksMonitorOf(waiting)) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether all of them are out of the wait sets} True only while somebody has each of the monitors. */
    boolean areOut() {
        for (Thread thread : threads) {
            if (thread.getState() != Thread.State.BLOCKED) {
                return false;
            }
        }
        return true;
    }
}
