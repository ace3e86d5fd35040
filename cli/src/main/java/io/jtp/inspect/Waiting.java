package io.jtp.inspect;

/**
 * What a thread waits for.
 *
 * @param kind what it does
 * @param object what it is about: a monitor, a lock, a thread; 0 if that is not known
 * @param owner position of the thread that has to do something first; {@link #NOBODY} if none is known
 */
record Waiting(Kind kind, int object, int owner) {

    static final int NOBODY = -1;

    static final Waiting NOT = new Waiting(Kind.RUNS, 0, NOBODY);

    /** What a thread does. */
    enum Kind {
        /** Nothing that is known to make it wait. */
        RUNS("runs"),
        /** It is kept out of a monitor. */
        ENTERS("waits to enter the monitor of"),
        /** In {@code Object.wait}. */
        WAITS("waits to be notified by"),
        /** In {@code Thread.join}. */
        JOINS("waits for the end of"),
        /** In {@code LockSupport.park}, or a lock that is built on it. */
        PARKED("is parked at"),
        /** In {@code Thread.sleep}. */
        SLEEPS("sleeps"),
        /** It has not run yet. */
        STARTED("has been started and has not run yet"),
        /** Of the main thread only. */
        ENDED("has ended");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }
}
