package io.jtp.samples.threads;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Threads that wait for a time, in all the ways there are: none of them comes back before that time has gone by. */
public final class TimedWaits {
    private static final long MILLIS = 150;

    /** Waits for {@link #MILLIS}. */
    @FunctionalInterface
    private interface Waiting {
        void run() throws InterruptedException;
    }

    private TimedWaits() {}

    public static void main(String[] args) throws InterruptedException {
        Here.begin();
        List<Thread> threads = new ArrayList<>();
        StringBuffer early = new StringBuffer();
        CountDownLatch begun = new CountDownLatch(8);
        threads.add(start("sleep", begun, early, () -> Thread.sleep(MILLIS)));
        threads.add(start("sleep with nanoseconds", begun, early, () -> Thread.sleep(MILLIS, 400_000)));
        threads.add(start("unit", begun, early, () -> TimeUnit.MILLISECONDS.sleep(MILLIS)));
        threads.add(start("wait", begun, early, TimedWaits::awaitMonitor));
        threads.add(start("park", begun, early, TimedWaits::park));
        threads.add(start("condition", begun, early, TimedWaits::awaitCondition));
        threads.add(start(
                "queue", begun, early, () -> new ArrayBlockingQueue<String>(1).poll(MILLIS, TimeUnit.MILLISECONDS)));
        threads.add(start("semaphore", begun, early, () -> new Semaphore(0).tryAcquire(MILLIS, TimeUnit.MILLISECONDS)));
        begun.await();
        Here.now();
        for (Thread thread : threads) {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
            thread.join(20);
            if (thread.isAlive() && System.nanoTime() < end) {
                early.append("join ");
            }
            if (threads.indexOf(thread) % 3 == 0) {
                Here.now();
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("early: " + early);
        delays();
    }

    private static Thread start(String name, CountDownLatch begun, StringBuffer early, Waiting waiting) {
        Thread thread = new Thread(
                () -> {
                    try {
                        begun.countDown();
                        long begin = System.nanoTime();
                        waiting.run();
                        if (System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(MILLIS)) {
                            early.append(name).append(' ');
                        }
                    } catch (InterruptedException e) {
                        early.append(name).append(" interrupted ");
                    }
                },
                name);
        thread.start();
        return thread;
    }

    private static long end() {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MILLIS);
    }

    /** It may come back for no reason. */
    private static void awaitMonitor() throws InterruptedException {
        Object lock = new Object();
        long end = end();
        synchronized (lock) {
            for (long left = MILLIS;
                    left > 0;
                    left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime() + 999_999)) {
                lock.wait(left);
            }
        }
    }

    private static void park() {
        long end = end();
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void awaitCondition() throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        Condition never = lock.newCondition();
        lock.lock();
        try {
            for (long left = TimeUnit.MILLISECONDS.toNanos(MILLIS); left > 0; ) {
                left = never.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** @param end by {@code System.nanoTime} */
    private record Due(int number, long end) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(end, ((Due) other).end);
        }
    }

    private static void delays() throws InterruptedException {
        DelayQueue<Due> queue = new DelayQueue<>();
        long begin = System.nanoTime();
        for (int number : new int[] {3, 1, 2}) {
            queue.add(new Due(number, begin + TimeUnit.MILLISECONDS.toNanos(30L * number)));
        }
        for (int i = 0; i < 3; i++) {
            Due due = queue.take();
            System.out.println("due " + due.number() + ", early " + (System.nanoTime() < due.end()));
            Here.now();
        }
    }
}
