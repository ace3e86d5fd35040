package io.jtp.samples.threads;

import io.jtp.samples.Here;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A lock of the program's own, by compare-and-set, and a stack without locks, by references to its top. */
public final class SpinLock {
    private static final VarHandle HELD;
    private static final VarHandle TOP;

    static {
        try {
            HELD = MethodHandles.lookup().findVarHandle(SpinLock.class, "held", boolean.class);
            TOP = MethodHandles.lookup().findVarHandle(SpinLock.class, "top", Node.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** What is on the stack. */
    private record Node(int value, Node below) {}

    private boolean held;
    private Node top;
    private long guarded;

    private SpinLock() {}

    public static void main(String[] args) throws InterruptedException {
        Here.begin();
        SpinLock lock = new SpinLock();
        Thread[] threads = new Thread[3];
        for (int i = 0; i < threads.length; i++) {
            int number = i;
            threads[i] = new Thread(() -> lock.work(number), "spinning " + i);
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        long sum = 0;
        int size = 0;
        for (Node node = lock.top; node != null; node = node.below) {
            sum += node.value;
            size++;
        }
        System.out.println(
                "guarded " + lock.guarded + ", held " + lock.held + ", " + size + " on the stack, sum " + sum);
    }

    private void work(int number) {
        for (int i = 0; i < 100; i++) {
            while (!HELD.compareAndSet(this, false, true)) {
                Thread.onSpinWait();
            }
            guarded += i;
            if (i == 30 * number + 20) {
                Here.now();
            }
            HELD.setRelease(this, false);
            Node before = (Node) TOP.getAcquire(this);
            while (!TOP.compareAndSet(this, before, new Node(i, before))) {
                before = (Node) TOP.getAcquire(this);
            }
        }
    }
}
