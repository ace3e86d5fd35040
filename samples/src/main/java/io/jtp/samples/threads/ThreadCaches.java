package io.jtp.samples.threads;

import io.jtp.samples.Here;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What each thread keeps for itself: formats, caches of results, and what a thread inherits from the one that makes it. */
public final class ThreadCaches {
    private static final ThreadLocal<DecimalFormat> FORMAT =
            ThreadLocal.withInitial(() -> new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(Locale.ROOT)));
    private static final ThreadLocal<Map<Integer, Long>> CACHE = ThreadLocal.withInitial(HashMap::new);
    private static final InheritableThreadLocal<String> NAME = new InheritableThreadLocal<>() {
        @Override
        protected String childValue(String parent) {
            CHILDREN.incrementAndGet();
            return parent + "'s child";
        }
    };
    private static final AtomicInteger CHILDREN = new AtomicInteger();
    private static final ConcurrentSkipListSet<String> RESULTS = new ConcurrentSkipListSet<>();

    private ThreadCaches() {}

    public static void main(String[] args) throws InterruptedException {
        Here.begin();
        NAME.set("main");
        CountDownLatch all = new CountDownLatch(3);
        Thread[] threads = new Thread[3];
        for (int i = 0; i < threads.length; i++) {
            int number = i;
            threads[i] = new Thread(() -> run(number, all));
            threads[i].start();
        }
        all.await();
        Here.now();
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println(new TreeSet<>(RESULTS));
        System.out.println(NAME.get() + " " + CACHE.get() + " " + CHILDREN);
    }

    private static void run(int number, CountDownLatch all) {
        String name = NAME.get();
        NAME.set("thread " + number);
        long before = fibonacci(30 + number);
        all.countDown();
        if (number < 2) {
            Here.now();
        }
        Thread child = new Thread(
                () -> RESULTS.add(Here.now(NAME.get()) + " " + CACHE.get().size()));
        child.start();
        try {
            child.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        RESULTS.add(name + " " + number + " " + FORMAT.get().format(before) + " "
                + CACHE.get().size() + " " + (fibonacci(30 + number) == before) + " " + NAME.get());
        CACHE.remove();
        RESULTS.add("removed " + CACHE.get().isEmpty());
    }

    private static long fibonacci(int n) {
        if (n < 2) {
            return n;
        }
        Long known = CACHE.get().get(n);
        if (known == null) {
            known = fibonacci(n - 1) + fibonacci(n - 2);
            CACHE.get().put(n, known);
        }
        return known;
    }
}
