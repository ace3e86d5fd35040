package io.jtp.samples.languages;

import io.jtp.samples.Here;
import java.util.List;
import kotlin.Lazy;
import kotlin.LazyKt;
import kotlin.collections.CollectionsKt;
import kotlin.sequences.Sequence;
import kotlin.sequences.SequencesKt;
import kotlin.text.Regex;

/**
 * Code that Kotlin's compiler made is on the stack: sequences that are coroutines, that is state machines; inlined loops; {@code lazy}
 * with its lock; default arguments.
 */
public final class KotlinLibrary {

    private KotlinLibrary() {}

    public static void main(String[] args) {
        Here.begin();
        // runningFold, zipWithNext and windowed are written with sequence { ... yield(...) ... }
        Sequence<Integer> numbers = SequencesKt.generateSequence(1, number -> number < 4 ? Here.now(number) + 1 : null);
        Sequence<String> sums = SequencesKt.runningFold(numbers, "", (text, number) -> Here.now(text) + number);
        for (var iterator = SequencesKt.zipWithNext(sums, (one, next) -> Here.now(one) + "<" + next)
                        .iterator();
                iterator.hasNext(); ) {
            System.out.println(iterator.next());
        }
        System.out.println(
                SequencesKt.toList(SequencesKt.windowed(numbers, 2, 1, true, window -> Here.now("two: " + window))));

        Lazy<String> late = LazyKt.lazy(() -> "made " + Here.now("once"));
        System.out.println(late.isInitialized() + " " + late.getValue() + " " + late.getValue());

        List<String> words = List.of("kotlin", "frames", "on", "the", "stack");
        System.out.println(CollectionsKt.sortedWith(words, (a, b) -> Here.now(a).length() - b.length()));
        System.out.println(new Regex("[aeiou]+")
                .replace("sequences", match -> "(" + Here.now(match).getValue() + ")"));
    }
}
