package io.jtp.samples.streams;

import io.jtp.samples.Here;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.PrimitiveIterator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Streams of int, long and double, from one to another, boxed and unboxed; their sums, averages and arrays; and an iterator half way. */
public final class PrimitiveStreams {
    private PrimitiveStreams() {}

    static int seen;

    static int here(int value) {
        if (++seen % 1100 == 350) {
            Here.now();
        }
        return value;
    }

    static double integral(double from, double to, int pieces) {
        double width = (to - from) / pieces;
        return IntStream.range(0, pieces)
                        .mapToDouble(i -> from + (here(i) + 0.5) * width)
                        .map(x -> x * x * x)
                        .sum()
                * width;
    }

    static String digits(long number) {
        return LongStream.iterate(number, n -> n > 0, n -> n / 10)
                .mapToInt(n -> (int) (n % 10))
                .mapToObj(digit -> Integer.toString(here(digit), 3))
                .collect(Collectors.joining(" "));
    }

    public static void main(String[] args) {
        Here.begin();
        System.out.println((long) (integral(0, 2, 400) * 1e6));
        System.out.println(digits(9_876_543_210L));
        IntSummaryStatistics statistics = "the quick brown fox"
                .chars()
                .map(c -> here(c) - 'a')
                .filter(c -> c >= 0)
                .summaryStatistics();
        System.out.println(statistics);
        int[] sorted = IntStream.generate(new Sequence()::next)
                .limit(40)
                .boxed()
                .sorted((a, b) -> Integer.compare(here(b) % 10, a % 10))
                .mapToInt(Integer::intValue)
                .toArray();
        System.out.println(Arrays.toString(sorted));
        System.out.println(IntStream.rangeClosed(1, 100)
                .filter(a -> IntStream.range(1, a).filter(b -> here(a) % b == 0).sum() == a)
                .mapToObj(String::valueOf)
                .toList());
        PrimitiveIterator.OfDouble halves =
                DoubleStream.iterate(1, x -> x / 2).peek(x -> here(0)).iterator();
        double sum = 0;
        for (int i = 0; i < 20; i++) {
            sum += halves.nextDouble();
            if (i == 10) {
                Here.now();
            }
        }
        System.out.println(sum + " " + LongStream.rangeClosed(1, 20).reduce(1, (a, b) -> here(1) * a * b));
        System.out.println(IntStream.of(5, 3, 8)
                        .asLongStream()
                        .mapToObj(n -> "n" + n)
                        .sorted((a, b) -> {
                            Here.now();
                            return a.compareTo(b);
                        })
                        .toList()
                + " " + DoubleStream.of(1, 2, 4).map(Math::sqrt).average().orElse(-1));
    }

    /** Numbers from nowhere. */
    private static final class Sequence {
        private int last = 1;

        int next() {
            return last = here(last) * 75 % 65537;
        }
    }
}
