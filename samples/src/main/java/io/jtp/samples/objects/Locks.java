package io.jtp.samples.objects;

import io.jtp.samples.Here;
import java.util.concurrent.locks.ReentrantLock;

/** Monitors held across the move: a synchronized method, blocks within it, the same one twice; and a lock that is an object of the JDK. */
public final class Locks {
    private final Object inner = new Object();
    private final ReentrantLock lock = new ReentrantLock();
    private int value;

    synchronized String locked() {
        synchronized (inner) {
            synchronized (this) {
                Here.now();
                value++;
                System.out.println(holds());
            }
            System.out.println(holds());
        }
        return holds();
    }

    private String holds() {
        return Thread.holdsLock(this) + " " + Thread.holdsLock(inner);
    }

    static synchronized void onClass(Locks locks) {
        Here.now();
        System.out.println(Thread.holdsLock(Locks.class) + " " + locks.holds());
    }

    void explicit() {
        lock.lock();
        try {
            Here.now();
            value++;
            System.out.println(lock.isHeldByCurrentThread() + " " + lock.getHoldCount());
        } finally {
            lock.unlock();
        }
        System.out.println(lock.isLocked());
    }

    public static void main(String[] args) {
        Here.begin();
        Locks locks = new Locks();
        System.out.println(locks.locked());
        System.out.println(locks.holds());
        onClass(locks);
        System.out.println(Thread.holdsLock(Locks.class));
        locks.explicit();
        System.out.println(locks.value);
    }
}
