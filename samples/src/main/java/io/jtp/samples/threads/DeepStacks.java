package io.jtp.samples.threads;

import io.jtp.samples.Here;
import java.util.concurrent.CountDownLatch;

/**
 * Many threads with deep stacks, all in the middle of a recursion: the first argument says how many, the second how deep. Each of them comes back with the
 * sum of what was on its stack.
 */
public final class DeepStacks {
    private DeepStacks() {}

    public static void main(String[] args) throws InterruptedException {
        Here.begin();
        int threads = Integer.parseInt(args[0]);
        int depth = Integer.parseInt(args[1]);
        CountDownLatch down = new CountDownLatch(threads);
        CountDownLatch up = new CountDownLatch(1);
        long[] sums = new long[threads];
        Thread[] all = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            int number = i;
            all[i] = new Thread(null, () -> sums[number] = descend(depth, number, down, up), "deep " + i, 4 << 20);
            all[i].start();
        }
        down.await();
        Here.now();
        up.countDown();
        long sum = 0;
        for (int i = 0; i < threads; i++) {
            all[i].join();
            sum += sums[i];
        }
        System.out.println("sum " + sum);
    }

    private static long descend(int depth, int number, CountDownLatch down, CountDownLatch up) {
        long own = (long) depth * (number + 1);
        if (depth == 1) {
            down.countDown();
            try {
                up.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return own;
        }
        return own + descend(depth - 1, number, down, up);
    }
}
