package io.jtp.capture;

/** A thread that is interrupted and stays so, beside one that can be read about half of the time. Says in the end whether it still is. */
final class InterruptedProgram {

    private static final long PHASE_MILLIS = 40;

    /** To be set by the debugger. */
    private static volatile boolean ends;

    private InterruptedProgram() {}

    public static void main(String[] args) throws Exception {
        Thread sleeper = new Thread(() -> napAndSpin(), "sleeper");
        Thread interrupted = new Thread(() -> stayInterrupted(), "interrupted");
        sleeper.start();
        interrupted.start();
        interrupted.interrupt();
        System.out.println("ready");
        interrupted.join();
        sleeper.join();
    }

    private static void stayInterrupted() {
        while (!ends) {
            Thread.onSpinWait();
        }
        System.out.println("interrupted " + Thread.currentThread().isInterrupted());
    }

    private static void napAndSpin() {
        int naps = 0;
        while (!ends) {
            // the first operand cannot be read from outside while it waits
            naps = Math.max(naps, 0) + nap();
            long end = System.nanoTime() + PHASE_MILLIS * 1_000_000;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        }
    }

    private static int nap() {
        Object nobodys = new Object();
        try {
            synchronized (nobodys) {
                nobodys.wait(PHASE_MILLIS);
            }
            return 1;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
