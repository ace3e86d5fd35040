package io.jtp.samples.threads;

import io.jtp.samples.Here;

/**
 * A buffer of one thing, written with {@code wait} and {@code notify}: with the loop around {@code wait} that the documentation asks for, for many
 * threads, and without it, which is right for two as long as no {@code wait} returns for no reason.
 */
public final class BoundedBuffers {
    private final boolean loop;
    private Integer content;
    private boolean surprised;

    private BoundedBuffers(boolean loop) {
        this.loop = loop;
    }

    public static void main(String[] args) throws InterruptedException {
        Here.begin();
        BoundedBuffers two = new BoundedBuffers(false);
        Thread producer = new Thread(() -> two.produce(0, 40), "producer");
        producer.start();
        long sum = 0;
        for (int i = 0; i < 40; i++) {
            int taken = two.take();
            sum += taken * (i % 13 == 5 ? Here.now(1) : 1);
        }
        producer.join();
        System.out.println("sum " + sum + ", surprised " + two.surprised);
        BoundedBuffers many = new BoundedBuffers(true);
        Thread[] producers = new Thread[3];
        long[] sums = new long[2];
        Thread[] consumers = new Thread[2];
        for (int i = 0; i < producers.length; i++) {
            int number = i;
            producers[i] = new Thread(() -> many.produce(100 * number, 2000));
            producers[i].start();
        }
        for (int i = 0; i < consumers.length; i++) {
            int number = i;
            consumers[i] = new Thread(() -> sums[number] = many.consume(3000));
            consumers[i].start();
        }
        for (Thread thread : consumers) {
            thread.join();
        }
        for (Thread thread : producers) {
            thread.join();
        }
        System.out.println("sum " + (sums[0] + sums[1]) + ", empty " + (many.content == null));
    }

    private void produce(int first, int count) {
        for (int i = 0; i < count; i++) {
            put(first + i);
            if (i == 10 && first < 200) {
                Here.now();
            }
        }
    }

    private long consume(int count) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += take();
        }
        return sum;
    }

    private synchronized void put(int value) {
        if (loop) {
            while (content != null) {
                await();
            }
        } else if (content != null) {
            await();
            surprised |= content != null;
        }
        content = value;
        wake();
    }

    private synchronized int take() {
        if (loop) {
            while (content == null) {
                await();
            }
        } else if (content == null) {
            await();
            surprised |= content == null;
        }
        int taken = content;
        content = null;
        wake();
        return taken;
    }

    private void wake() {
        if (loop) {
            notifyAll();
        } else {
            notify();
        }
    }

    private void await() {
        try {
            wait();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
