package io.jtp.samples.closures;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.function.Supplier;

/**
 * Lambdas are hidden classes, which no other JVM has: they are made again, with the values that they captured. Before the move
 * each of them was made here; some are on the stack when it happens.
 */
public final class Lambdas {
    private Lambdas() {}

    /** What a nested lambda changes; all that captured it must see the same one. */
    private static final class Holder {
        private int value;
    }

    static Supplier<Integer> counter(Holder holder) {
        return () -> {
            Runnable increment = () -> {
                holder.value++;
                Here.now();
                holder.value++;
            };
            increment.run();
            return holder.value;
        };
    }

    private final String name = "lambdas";

    Supplier<String> bound(long number, double fraction) {
        return () -> name + number + fraction;
    }

    public static void main(String[] args) {
        Here.begin();
        int base = 100 + args.length;
        IntBinaryOperator add = (a, b) -> {
            Here.now();
            return a + b + base;
        };
        System.out.println(add.applyAsInt(1, 2));
        Holder holder = new Holder();
        Supplier<Integer> counter = counter(holder);
        System.out.println(counter.get() + counter.get());
        System.out.println(holder.value);

        Function<String, Integer> length = String::length;
        Supplier<List<String>> maker = ArrayList::new;
        Function<String, String> concat = "bound to "::concat;
        Function<Object, String> joined = concat.compose(Object::toString);
        BiFunction<Integer, Integer, Integer> max = Math::max;
        Function<Integer, int[]> array = int[]::new;
        Supplier<String> bound = new Lambdas().bound(1L << 40, 0.5);
        Here.now();
        List<String> made = maker.get();
        made.add(joined.apply(length.apply("four")));
        made.add(bound.get());
        made.add(String.valueOf(max.apply(3, 5) + array.apply(3).length));
        System.out.println(made);
        System.out.println(length.andThen(n -> n * 2).apply("five5"));
    }
}
