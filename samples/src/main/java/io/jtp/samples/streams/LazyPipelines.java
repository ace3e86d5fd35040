package io.jtp.samples.streams;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Streams that have no end of their own, streams made within streams, streams that stop early; every stage is ours and prints when it runs. */
public final class LazyPipelines {
    private LazyPipelines() {}

    private static final StringBuilder LOG = new StringBuilder();

    static <T> T log(char stage, T value) {
        LOG.append(stage).append(value).append(' ');
        if (LOG.length() % 61 < 3) {
            Here.now();
        }
        return value;
    }

    static Stream<Integer> primes() {
        return Stream.iterate(2, n -> n + 1)
                .filter(n -> IntStream.rangeClosed(2, (int) Math.sqrt(n)).noneMatch(d -> n % log('d', d) == 0));
    }

    static Stream<List<Integer>> permutations(List<Integer> of) {
        return of.isEmpty()
                ? Stream.of(List.of())
                : of.stream().flatMap(first -> {
                    List<Integer> rest = new ArrayList<>(of);
                    rest.remove(first);
                    return permutations(rest).map(tail -> {
                        List<Integer> all = new ArrayList<>(tail);
                        all.add(0, first);
                        return log('p', all);
                    });
                });
    }

    public static void main(String[] args) {
        Here.begin();
        System.out.println(primes().skip(3).limit(5).map(p -> log('m', p)).toList());
        long[] pair = {0, 1};
        System.out.println(LongStream.generate(() -> {
                    long next = pair[0];
                    pair[0] = pair[1];
                    pair[1] += log('g', next);
                    return next;
                })
                .dropWhile(n -> n < 10)
                .takeWhile(n -> log('w', n) < 500)
                .sum());
        System.out.println(permutations(List.of(1, 2, 3))
                .filter(list -> list.get(2) != 2)
                .limit(3)
                .count());
        System.out.println(Stream.of("b a", "d c", "f e", "h g")
                .peek(line -> log('l', line))
                .flatMap(line -> Stream.of(line.split(" ")).peek(word -> log('i', word)))
                .<String>mapMulti((word, sink) -> {
                    sink.accept(word);
                    if (word.compareTo("d") < 0) {
                        sink.accept(log('t', word + word));
                    }
                })
                .anyMatch(word -> word.equals("cc")));
        Iterator<Integer> pulled = Stream.concat(
                        primes().limit(2), Stream.iterate(1, n -> n < 50, n -> log('n', n * 3)))
                .iterator();
        int sum = 0;
        while (pulled.hasNext()) {
            sum = sum * 2 + pulled.next();
        }
        Spliterator<Integer> split =
                List.of(1, 2, 3, 4, 5, 6).stream().map(n -> log('s', n)).spliterator();
        split.tryAdvance(n -> log('x', n));
        split.forEachRemaining(n -> log('y', n));
        System.out.println(sum + " " + split.estimateSize());
        System.out.println(LOG);
    }
}
