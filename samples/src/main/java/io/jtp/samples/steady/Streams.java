package io.jtp.samples.steady;

import io.jtp.samples.Here;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Pipelines with lambdas, some made before the move and some after it; moved within one. */
public final class Streams {
    private Streams() {}

    public static void main(String[] args) {
        Here.begin();
        List<Integer> numbers = IntStream.range(0, 3000).boxed().collect(Collectors.toList());
        IntPredicate even = i -> i % 2 == 0;
        long sum = 0;
        Rounds rounds = new Rounds();
        while (rounds.next()) {
            for (int lap = 0; lap < 160; lap++) {
                int turn = lap;
                sum += IntStream.range(0, 3)
                        .map(i -> pipelines(numbers, even, i + turn))
                        .sum();
            }
        }
        System.out.println(sum);
    }

    private static int pipelines(List<Integer> numbers, IntPredicate even, int turn) {
        Here.now();
        int squares = numbers.stream()
                .mapToInt(Integer::intValue)
                .filter(even)
                .map(i -> i * i + turn)
                .sum();
        List<String> few = numbers.stream()
                .filter(i -> i % 50 == turn % 50)
                .sorted((a, b) -> b - a)
                .map(i -> "n" + i)
                .toList();
        return squares + few.size() + few.get(0).length();
    }
}
