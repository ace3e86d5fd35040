package io.jtp.samples.threads;

import io.jtp.samples.Here;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Parallel streams in the middle of their work, on the common pool: a sum, an ordered list, groups, a search and a sort. */
public final class ParallelStreams {
    private ParallelStreams() {}

    public static void main(String[] args) {
        Here.begin();
        long sum = IntStream.rangeClosed(1, 400)
                .parallel()
                .map(i -> i % 100 == 0 ? Here.now(i) : i)
                .asLongStream()
                .map(i -> i * i)
                .sum();
        System.out.println("sum " + sum);
        List<String> names = IntStream.range(0, 60)
                .parallel()
                .mapToObj(i -> i == 17 || i == 43 ? Here.now("name " + i) : "name " + i)
                .filter(name -> !name.endsWith("5"))
                .toList();
        System.out.println(names);
        Map<Integer, Long> groups = IntStream.range(0, 300)
                .parallel()
                .boxed()
                .collect(Collectors.groupingByConcurrent(i -> i == 150 ? Here.now(0) : i % 7, Collectors.counting()));
        System.out.println(groups);
        LongAdder seen = new LongAdder();
        boolean found = Arrays.asList(3, 1, 4, 1, 5, 9, 2, 6).parallelStream()
                .peek(i -> seen.increment())
                .sorted()
                .map(i -> i == 9 ? Here.now(i) : i)
                .anyMatch(i -> i == 10);
        System.out.println(found + " " + seen.sum());
    }
}
