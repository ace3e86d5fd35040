package io.jtp.samples.threads;

import io.jtp.samples.Here;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * How a program with threads ends: {@code exit}, by a worker that calls {@code System.exit} while others run, with shutdown hooks; {@code daemons}, when main has
 * returned and only daemons are left; {@code failures}, after exceptions that no thread catches.
 */
public final class LastWords {
    private LastWords() {}

    public static void main(String[] args) throws InterruptedException {
        Here.begin();
        switch (args[0]) {
            case "exit" -> exit();
            case "daemons" -> daemons();
            default -> failures();
        }
    }

    private static void exit() throws InterruptedException {
        Object lock = new Object();
        Thread hook = new Thread(() ->
                System.out.println("hook, interrupted " + Thread.currentThread().isInterrupted()));
        Runtime.getRuntime().addShutdownHook(hook);
        Thread removed = new Thread(() -> System.out.println("never"));
        Runtime.getRuntime().addShutdownHook(removed);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        CountDownLatch begun = new CountDownLatch(1);
        pool.execute(() -> {
            begun.countDown();
            for (long i = 0; ; i++) {
                Thread.onSpinWait();
            }
        });
        begun.await();
        Here.now();
        System.out.println(Runtime.getRuntime().removeShutdownHook(removed));
        pool.execute(() -> {
            Here.now();
            System.out.println("worker ends it");
            System.exit(7);
        });
        synchronized (lock) {
            while (!Thread.interrupted()) {
                lock.wait();
            }
        }
    }

    private static void daemons() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            boolean waits = i == 0;
            Thread daemon = new Thread(() -> {
                begun.countDown();
                while (true) {
                    if (waits) {
                        java.util.concurrent.locks.LockSupport.park();
                    } else {
                        Thread.onSpinWait();
                    }
                }
            });
            daemon.setDaemon(true);
            daemon.start();
        }
        begun.await();
        Here.now();
        Thread last = new Thread(() -> {
            Here.now();
            System.out.println("the last one");
        });
        last.start();
        last.join();
        System.out.println("main returns");
    }

    private static void failures() throws InterruptedException {
        Thread handled = new Thread(() -> {
            Here.now();
            throw new IllegalArgumentException("handled");
        });
        handled.setUncaughtExceptionHandler(
                (thread, failure) -> System.out.println(failure.getMessage() + " " + (thread == handled)));
        handled.start();
        handled.join();
        CountDownLatch lost = new CountDownLatch(1);
        ExecutorService pool = Executors.newSingleThreadExecutor(work -> {
            Thread worker = new Thread(work, "worker");
            worker.setUncaughtExceptionHandler((thread, failure) -> {
                System.out.println("lost: " + failure.getMessage());
                lost.countDown();
            });
            return worker;
        });
        for (int i = 0; i < 3; i++) {
            int number = i;
            pool.execute(() -> {
                if (number == 1) {
                    Here.now();
                    throw new IllegalStateException("number " + number);
                }
                if (number == 2) {
                    await(lost);
                }
                System.out.println(
                        "number " + number + " in " + Thread.currentThread().getName());
            });
        }
        pool.shutdown();
        while (!pool.isTerminated()) {
            Thread.onSpinWait();
        }
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, failure) -> System.out.println(thread.getName() + ": " + failure.getMessage()));
        Thread defaulted = new Thread(() -> {
            throw Here.now(new IllegalStateException("defaulted"));
        });
        defaulted.setName("defaulted");
        defaulted.start();
        defaulted.join();
        Here.now();
        throw new IllegalStateException("main fails");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
