package io.jtp.samples.iterators;

import io.jtp.samples.Here;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Streams in three states: built and not started, pulled half way by an iterator, and in the middle of a terminal operation with the
 * JDK's own frames and a lambda of ours on the stack.
 */
public final class StreamHalfWay {
    private StreamHalfWay() {}

    record Word(String text, int length) {}

    public static void main(String[] args) {
        Here.begin();
        Stream<String> notStarted = Stream.of("x", "y", "z").map(String::toUpperCase);
        Iterator<Integer> powers =
                Stream.iterate(1, n -> n * 2).filter(n -> n > 2).iterator();
        System.out.println(powers.next() + powers.next());
        Here.now();
        System.out.println(powers.next() + " " + notStarted.collect(Collectors.joining("-")));

        int sum = IntStream.range(0, 10)
                .filter(i -> i % 2 == 1)
                .map(i -> {
                    if (i == 5) {
                        Here.now();
                    }
                    return i * i;
                })
                .sum();
        System.out.println(sum);

        System.out.println(List.of("pear", "fig", "banana", "kiwi").stream()
                .peek(word -> {
                    if (word.equals("fig")) {
                        Here.now();
                    }
                })
                .map(word -> new Word(word, word.length()))
                .sorted(Comparator.comparingInt(Word::length).thenComparing(Word::text))
                .map(word -> {
                    if (word.text().equals("kiwi")) {
                        Here.now();
                    }
                    return word;
                })
                .collect(Collectors.groupingBy(Word::length, Collectors.mapping(Word::text, Collectors.toList()))));
    }
}
