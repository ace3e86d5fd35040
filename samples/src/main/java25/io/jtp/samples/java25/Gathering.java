package io.jtp.samples.java25;

import module java.base;

import io.jtp.samples.Here;

/** Stream gatherers, sequenced collections, and an import of a whole module. */
public final class Gathering {

    private Gathering() {}

    public static void main(String[] args) {
        Here.begin();
        System.out.println(Stream.iterate(1, i -> i + 1)
                .limit(5)
                .gather(Gatherers.windowSliding(2))
                .map(window -> window + (window.contains(3) ? Here.now("!") : ""))
                .toList());
        System.out.println(Stream.of("a", "b", "c")
                .gather(Gatherers.scan(() -> "", (text, next) -> Here.now(text) + next))
                .gather(own())
                .collect(Collectors.joining("|")));
        SequencedMap<String, Integer> map = new LinkedHashMap<>(Map.of("one", 1));
        map.putFirst("zero", 0);
        map.putLast("two", Here.now(2));
        for (var entry : map.reversed().sequencedEntrySet()) {
            System.out.println(entry.getKey() + "=" + Here.now(entry).getValue());
        }
        SequencedCollection<Integer> numbers = new ArrayList<>(List.of(3, 1, 2)).reversed();
        numbers.addFirst(9);
        System.out.println(numbers + " " + numbers.getLast());
    }

    /** Lets every second element through, and one more in the end. */
    private static Gatherer<String, int[], String> own() {
        return Gatherer.ofSequential(
                () -> new int[1],
                Gatherer.Integrator.ofGreedy((count, element, downstream) ->
                        count[0]++ % 2 == 1 || downstream.push(Here.now(element) + count[0])),
                (count, downstream) -> downstream.push("of " + count[0]));
    }
}
