package io.jtp.samples.threads;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * As many rounds of work as the argument says, by threads that live through all of them: a pool that counts, a thread that takes what it is handed, one
 * that waits to be notified, and one that ticks. Each round is marked while its work is under way.
 */
public final class LongHaul {
    private static final int TASKS = 6;

    private final Map<Integer, Long> counted = new ConcurrentHashMap<>();
    private final BlockingQueue<Long> handed = new LinkedBlockingQueue<>();
    private final CountDownLatch ticks;
    private long taken;
    private long known;

    private LongHaul(int rounds) {
        ticks = new CountDownLatch(rounds);
    }

    public static void main(String[] args) throws InterruptedException, ExecutionException {
        Here.begin();
        int rounds = Integer.parseInt(args[0]);
        new LongHaul(rounds).run(rounds);
    }

    private void run(int rounds) throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(3);
        ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
        clock.scheduleAtFixedRate(ticks::countDown, 1, 3, TimeUnit.MILLISECONDS);
        Thread taker = new Thread(this::take, "taker");
        Thread waiter = new Thread(this::await, "waiter");
        taker.start();
        waiter.start();
        for (int round = 1; round <= rounds; round++) {
            List<Future<Long>> futures = new ArrayList<>();
            for (int task = 0; task < TASKS; task++) {
                int begin = 100 * round + task;
                futures.add(pool.submit(() -> collatz(begin)));
            }
            long sum = futures.get(0).get();
            Here.now();
            for (Future<Long> future : futures.subList(1, TASKS)) {
                sum = 31 * sum + future.get();
            }
            handed.put(sum);
            System.out.println(
                    "round " + round + ": " + sum + ", " + counted.size() + " counted, all known " + awaitKnown(round));
        }
        handed.put(-1L);
        taker.join();
        waiter.join();
        pool.shutdown();
        // how long the rounds take is not the same everywhere
        ticks.await();
        clock.shutdown();
        System.out.println("taken " + taken + ", ticked");
    }

    private long collatz(int begin) {
        long steps = 0;
        for (int again = 0; again < 2000; again++) {
            for (long at = begin; at != 1; at = at % 2 == 0 ? at / 2 : 3 * at + 1) {
                steps++;
            }
        }
        counted.merge(begin % 100, steps, Long::sum);
        return steps;
    }

    private void take() {
        try {
            for (long next = handed.take(); next >= 0; next = handed.take()) {
                taken += next % 1000;
                synchronized (this) {
                    known++;
                    notifyAll();
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        synchronized (this) {
            known = Long.MAX_VALUE;
            notifyAll();
        }
    }

    private synchronized void await() {
        try {
            while (known < Long.MAX_VALUE) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized boolean awaitKnown(int round) throws InterruptedException {
        while (known < round) {
            wait();
        }
        return known == round;
    }
}
