package io.jtp.samples.java25;

import io.jtp.samples.Here;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Virtual threads that have ended, one that has not been started, and others that are started after that. */
public final class VirtualThreadsEnded {

    private VirtualThreadsEnded() {}

    public static void main(String[] args) throws InterruptedException {
        Here.begin();
        System.out.println(sum(20));
        Here.now();
        AtomicInteger ran = new AtomicInteger();
        Thread later = Thread.ofVirtual().name("later").unstarted(ran::incrementAndGet);
        Thread ended = Thread.startVirtualThread(ran::incrementAndGet);
        ended.join();
        Here.now();
        System.out.println(ended.getState() + " " + later.getState() + " " + later.getName() + " " + ran);
        later.start();
        later.join();
        Here.now();
        System.out.println(later.getState() + " " + ran + " " + ended.isVirtual());
        System.out.println(sum(30));
        Here.now();
    }

    private static int sum(int tasks) {
        AtomicInteger sum = new AtomicInteger();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 1; i <= tasks; i++) {
                int number = i;
                executor.execute(() -> sum.addAndGet(number));
            }
        }
        return sum.get();
    }
}
