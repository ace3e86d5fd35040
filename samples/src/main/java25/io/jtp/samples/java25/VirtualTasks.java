package io.jtp.samples.java25;

import io.jtp.samples.Here;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Virtual threads that wait for each other in queues, for a lock, a condition and a latch, that sleep, and that run. */
public final class VirtualTasks {

    private final BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(2);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final CountDownLatch end = new CountDownLatch(1);
    private int turn;

    private VirtualTasks() {}

    public static void main(String[] args) throws Exception {
        Here.begin();
        new VirtualTasks().run();
    }

    private void run() throws Exception {
        List<Future<String>> results = new ArrayList<>();
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> consumer = tasks.submit(this::consume);
            Future<String> producer = tasks.submit(this::produce);
            System.out.println(producer.get());
            for (int i = 0; i < 4; i++) {
                int own = i;
                results.add(tasks.submit(() -> takeTurns(own)));
            }
            results.add(tasks.submit(this::sleep));
            results.add(tasks.submit(this::compute));
            results.add(tasks.submit(this::awaitEnd));
            Here.now();
            lock.lock();
            turn = 1;
            changed.signalAll();
            lock.unlock();
            queue.put(-1);
            System.out.println(consumer.get());
            end.countDown();
        }
        for (Future<String> result : results) {
            System.out.println(result.get());
        }
        Here.now();
    }

    private String produce() throws InterruptedException {
        for (int i = 1; i <= 40; i++) {
            queue.put(i);
            if (i % 15 == 0) {
                Here.now();
            }
        }
        return "produced";
    }

    private String consume() throws InterruptedException {
        int sum = 0;
        for (int next = queue.take(); next >= 0; next = queue.take()) {
            sum += next;
        }
        return "consumed " + sum;
    }

    private String takeTurns(int own) throws InterruptedException {
        lock.lock();
        try {
            for (int round = 0; round < 5; round++) {
                while (turn == 0 || turn % 4 != own) {
                    changed.await();
                }
                turn++;
                changed.signalAll();
                if (own == 2 && round % 2 == 0) {
                    Here.now();
                }
            }
        } finally {
            lock.unlock();
        }
        return "turns of " + own + " " + Thread.currentThread().isVirtual();
    }

    private String sleep() throws InterruptedException {
        long begin = System.nanoTime();
        Thread.sleep(Duration.ofMillis(800));
        return "slept " + (System.nanoTime() - begin >= 800_000_000);
    }

    private String compute() {
        long value = 1;
        for (int i = 0; i < 3_000_000; i++) {
            value = value * 31 + i % 7;
        }
        return "computed " + value;
    }

    private String awaitEnd() throws InterruptedException {
        end.await();
        return "end";
    }
}
