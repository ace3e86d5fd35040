package io.jtp.samples.threads;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SynchronousQueue;

/** A pipeline of threads with a queue of each kind between them; what comes out is in order. */
public final class Queues {
    private static final int END = -1;

    private Queues() {}

    public static void main(String[] args) throws InterruptedException {
        Here.begin();
        BlockingQueue<Integer> numbers = new ArrayBlockingQueue<>(3);
        BlockingQueue<Integer> odd = new LinkedBlockingQueue<>();
        BlockingQueue<Integer> squares = new SynchronousQueue<>();
        List<Thread> threads = new ArrayList<>();
        threads.add(new Thread(() -> produce(numbers), "producer"));
        threads.add(new Thread(() -> filter(numbers, odd), "filter"));
        threads.add(new Thread(() -> square(odd, squares), "square"));
        threads.forEach(Thread::start);
        long sum = 0;
        for (int next = squares.take(); next != END; next = squares.take()) {
            sum += next * 3L + (next % 11 == 0 ? Here.now(0) : 0);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("sum " + sum);
        PriorityBlockingQueue<String> names = new PriorityBlockingQueue<>();
        Thread reader = new Thread(() -> {
            StringBuilder text = new StringBuilder();
            while (text.length() < 12) {
                text.append(take(names)).append(' ');
            }
            System.out.println(text.length());
        });
        reader.start();
        for (String name : "ab cd ef gh".split(" ")) {
            names.add(Here.now(name));
        }
        reader.join();
    }

    private static void produce(BlockingQueue<Integer> numbers) {
        for (int i = 1; i <= 60; i++) {
            put(numbers, i);
            if (i % 20 == 0) {
                Here.now();
            }
        }
        put(numbers, END);
    }

    private static void filter(BlockingQueue<Integer> from, BlockingQueue<Integer> to) {
        int next = 0;
        while (next != END) {
            next = take(from);
            if (next % 2 != 0) {
                put(to, next);
            }
        }
    }

    private static void square(BlockingQueue<Integer> from, BlockingQueue<Integer> to) {
        for (int next = take(from); next != END; next = take(from)) {
            put(to, next * next);
        }
        put(to, END);
    }

    private static <T> T take(BlockingQueue<T> queue) {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> void put(BlockingQueue<T> queue, T value) {
        try {
            queue.put(value);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
