package io.jtp.samples.threads;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.List;

/** Workers that count on their own, with a main thread that waits for one after the other. */
public final class Joining {
    private Joining() {}

    /** A thread with a field for its result. */
    private static final class Summing extends Thread {
        private final int begin;
        private long sum;

        Summing(int begin) {
            super("summing from " + begin);
            this.begin = begin;
        }

        @Override
        public void run() {
            for (int i = begin; i < begin + 300; i++) {
                sum += square(i) + (i % 100 == 0 ? Here.now(i) : i);
            }
        }

        private static long square(int number) {
            long square = 0;
            for (int i = 0; i < number; i++) {
                square += number;
            }
            return square;
        }
    }

    public static void main(String[] args) throws InterruptedException {
        Here.begin();
        List<Summing> all = new ArrayList<>();
        for (int begin : new int[] {100, 2000, 30}) {
            Summing summing = new Summing(begin);
            all.add(summing);
            summing.start();
        }
        long total = 0;
        for (Summing each : all) {
            each.join();
            total += each.sum;
            System.out.println(each.getName() + ": " + each.sum + " " + each.getState());
        }
        Thread last = new Thread(
                () -> System.out.println("in " + Thread.currentThread().getName()));
        last.start();
        last.join();
        System.out.println(Here.now(total));
    }
}
