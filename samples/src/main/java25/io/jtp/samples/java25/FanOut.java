package io.jtp.samples.java25;

import io.jtp.samples.Here;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** As many virtual threads at once as it is told, each of which waits for the others. */
public final class FanOut {

    private FanOut() {}

    public static void main(String[] args) throws InterruptedException {
        int count = Integer.parseInt(args[0]);
        Here.begin();
        CountDownLatch begun = new CountDownLatch(count);
        CountDownLatch go = new CountDownLatch(1);
        AtomicLong sum = new AtomicLong();
        AtomicInteger ended = new AtomicInteger();
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                int number = i;
                tasks.submit(() -> {
                    begun.countDown();
                    go.await();
                    sum.addAndGet((long) number * number);
                    if (ended.incrementAndGet() == count / 2) {
                        Here.now();
                    }
                    Thread.sleep(Duration.ofMillis(500 + number % 20));
                    return sum.addAndGet(-number);
                });
                if (i == count / 2) {
                    Here.now();
                }
            }
            begun.await();
            Here.now();
            go.countDown();
        }
        System.out.println(ended + " " + sum);
        Here.now();
    }
}
