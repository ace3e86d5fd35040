package io.jtp.samples.threads;

import io.jtp.samples.Here;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** Threads that meet: at latches, barriers, phasers, semaphores, and at the locks of java.util.concurrent. */
public final class Gates {
    private static final int THREADS = 3;

    private final CountDownLatch ready = new CountDownLatch(THREADS);
    private final AtomicInteger rounds = new AtomicInteger();
    private final CyclicBarrier barrier = new CyclicBarrier(THREADS, rounds::incrementAndGet);
    private final Phaser phaser = new Phaser(THREADS);
    private final Semaphore permits = new Semaphore(2);
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition evenTurn = lock.newCondition();
    private final ReentrantReadWriteLock table = new ReentrantReadWriteLock();
    private final StampedLock stamped = new StampedLock();
    private final Exchanger<String> exchanger = new Exchanger<>();
    private int turn;
    private int written;
    private long plain;

    private Gates() {}

    public static void main(String[] args) throws InterruptedException {
        Here.begin();
        Gates gates = new Gates();
        Thread[] threads = new Thread[THREADS];
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            threads[i] = new Thread(() -> gates.run(number), "gate " + i);
            threads[i].start();
        }
        gates.ready.await();
        System.out.println("ready");
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("rounds " + gates.rounds + ", phase " + gates.phaser.getPhase() + ", permits "
                + gates.permits.availablePermits() + ", turn " + gates.turn + ", written " + gates.written + ", plain "
                + gates.plain + ", locked " + gates.lock.isLocked() + gates.table.isWriteLocked()
                + gates.stamped.isWriteLocked());
    }

    private void run(int number) {
        try {
            ready.countDown();
            for (int round = 0; round < 6; round++) {
                barrier.await();
                permits.acquire();
                now(round, 1);
                permits.release();
                phaser.arriveAndAwaitAdvance();
                takeTurn(number);
                table.writeLock().lock();
                try {
                    written += round;
                } finally {
                    table.writeLock().unlock();
                }
                long stamp = stamped.writeLock();
                plain += number;
                stamped.unlockWrite(stamp);
            }
            if (number < 2) {
                String other = exchanger.exchange("from " + number);
                lock.lock();
                try {
                    System.out.println(other.equals("from " + (1 - number)) ? "exchanged" : other);
                } finally {
                    lock.unlock();
                }
            }
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void now(int round, int chosen) {
        if (round % THREADS == chosen % THREADS && round < chosen + THREADS) {
            Here.now();
        }
    }

    private void takeTurn(int number) throws InterruptedException {
        lock.lock();
        try {
            while (turn % THREADS != number) {
                evenTurn.await();
            }
            turn++;
            now(turn, 7);
            evenTurn.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
