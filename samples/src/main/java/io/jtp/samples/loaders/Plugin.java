package io.jtp.samples.loaders;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/** What the loaders load: state of its own, a class of its own, a lambda, and a call in the middle of an expression. */
public final class Plugin implements IntFunction<String> {

    /** One for each loader. */
    private static int made;

    private static final List<String> CALLS = new ArrayList<>();

    private final int number = ++made;
    private final Function<String, String> quote = text -> "<" + text + number + ">";
    private final Function<Part, Part> moment;
    private final Part part = new Part(number);

    private record Part(int of) {}

    private enum Size {
        SMALL,
        LARGE;

        private int seen;
    }

    /** @param moment called with an object of ours, which it gives back */
    @SuppressWarnings("unchecked")
    public Plugin(Function<?, ?> moment) {
        this.moment = (Function<Part, Part>) moment;
    }

    @Override
    public String apply(int times) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < times; i++) {
            Size size = i % 2 == 0 ? Size.SMALL : Size.LARGE;
            size.seen++;
            CALLS.add(quote.apply(size.name() + size.seen + ":" + i + moment.apply(part)));
            text.append(CALLS.get(CALLS.size() - 1)).append(' ');
        }
        return text.toString() + CALLS.size() + " by " + made;
    }
}
