package io.jtp.samples.inspected;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A program to be looked at: two clerks that are deadlocked, one that waits for a lock, one that waits for another's end, and a manager in the
 * middle of a sum, whose desk has names, a secret or two, and a text that is not good for a page.
 */
public final class Office {

    static final String NOT_FOR_PAGES = "</script><script>document.title = 'broken out'</script><!--";

    private static final List<Order> ORDERS = new ArrayList<>();
    private static final ReentrantLock SAFE = new ReentrantLock();

    private final Map<String, Object> settings = new HashMap<>();
    private final String dbPassword;
    private final char[] pin;

    /** Something to be found. */
    record Order(int number, String customer, Order before) {}

    private Office(String password) {
        dbPassword = "pw-" + password;
        pin = dbPassword.toCharArray();
        settings.put("title", NOT_FOR_PAGES);
        settings.put("api.token", "tk-" + password);
    }

    public static void main(String[] args) throws Exception {
        Office office = new Office(args[0]);
        Order last = null;
        for (int i = 1; i <= Integer.parseInt(args[1]); i++) {
            last = new Order(i, "customer " + i, last);
        }
        ORDERS.add(last);
        Object pen = new StringBuilder("pen");
        Object paper = new StringBuilder("paper");
        CountDownLatch begun = new CountDownLatch(2);
        Thread first = start("first clerk", () -> both(pen, paper, begun));
        Thread second = start("second clerk", () -> both(paper, pen, begun));
        SAFE.lock();
        Thread third = start("waiting clerk", () -> {
            SAFE.lock();
            SAFE.unlock();
        });
        Thread fourth = start("patient clerk", () -> join(first));
        for (Thread each : List.of(first, second, third, fourth)) {
            while (each.getState() != Thread.State.BLOCKED && each.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
        long total = 1000L + office.count(7);
        System.out.println(total);
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void both(Object mine, Object other, CountDownLatch begun) {
        synchronized (mine) {
            begun.countDown();
            try {
                begun.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            synchronized (other) {
                mine.notifyAll();
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stands here until it is told to go on. */
    private synchronized int count(int limit) {
        boolean ready = limit > 3;
        char mark = 'x';
        int sum = 0;
        System.out.println("counting");
        while (ready && pin.length > sum % 1000) {
            sum = (sum + limit) % 1_000_003 % pin.length;
        }
        return sum + mark;
    }
}
