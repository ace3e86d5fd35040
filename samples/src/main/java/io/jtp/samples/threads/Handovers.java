package io.jtp.samples.threads;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Things handed from thread to thread: by transfer queues and deques, by results computed once for all who ask, and within an update of a map. */
public final class Handovers {
    private Handovers() {}

    public static void main(String[] args) throws InterruptedException, ExecutionException {
        Here.begin();
        transfers();
        memo();
        updates();
    }

    private static void transfers() throws InterruptedException {
        LinkedTransferQueue<Integer> queue = new LinkedTransferQueue<>();
        LinkedBlockingDeque<Integer> deque = new LinkedBlockingDeque<>(2);
        Thread giver = new Thread(() -> {
            try {
                for (int i = 0; i < 30; i++) {
                    queue.transfer(i);
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Thread carrier = new Thread(() -> {
            try {
                for (int i = 0; i < 30; i++) {
                    int taken = queue.take();
                    deque.putLast(taken % 12 == 4 ? Here.now(taken) : taken);
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        giver.start();
        carrier.start();
        boolean inOrder = true;
        for (int i = 0; i < 30; i++) {
            inOrder &= deque.takeFirst() == i;
        }
        giver.join();
        carrier.join();
        System.out.println("in order " + inOrder);
    }

    private static void memo() throws InterruptedException, ExecutionException {
        ConcurrentMap<Integer, FutureTask<Long>> known = new ConcurrentHashMap<>();
        AtomicInteger computed = new AtomicInteger();
        ExecutorService pool = Executors.newCachedThreadPool();
        List<Callable<Long>> asked = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            int number = i % 6;
            asked.add(() -> {
                FutureTask<Long> task = new FutureTask<>(() -> {
                    computed.incrementAndGet();
                    return number % 3 == 1 ? Here.now(10L * number) : 10L * number;
                });
                FutureTask<Long> earlier = known.putIfAbsent(number, task);
                if (earlier == null) {
                    task.run();
                }
                return (earlier == null ? task : earlier).get();
            });
        }
        long sum = 0;
        for (var future : pool.invokeAll(asked)) {
            sum += future.get();
        }
        System.out.println("sum " + sum + ", computed " + computed);
        pool.shutdown();
        System.out.println(pool.awaitTermination(10, TimeUnit.SECONDS));
    }

    /** While one thread computes a value the map keeps others out of that place. */
    private static void updates() throws InterruptedException {
        ConcurrentHashMap<Integer, Long> map = new ConcurrentHashMap<>();
        CountDownLatch begin = new CountDownLatch(1);
        Thread[] threads = new Thread[3];
        for (int i = 0; i < threads.length; i++) {
            int number = i;
            threads[i] = new Thread(() -> {
                try {
                    begin.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                for (int round = 0; round < 120; round++) {
                    boolean now = round == 40 + number;
                    map.compute(round % 5, (key, old) -> {
                        if (now) {
                            Here.now();
                        }
                        return old == null ? 1L : old + 1;
                    });
                    map.computeIfAbsent(100 + round, key -> (long) key);
                }
            });
            threads[i].start();
        }
        begin.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        long sum = map.reduceValuesToLong(1, value -> value, 0, Long::sum);
        System.out.println("sum " + sum + ", size " + map.size() + ", each " + map.get(3));
    }
}
