package io.jtp.samples.threads;

import io.jtp.samples.Here;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Programs whose main method returns while other threads go on, and the ways in which these end the JVM. */
public final class MainReturns {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private MainReturns() {}

    public static void main(String[] args) {
        Here.begin();
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("counted " + COUNT)));
        Thread daemon = new Thread(() -> forEver(), "daemon");
        daemon.setDaemon(true);
        daemon.start();
        switch (args[0]) {
            case "pool" -> pool(main);
            case "exit" -> new Thread(() -> exit(main), "exiting").start();
            default -> new Thread(() -> fail(main), "failing").start();
        }
        System.out.println(Here.now("main returns"));
    }

    private static void forEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The last thread that is no daemon ends the JVM. */
    private static void pool(Thread main) {
        ExecutorService workers = Executors.newFixedThreadPool(2);
        ExecutorService last = Executors.newSingleThreadExecutor();
        CountDownLatch done = new CountDownLatch(6);
        for (int i = 0; i < 6; i++) {
            int number = i;
            workers.execute(() -> {
                join(main);
                COUNT.addAndGet(number < 2 ? Here.now(number) : number);
                done.countDown();
            });
        }
        workers.shutdown();
        last.execute(() -> {
            join(main);
            join(done);
            System.out.println(describe(main) + ", sum " + COUNT);
            last.shutdown();
            Here.now();
        });
    }

    private static void exit(Thread main) {
        join(main);
        System.out.println(Here.now(describe(main)));
        Thread other = new Thread(
                () -> {
                    for (int i = 0; i < 3; i++) {
                        COUNT.addAndGet(Here.now(i));
                    }
                    System.exit(5);
                },
                "other");
        other.start();
        join(other);
    }

    /** Of the exception neither main nor the exit code knows. */
    private static void fail(Thread main) {
        join(main);
        System.out.println(Here.now(describe(main)));
        COUNT.incrementAndGet();
        IllegalStateException failure = new IllegalStateException("counted " + Here.now(COUNT.get()));
        // the lines in the JDK's classes are others in each release
        failure.setStackTrace(new StackTraceElement[0]);
        throw failure;
    }

    private static String describe(Thread main) {
        return main.getName() + " " + main.getState() + " " + main.isAlive() + " "
                + Thread.currentThread().getThreadGroup().getName() + " " + main.getThreadGroup();
    }

    private static void join(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
