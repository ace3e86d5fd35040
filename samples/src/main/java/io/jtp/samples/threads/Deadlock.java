package io.jtp.samples.threads;

import io.jtp.samples.Here;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Three threads that wait for each other's monitors for ever, at a block and at a method, and one more that waits for one of them. */
public final class Deadlock {
    private static final List<Thread> THREADS = new ArrayList<>();

    private final String name;
    private final CountDownLatch locked;

    private Deadlock(String name, CountDownLatch locked) {
        this.name = name;
        this.locked = locked;
    }

    public static void main(String[] args) {
        CountDownLatch locked = new CountDownLatch(3);
        Deadlock first = new Deadlock("first", locked);
        Deadlock second = new Deadlock("second", locked);
        Deadlock third = new Deadlock("third", locked);
        start("block", () -> first.enter(second, 3));
        start("method", () -> second.call(third));
        start("nested", () -> third.enterBoth(first));
        start("waiting", () -> first.twice(7));
        print();
        Here.begin();
        System.out.println("meanwhile " + primes(Here.now(150)));
        start("late", () -> second.twice(8));
        while (THREADS.get(4).getState() != Thread.State.BLOCKED) {
            Thread.onSpinWait();
        }
        System.out.println("meanwhile " + primes(Here.now(1500)) + " " + Thread.holdsLock(first));
        print();
        System.exit(3);
    }

    private static int primes(int below) {
        int count = 0;
        for (int number = 2; number < below; number++) {
            int divisor = 2;
            while (number % divisor != 0) {
                divisor++;
            }
            count += divisor == number ? 1 : 0;
        }
        return count;
    }

    private static void start(String name, Runnable action) {
        Thread thread = new Thread(action, name);
        thread.setDaemon(true);
        thread.start();
        THREADS.add(thread);
    }

    private synchronized int enter(Deadlock other, int number) {
        await();
        int sum = number;
        for (int i = 0; i < 2; i++) {
            synchronized (other) {
                sum += i;
            }
        }
        return sum;
    }

    private int call(Deadlock other) {
        synchronized (this) {
            await();
            return other.twice(4);
        }
    }

    private int enterBoth(Deadlock other) {
        synchronized (this) {
            await();
            synchronized (other) {
                return name.length();
            }
        }
    }

    private synchronized int twice(int number) {
        return 2 * number;
    }

    private void await() {
        locked.countDown();
        try {
            locked.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }

    /**
     * Asks until all are blocked: for an instant after a move they are only about to be. At few places, since what answers is tied to its JVM.
     */
    private static void print() {
        long[] deadlocked = null;
        while (deadlocked == null) {
            deadlocked = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
        }
        System.out.println("deadlocked: " + deadlocked.length);
        for (Thread thread : THREADS) {
            ThreadInfo info = info(thread);
            while (info == null || info.getThreadState() != Thread.State.BLOCKED) {
                info = info(thread);
            }
            StackTraceElement[] frames = info.getStackTrace();
            // those of the JDK are more in some releases
            long own = Arrays.stream(frames)
                    .filter(frame -> frame.getClassName().startsWith(Deadlock.class.getName()))
                    .count();
            System.out.println(
                    info.getThreadName() + " in " + frames[0].getMethodName() + ":" + frames[0].getLineNumber() + " of "
                            + own + " kept out by " + info.getLockOwnerName() + " of a "
                            + info.getLockInfo().getClassName());
        }
    }

    private static ThreadInfo info(Thread thread) {
        return ManagementFactory.getThreadMXBean().getThreadInfo(thread.getId(), Integer.MAX_VALUE);
    }
}
