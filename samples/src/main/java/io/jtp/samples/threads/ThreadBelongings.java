package io.jtp.samples.threads;

import io.jtp.samples.Here;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** What belongs to a thread: names, groups, priorities, thread locals, the interrupt, the handler, what becomes of it in the end. */
public final class ThreadBelongings {
    private static final ThreadLocal<StringBuilder> NOTES = ThreadLocal.withInitial(StringBuilder::new);
    private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();

    /** What each thread has to say, printed when it has ended. */
    private static final Map<String, String> SAID = new ConcurrentHashMap<>();

    private ThreadBelongings() {}

    public static void main(String[] args) throws InterruptedException {
        Here.begin();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("the end")));
        INHERITED.set("from main");
        ThreadGroup group = new ThreadGroup("grouped");
        CountDownLatch go = new CountDownLatch(1);
        Thread first = new Thread(group, () -> describe(go), "first");
        first.setPriority(7);
        first.setDaemon(true);
        first.start();
        Thread spinning = new Thread(() -> spin(go), "spinning");
        spinning.start();
        Thread failing = new Thread(() -> fail(go), "failing");
        failing.setUncaughtExceptionHandler((thread, problem) -> SAID.put(thread.getName(), problem.getMessage()));
        failing.start();
        Thread forEver = new Thread(() -> LockSupport.park(), "for ever");
        forEver.setDaemon(true);
        forEver.start();
        Thread notStarted = new Thread(() -> System.out.println("started late"));
        Here.now();
        System.out.println(
                group.activeCount() + " " + notStarted.getState() + " " + first.isAlive() + failing.isAlive());
        go.countDown();
        for (Thread thread : new Thread[] {first, spinning, failing}) {
            thread.join();
            System.out.println(thread.getName() + " " + thread.getState() + " " + thread.getThreadGroup() + " "
                    + SAID.get(thread.getName()));
        }
        Here.now();
        notStarted.start();
        notStarted.join();
        long before = new Thread(() -> {}).getId();
        System.out.println(before > first.getId());
        permits();
    }

    private static void describe(CountDownLatch go) {
        NOTES.get().append(Thread.currentThread().getName());
        Here.now();
        await(go);
        Thread self = Thread.currentThread();
        NOTES.get().append(", priority ").append(self.getPriority());
        SAID.put(
                "first",
                NOTES.get() + ", " + self.isDaemon() + ", "
                        + self.getThreadGroup().getName() + ", " + INHERITED.get());
    }

    private static void spin(CountDownLatch go) {
        while (go.getCount() > 0) {
            Thread.onSpinWait();
        }
        boolean before = Thread.currentThread().isInterrupted();
        SAID.put("spinning", before + " " + Thread.interrupted() + Thread.interrupted());
    }

    private static void fail(CountDownLatch go) {
        await(go);
        throw new IllegalStateException("uncaught");
    }

    /** A permit given before the move is there after it. */
    private static void permits() throws InterruptedException {
        AtomicInteger woken = new AtomicInteger();
        Thread parking = new Thread(() -> {
            LockSupport.unpark(Thread.currentThread());
            Here.now();
            LockSupport.park();
            woken.incrementAndGet();
        });
        parking.start();
        parking.join();
        System.out.println("woken " + woken);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
