package io.jtp.samples.threads;

import io.jtp.samples.Here;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that sleep, and timers; what they do does not depend on how long that takes. */
public final class Sleepers {
    private static boolean slept;

    private Sleepers() {}

    public static void main(String[] args) throws InterruptedException {
        Here.begin();
        Thread sleeper = new Thread(() -> sleepAndSay(), "sleeper");
        sleeper.start();
        AtomicInteger ticks = new AtomicInteger();
        CountDownLatch ticked = new CountDownLatch(8);
        Timer timer = new Timer("ticking", true);
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        if (ticks.incrementAndGet() <= 4) {
                            Here.now();
                        }
                        ticked.countDown();
                    }
                },
                5,
                20);
        ScheduledExecutorService scheduled = Executors.newScheduledThreadPool(1);
        CountDownLatch fixed = new CountDownLatch(5);
        scheduled.scheduleWithFixedDelay(fixed::countDown, 1, 15, TimeUnit.MILLISECONDS);
        ticked.await();
        timer.cancel();
        fixed.await();
        System.out.println(
                scheduled.schedule(() -> "scheduled", 30, TimeUnit.MILLISECONDS).isDone());
        Here.now();
        scheduled.shutdown();
        System.out.println(scheduled.awaitTermination(20, TimeUnit.SECONDS) + " " + (ticks.get() >= 8));
        Thread.sleep(20);
        Here.now();
        sleeper.join();
        System.out.println("slept " + slept);
    }

    private static void sleepAndSay() {
        try {
            for (int i = 0; i < 6; i++) {
                Thread.sleep(25);
                if (i % 2 == 0) {
                    Here.now();
                }
            }
            slept = true;
        } catch (InterruptedException e) {
            System.out.println("woken " + e.getMessage());
        }
    }
}
