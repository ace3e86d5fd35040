package io.jtp.samples.contents;

import io.jtp.samples.Here;
import java.lang.ref.Cleaner;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.util.WeakHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** References of every strength, queues with and without entries, and cleaners, before and after the objects are gone. */
public final class References {
    private References() {}

    private static Object held = new Object();

    private static Reference<?> awaitOn(ReferenceQueue<?> queue) throws InterruptedException {
        Reference<?> found = null;
        for (int i = 0; found == null && i < 100; i++) {
            System.gc();
            found = queue.remove(100);
        }
        return found;
    }

    private static void references() throws InterruptedException {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        Object strong = new Object();
        WeakReference<Object> weak = new WeakReference<>(strong, queue);
        WeakReference<Object> other = new WeakReference<>(held, queue);
        SoftReference<String> soft = new SoftReference<>("soft ".repeat(2));
        PhantomReference<Object> phantom = new PhantomReference<>(held, queue);
        WeakReference<Object> cleared = new WeakReference<>(strong, queue);
        cleared.clear();
        Here.now();
        System.out.println((weak.get() == strong) + " " + (other.get() == held) + " " + soft.get() + " " + cleared.get()
                + " " + (queue.poll() == null) + " " + other.refersTo(held));
        Reference.reachabilityFence(strong);
        strong = null;
        Reference<?> first = awaitOn(queue);
        System.out.println((first == weak) + " " + weak.get() + " " + other.enqueue());
        Here.now();
        System.out.println((queue.poll() == other) + " " + (queue.poll() == null) + " " + other.enqueue() + " "
                + phantom.refersTo(held));
        held = null;
        System.out.println((awaitOn(queue) == phantom) + " " + phantom.refersTo(null));
    }

    private static void queued() throws InterruptedException {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        WeakReference<Object> one = new WeakReference<>(new Object(), queue);
        WeakReference<Object> two = new WeakReference<>(new Object(), queue);
        one.enqueue();
        two.enqueue();
        Here.now();
        System.out.println((queue.remove() == two) + " " + (queue.remove() == one) + " " + queue.poll());
    }

    private static void weakMap() throws InterruptedException {
        WeakHashMap<Object, String> map = new WeakHashMap<>();
        Object kept = new Object();
        Object dropped = new Object();
        map.put(kept, "kept");
        map.put(dropped, "dropped");
        Here.now();
        System.out.println(map.size() + " " + map.get(kept) + " " + map.get(dropped));
        Reference.reachabilityFence(dropped);
        dropped = null;
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        WeakReference<Object> sign = new WeakReference<>(new Object(), queue);
        System.out.println((awaitOn(queue) == sign) + " " + map.get(kept));
        for (int i = 0; map.size() > 1 && i < 100; i++) {
            System.gc();
        }
        System.out.println(map.size() + " " + map.values());
        Reference.reachabilityFence(kept);
    }

    private record Counting(CountDownLatch latch) implements Runnable {
        @Override
        public void run() {
            latch.countDown();
        }
    }

    private static void cleaners() throws InterruptedException {
        Cleaner cleaner = Cleaner.create();
        CountDownLatch byHand = new CountDownLatch(1);
        CountDownLatch bySelf = new CountDownLatch(1);
        Object first = new Object();
        Object second = new Object();
        Cleaner.Cleanable cleanable = cleaner.register(first, new Counting(byHand));
        cleaner.register(second, new Counting(bySelf));
        Cleaner.Cleanable done = cleaner.register(new Object(), () -> System.out.println("done early"));
        done.clean();
        Here.now();
        done.clean();
        cleanable.clean();
        System.out.println(byHand.getCount() + " " + bySelf.getCount() + " " + (first != second));
        Reference.reachabilityFence(second);
        second = null;
        for (int i = 0; bySelf.getCount() > 0 && i < 100; i++) {
            System.gc();
            bySelf.await(100, TimeUnit.MILLISECONDS);
        }
        System.out.println("cleaned " + bySelf.getCount());
        CountDownLatch later = new CountDownLatch(1);
        cleaner.register(new Object(), new Counting(later));
        for (int i = 0; later.getCount() > 0 && i < 100; i++) {
            System.gc();
            later.await(100, TimeUnit.MILLISECONDS);
        }
        System.out.println("cleaned later " + later.getCount());
        Reference.reachabilityFence(cleaner);
    }

    public static void main(String[] args) throws InterruptedException {
        Here.begin();
        references();
        queued();
        weakMap();
        cleaners();
    }
}
