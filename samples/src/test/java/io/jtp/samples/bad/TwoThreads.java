package io.jtp.samples.bad;

import io.jtp.samples.Here;
import java.util.concurrent.CountDownLatch;

/** A program with a thread besides main. */
public final class TwoThreads {
    private TwoThreads() {}

    public static void main(String[] args) throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Thread helper = new Thread(
                () -> {
                    ready.countDown();
                    try {
                        go.await();
                        System.out.println("helped");
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                "helper");
        helper.start();
        ready.await();
        Here.begin();
        Here.now();
        go.countDown();
        helper.join();
        System.out.println("done");
    }
}
