package io.jtp.cli;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Tells an observer of phases, and keeps the time for which the program stands still, by phases. */
final class PhaseClock {
    private final TeleportObserver observer;
    private final Map<Phase, Duration> split = new EnumMap<>(Phase.class);
    private Phase phase;
    private long since;

    PhaseClock(TeleportObserver observer) {
        this.observer = observer;
    }

    void enter(Phase next, String detail) {
        endPhase();
        phase = next;
        since = System.nanoTime();
        observer.entered(next, detail);
    }

    /** Says that the program stands still now: of the rendezvous, only what follows counts. */
    void stopped() {
        since = System.nanoTime();
    }

    /** The program goes on. */
    void goesOn() {
        endPhase();
        phase = Phase.RUNNING;
    }

    private void endPhase() {
        if (phase != null && (phase.suspended() || phase == Phase.RENDEZVOUS)) {
            split.merge(phase, Duration.ofNanos(System.nanoTime() - since), Duration::plus);
        }
    }

    Phase phase() {
        return phase;
    }

    /** {@return the times, in the order of the phases} */
    Map<Phase, Duration> split() {
        return new EnumMap<>(split);
    }

    Duration downtime() {
        return split.values().stream().reduce(Duration.ZERO, Duration::plus);
    }
}
