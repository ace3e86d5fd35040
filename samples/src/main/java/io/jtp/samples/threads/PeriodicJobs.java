package io.jtp.samples.threads;

import io.jtp.samples.Here;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Jobs by the clock: at a fixed rate, with a fixed delay, once, cancelled, failing; by executor and by timer. */
public final class PeriodicJobs {
    private PeriodicJobs() {}

    public static void main(String[] args) throws InterruptedException {
        Here.begin();
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(2);
        executor.setRemoveOnCancelPolicy(true);
        AtomicInteger rate = new AtomicInteger();
        CountDownLatch enough = new CountDownLatch(6);
        ScheduledFuture<?> atRate = executor.scheduleAtFixedRate(
                () -> {
                    if (rate.incrementAndGet() == 3) {
                        Here.now();
                    }
                    enough.countDown();
                },
                0,
                8,
                TimeUnit.MILLISECONDS);
        AtomicInteger overlaps = new AtomicInteger();
        AtomicInteger running = new AtomicInteger();
        CountDownLatch delayed = new CountDownLatch(4);
        ScheduledFuture<?> withDelay = executor.scheduleWithFixedDelay(
                () -> {
                    if (running.incrementAndGet() > 1) {
                        overlaps.incrementAndGet();
                    }
                    if (delayed.getCount() == 2) {
                        Here.now();
                    }
                    running.decrementAndGet();
                    delayed.countDown();
                },
                2,
                10,
                TimeUnit.MILLISECONDS);
        ScheduledFuture<String> once = executor.schedule(() -> Here.now("once"), 25, TimeUnit.MILLISECONDS);
        ScheduledFuture<?> far = executor.schedule(() -> System.out.println("never"), 1, TimeUnit.HOURS);
        AtomicInteger tries = new AtomicInteger();
        ScheduledFuture<?> failing = executor.scheduleAtFixedRate(
                () -> {
                    if (tries.incrementAndGet() == 3) {
                        throw new IllegalStateException("third time");
                    }
                },
                1,
                3,
                TimeUnit.MILLISECONDS);
        enough.await();
        delayed.await();
        System.out.println(far.cancel(false) + " " + get(once) + " " + get(failing) + " " + tries);
        Here.now();
        System.out.println(atRate.cancel(false) + " " + withDelay.cancel(false) + ", overlaps " + overlaps);
        executor.shutdown();
        System.out.println(executor.awaitTermination(20, TimeUnit.SECONDS) + " " + executor.getQueue());
        timers();
    }

    private static String get(ScheduledFuture<?> future) throws InterruptedException {
        try {
            return String.valueOf(future.get());
        } catch (ExecutionException e) {
            return e.getCause().getMessage();
        }
    }

    private static void timers() throws InterruptedException {
        Timer timer = new Timer();
        CountDownLatch ticked = new CountDownLatch(5);
        TimerTask tick = new TimerTask() {
            @Override
            public void run() {
                if (ticked.getCount() == 3) {
                    Here.now();
                }
                ticked.countDown();
            }
        };
        TimerTask never = new TimerTask() {
            @Override
            public void run() {
                System.out.println("never");
            }
        };
        timer.scheduleAtFixedRate(tick, 3, 7);
        timer.schedule(never, 3_600_000);
        ticked.await();
        System.out.println(tick.cancel() + " " + never.cancel());
        timer.cancel();
    }
}
