package io.jtp.capture;

import java.time.Duration;

/** An instant on the monotonic clock. */
record Deadline(long nanoTime) {

    static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** {@return what is left, 0 once it has passed} */
    long millisLeft() {
        return Math.max(0, (nanoTime - System.nanoTime()) / 1_000_000);
    }

    /** {@return the earlier of this and one in that time} */
    Deadline orIn(Duration duration) {
        return new Deadline(Math.min(nanoTime, System.nanoTime() + duration.toNanos()));
    }
}
