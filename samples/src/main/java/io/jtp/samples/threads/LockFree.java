package io.jtp.samples.threads;

import io.jtp.samples.Here;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.AtomicStampedReference;

/** Structures without locks, of the program's own, on handles of variables: a stack, a ring between two threads, and a slot with a stamp. */
public final class LockFree {
    private static final VarHandle TOP;
    private static final VarHandle HEAD;
    private static final VarHandle TAIL;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            TOP = lookup.findVarHandle(LockFree.class, "top", Node.class);
            HEAD = lookup.findVarHandle(LockFree.class, "head", int.class);
            TAIL = lookup.findVarHandle(LockFree.class, "tail", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private record Node(int value, Node next) {}

    private final AtomicReferenceArray<Integer> ring = new AtomicReferenceArray<>(8);
    private volatile Node top;
    private int head;
    private int tail;

    private LockFree() {}

    public static void main(String[] args) throws InterruptedException {
        Here.begin();
        LockFree structures = new LockFree();
        AtomicLong popped = new AtomicLong();
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            int number = i;
            threads[i] = new Thread(() -> {
                for (int round = 0; round < 250; round++) {
                    structures.push(250 * number + round);
                    popped.addAndGet(structures.pop());
                    if (round == 120 && number < 3) {
                        Here.now();
                    }
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("popped " + popped.get() + ", empty " + (structures.top == null));
        Thread sender = new Thread(() -> {
            for (int i = 1; i <= 300; i++) {
                structures.send(i);
            }
        });
        sender.start();
        boolean inOrder = true;
        for (int i = 1; i <= 300; i++) {
            inOrder &= structures.receive() == i;
            if (i == 150) {
                Here.now();
            }
        }
        sender.join();
        System.out.println("in order " + inOrder);
        stamps();
    }

    private void push(int value) {
        Node seen;
        do {
            seen = top;
        } while (!TOP.compareAndSet(this, seen, new Node(value, seen)));
    }

    private int pop() {
        Node seen;
        do {
            seen = top;
        } while (!TOP.weakCompareAndSet(this, seen, seen.next()));
        return seen.value();
    }

    private void send(int value) {
        int at = (int) TAIL.get(this);
        while (at - (int) HEAD.getAcquire(this) == ring.length()) {
            Thread.onSpinWait();
        }
        ring.setPlain(at % ring.length(), value);
        TAIL.setRelease(this, at + 1);
    }

    private int receive() {
        int at = (int) HEAD.get(this);
        while ((int) TAIL.getAcquire(this) == at) {
            Thread.onSpinWait();
        }
        int value = ring.getPlain(at % ring.length());
        HEAD.setRelease(this, at + 1);
        return value;
    }

    private static void stamps() throws InterruptedException {
        AtomicStampedReference<String> slot = new AtomicStampedReference<>("a", 0);
        Runnable turns = () -> {
            int[] stamp = new int[1];
            for (int done = 0; done < 50; ) {
                String seen = slot.get(stamp);
                if (slot.compareAndSet(seen, seen.equals("a") ? "b" : "a", stamp[0], stamp[0] + 1)) {
                    done++;
                }
                if (stamp[0] == 60) {
                    Thread.onSpinWait();
                }
            }
        };
        Thread other = new Thread(turns);
        other.start();
        turns.run();
        other.join();
        System.out.println(slot.getReference() + slot.getStamp());
    }
}
