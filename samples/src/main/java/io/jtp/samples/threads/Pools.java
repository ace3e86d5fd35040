package io.jtp.samples.threads;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Executors: a fixed pool, one that makes threads as needed, and one with a single thread; results, failures, the end. */
public final class Pools {
    private Pools() {}

    public static void main(String[] args) throws InterruptedException, ExecutionException {
        Here.begin();
        ExecutorService pool = Executors.newFixedThreadPool(3);
        List<Future<Long>> futures = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            int number = i;
            futures.add(pool.submit(() -> collatz(1000 + 37 * number)));
        }
        long sum = 0;
        for (Future<Long> future : futures) {
            sum += future.get() * 3 + (sum % 3 == 0 ? Here.now(1) : 1);
        }
        System.out.println("sum " + sum);
        Future<Object> failing = pool.submit((Callable<Object>) () -> {
            Here.now();
            throw new IllegalStateException("as it should");
        });
        try {
            System.out.println(failing.get());
        } catch (ExecutionException e) {
            System.out.println(e.getCause().getMessage());
        }
        pool.shutdown();
        System.out.println("ended " + pool.awaitTermination(10, TimeUnit.SECONDS));
        ExecutorService single = Executors.newSingleThreadExecutor();
        ExecutorService cached = Executors.newCachedThreadPool();
        AtomicLong counter = new AtomicLong();
        for (int i = 0; i < 5; i++) {
            int number = i;
            single.execute(() -> counter.accumulateAndGet(number, (a, b) -> 10 * a + b));
            cached.execute(() -> single.execute(counter::incrementAndGet));
        }
        cached.shutdown();
        System.out.println(cached.awaitTermination(10, TimeUnit.SECONDS));
        Here.now();
        single.shutdown();
        System.out.println(single.awaitTermination(10, TimeUnit.SECONDS) + " " + (counter.get() > 0));
    }

    private static long collatz(int begin) {
        long sum = 0;
        for (long at = begin; at != 1; at = at % 2 == 0 ? at / 2 : 3 * at + 1) {
            sum += at;
            if (at == 40 && begin % 4 == 0) {
                Here.now();
            }
        }
        return sum;
    }
}
