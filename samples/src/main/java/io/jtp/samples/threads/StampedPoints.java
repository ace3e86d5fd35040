package io.jtp.samples.threads;

import io.jtp.samples.Here;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.StampedLock;

/** A point under a {@code StampedLock}: optimistic reads that are tried again, conversions of read locks, and writers. Both coordinates always agree. */
public final class StampedPoints {
    private final StampedLock lock = new StampedLock();
    private long x;
    private long y;

    private StampedPoints() {}

    public static void main(String[] args) throws InterruptedException {
        Here.begin();
        StampedPoints point = new StampedPoints();
        AtomicInteger wrong = new AtomicInteger();
        Thread[] threads = new Thread[5];
        for (int i = 0; i < threads.length; i++) {
            int number = i;
            threads[i] = new Thread(() -> {
                for (int round = 0; round < 200; round++) {
                    if (number < 2) {
                        point.move(1, number == 0 && round % 90 == 30);
                    } else if (number == 2) {
                        point.moveIfEven();
                    } else if (!point.agrees(round == 100)) {
                        wrong.incrementAndGet();
                    }
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("wrong " + wrong.get() + ", moved "
                + (point.x >= 400 && point.x == point.y) + ", locked " + point.lock.isWriteLocked()
                + point.lock.isReadLocked());
    }

    private void move(int by, boolean now) {
        long stamp = lock.writeLock();
        try {
            x += by;
            if (now) {
                Here.now();
            }
            y += by;
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    private void moveIfEven() {
        long stamp = lock.readLock();
        try {
            while (x % 2 == 0) {
                long write = lock.tryConvertToWriteLock(stamp);
                if (write == 0) {
                    lock.unlockRead(stamp);
                    stamp = lock.writeLock();
                } else {
                    stamp = write;
                    x++;
                    y++;
                }
            }
        } finally {
            lock.unlock(stamp);
        }
    }

    private boolean agrees(boolean now) {
        long stamp = lock.tryOptimisticRead();
        long readX = x;
        if (now) {
            Here.now();
        }
        long readY = y;
        if (!lock.validate(stamp)) {
            stamp = lock.readLock();
            try {
                readX = x;
                readY = y;
            } finally {
                lock.unlockRead(stamp);
            }
        }
        return readX == readY;
    }
}
