package io.jtp.capture;

import java.util.concurrent.locks.LockSupport;

/** Threads that sleep, wait and are parked, each until the process ends. */
final class BlockedProgram {

    private BlockedProgram() {}

    public static void main(String[] args) throws Exception {
        Object lock = new Object();
        Thread sleeper = new Thread(() -> sleep(), "sleeper");
        Thread waiter = new Thread(() -> await(lock, 0), "waiter");
        Thread parked = new Thread(() -> park(), "parked");
        Thread timed = new Thread(() -> await(new Object(), 3_600_000), "timed");
        for (Thread thread : new Thread[] {sleeper, waiter, parked, timed}) {
            thread.start();
        }
        awaitState(sleeper, Thread.State.TIMED_WAITING);
        awaitState(waiter, Thread.State.WAITING);
        awaitState(parked, Thread.State.WAITING);
        awaitState(timed, Thread.State.TIMED_WAITING);
        System.out.println("ready");
        synchronized (lock) {
            lock.wait();
        }
    }

    private static void awaitState(Thread thread, Thread.State state) {
        while (thread.getState() != state) {
            Thread.onSpinWait();
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(3_600_000);
        } catch (InterruptedException e) {
            System.out.println("woken");
        }
    }

    private static void await(Object lock, long millis) {
        synchronized (lock) {
            try {
                lock.wait(millis);
            } catch (InterruptedException e) {
                System.out.println("woken");
            }
        }
    }

    private static void park() {
        while (true) {
            LockSupport.park();
        }
    }
}
