package io.jtp.samples.threads;

import io.jtp.samples.Here;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** The JDK's parallel operations on arrays: sort, prefix sums, setting all. They are large enough to be divided among threads. */
public final class ParallelSort {
    private static final int SIZE = 20_000;

    private ParallelSort() {}

    public static void main(String[] args) {
        Here.begin();
        Integer[] numbers = new Random(5).ints(SIZE, 0, 1_000_000).boxed().toArray(Integer[]::new);
        AtomicInteger compared = new AtomicInteger();
        Comparator<Integer> order = (a, b) -> {
            int count = compared.incrementAndGet();
            if (count == 1000 || count == 60_000 || count == 150_000) {
                Here.now();
            }
            return Integer.compare(a, b);
        };
        long before = sum(numbers);
        Arrays.parallelSort(numbers, order);
        boolean sorted = IntStream.range(1, SIZE).allMatch(i -> numbers[i - 1] <= numbers[i]);
        System.out.println("sorted " + sorted + " " + (before == sum(numbers)));
        long[] sums = new long[SIZE];
        Arrays.parallelSetAll(sums, i -> i == 7_000 ? Here.now(i) : i);
        AtomicBoolean first = new AtomicBoolean(true);
        Arrays.parallelPrefix(sums, (a, b) -> b == 12_345 && first.getAndSet(false) ? Here.now(a + b) : a + b);
        boolean right = IntStream.range(0, SIZE).allMatch(i -> sums[i] == (long) i * (i + 1) / 2);
        System.out.println("sums " + right);
    }

    private static long sum(Integer... numbers) {
        return Arrays.stream(numbers).mapToLong(Integer::longValue).sum();
    }
}
