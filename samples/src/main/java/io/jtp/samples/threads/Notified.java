package io.jtp.samples.threads;

import io.jtp.samples.Here;
import java.util.Arrays;

/**
 * Threads whose wait is over, and that are kept out of the monitor by the thread that has notified them and goes on for a while. None of them may take a second
 * notification, which is for one that still waits.
 */
public final class Notified {
    private static int wokenByClass;

    private final Object other = new Object();
    private int woken;

    public static void main(String[] args) throws InterruptedException {
        Here.begin();
        new Notified().oneByOne();
        new Notified().timeIsUp();
        new Notified().nested();
        Thread waiter = start(Notified::awaitClass, Thread.State.WAITING);
        notifyClass();
        waiter.join();
        System.out.println("woken by the class: " + wokenByClass);
    }

    private void oneByOne() throws InterruptedException {
        Thread[] waiters = new Thread[3];
        for (int i = 0; i < waiters.length; i++) {
            waiters[i] = start(() -> add(7 * await()), Thread.State.WAITING);
        }
        int sum;
        synchronized (this) {
            notify();
            sum = 3 * Here.now(4);
            notify();
            Here.now();
        }
        while (count(waiters, Thread.State.TERMINATED) < 2) {
            Thread.onSpinWait();
        }
        System.out.println("sum " + sum + ", waiting: " + count(waiters, Thread.State.WAITING));
        synchronized (this) {
            notifyAll();
        }
        for (Thread waiter : waiters) {
            waiter.join();
        }
        System.out.println("woken: " + woken);
    }

    private void timeIsUp() throws InterruptedException {
        Thread waiter = start(() -> await(200), Thread.State.TIMED_WAITING);
        synchronized (this) {
            while (waiter.getState() != Thread.State.BLOCKED) {
                Thread.onSpinWait();
            }
            Here.now();
            woken = 100;
        }
        waiter.join();
        System.out.println("time is up: " + woken);
    }

    private void nested() throws InterruptedException {
        Thread waiter = start(() -> awaitNested("nested"), Thread.State.WAITING);
        synchronized (this) {
            notifyAll();
            Here.now();
        }
        waiter.join();
        System.out.println("woken twice locked: " + woken);
    }

    private synchronized void add(int number) {
        woken += number;
    }

    private static synchronized void notifyClass() {
        Notified.class.notifyAll();
        Here.now();
    }

    private static synchronized void awaitClass() {
        try {
            Notified.class.wait();
            wokenByClass++;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized int await() {
        try {
            wait();
            return 1;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized void await(long millis) {
        try {
            wait(millis);
            woken++;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitNested(String text) {
        synchronized (other) {
            awaitTwiceLocked(text);
        }
    }

    private void awaitTwiceLocked(String text) {
        synchronized (this) {
            for (int i = 2; i < 3; i++) {
                synchronized (this) {
                    add(i * await() + text.length());
                }
            }
        }
    }

    private static Thread start(Runnable task, Thread.State until) {
        Thread thread = new Thread(task);
        thread.start();
        while (thread.getState() != until) {
            Thread.onSpinWait();
        }
        return thread;
    }

    private static long count(Thread[] threads, Thread.State state) {
        return Arrays.stream(threads)
                .filter(thread -> thread.getState() == state)
                .count();
    }
}
