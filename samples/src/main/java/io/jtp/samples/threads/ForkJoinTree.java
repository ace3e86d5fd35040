package io.jtp.samples.threads;

import io.jtp.samples.Here;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.RecursiveTask;
import java.util.stream.IntStream;

/** A pool of the program's own whose workers steal from each other: a sum, a merge sort, and futures that depend on each other. */
public final class ForkJoinTree {
    private ForkJoinTree() {}

    /** The sum of squares, by halves. */
    private static final class Summing extends RecursiveTask<Long> {
        private static final long serialVersionUID = 1L;
        private final int begin;
        private final int end;

        Summing(int begin, int end) {
            this.begin = begin;
            this.end = end;
        }

        @Override
        protected Long compute() {
            if (end - begin <= 25) {
                if (begin % 100 == 0) {
                    Here.now();
                }
                return IntStream.range(begin, end)
                        .asLongStream()
                        .map(i -> i * i)
                        .sum();
            }
            Summing left = new Summing(begin, (begin + end) / 2);
            Summing right = new Summing((begin + end) / 2, end);
            left.fork();
            return right.compute() + left.join();
        }
    }

    /** Sorts a part of an array. */
    private static final class Sorting extends RecursiveAction {
        private static final long serialVersionUID = 1L;
        private final transient int[] numbers;
        private final int begin;
        private final int end;

        Sorting(int[] numbers, int begin, int end) {
            this.numbers = numbers;
            this.begin = begin;
            this.end = end;
        }

        @Override
        protected void compute() {
            if (end - begin < 2) {
                return;
            }
            int middle = (begin + end) >>> 1;
            invokeAll(new Sorting(numbers, begin, middle), new Sorting(numbers, middle, end));
            if (end - begin == 250) {
                Here.now();
            }
            int[] left = java.util.Arrays.copyOfRange(numbers, begin, middle);
            int next = 0;
            for (int at = begin, right = middle; next < left.length; at++) {
                boolean takeLeft = right == end || left[next] <= numbers[right];
                numbers[at] = takeLeft ? left[next++] : numbers[right++];
            }
        }
    }

    public static void main(String[] args) throws InterruptedException, ExecutionException {
        Here.begin();
        ForkJoinPool pool = new ForkJoinPool(3);
        long sum = pool.submit(new Summing(0, 400)).get();
        System.out.println("sum " + sum);
        int[] numbers = new Random(3).ints(500, 0, 10_000).toArray();
        long before = IntStream.of(numbers).sum();
        pool.submit(new Sorting(numbers, 0, numbers.length)).get();
        boolean sorted = IntStream.range(1, numbers.length).allMatch(i -> numbers[i - 1] <= numbers[i]);
        System.out.println(
                "sorted " + sorted + " " + (before == IntStream.of(numbers).sum()));
        CompletableFuture<Integer> future = CompletableFuture.supplyAsync(() -> Here.now(20), pool);
        for (int i = 0; i < 5; i++) {
            int number = i;
            CompletableFuture<Integer> other = CompletableFuture.supplyAsync(() -> number * number, pool);
            future = future.thenCombineAsync(other, Integer::sum, pool).thenApply(value -> 2 * value);
        }
        int value = future.get();
        System.out.println("futures " + value);
        pool.shutdown();
    }
}
