package io.jtp.samples.threads;

import io.jtp.samples.Here;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Readers that must never see a half-written pair, writers, a map that all of them update, and a cache for each thread. */
public final class ReadersAndWriters {
    private static final ThreadLocal<long[]> CACHE = ThreadLocal.withInitial(() -> new long[50]);

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final ConcurrentHashMap<String, Integer> seen = new ConcurrentHashMap<>();
    private final AtomicInteger torn = new AtomicInteger();
    private int low;
    private int high;

    private ReadersAndWriters() {}

    public static void main(String[] args) throws InterruptedException {
        Here.begin();
        ReadersAndWriters shared = new ReadersAndWriters();
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            int number = i;
            threads[i] = new Thread(() -> shared.work(number), i % 2 == 0 ? "reader " + i : "writer " + i);
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println(shared.low + " " + shared.high + ", torn " + shared.torn + ", seen "
                + shared.seen.values().stream().mapToInt(Integer::intValue).sum() + " in " + shared.seen.size());
    }

    private void work(int number) {
        for (int i = 0; i < 60; i++) {
            if (number % 2 == 0) {
                read();
            } else {
                write(number == 1 && i % 20 == 5);
            }
            seen.merge("fibonacci " + fibonacci(i % 40) % 7, 1, Integer::sum);
        }
    }

    private void read() {
        lock.readLock().lock();
        try {
            if (low != high) {
                torn.incrementAndGet();
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    private void write(boolean now) {
        lock.writeLock().lock();
        try {
            low++;
            if (now) {
                Here.now();
            }
            high++;
        } finally {
            lock.writeLock().unlock();
        }
    }

    private static long fibonacci(int number) {
        long[] cache = CACHE.get();
        if (number < 2) {
            return number;
        }
        if (cache[number] == 0) {
            cache[number] = fibonacci(number - 1) + fibonacci(number - 2);
        }
        return cache[number];
    }
}
