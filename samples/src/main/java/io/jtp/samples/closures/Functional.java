package io.jtp.samples.closures;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Functions that make functions: currying, fixed points, numbers made of nothing else, trampolines, chains of Optional, lazy values. */
public final class Functional {
    private Functional() {}

    interface Recursive<T> extends Function<Recursive<T>, T> {}

    /** A number n is what applies a function n times. */
    interface Church extends UnaryOperator<UnaryOperator<Integer>> {
        default Church plus(Church other) {
            return f -> n -> apply(f).apply(other.apply(f).apply(n));
        }

        default Church times(Church other) {
            return f -> apply(other.apply(f));
        }
    }

    static <A, B> Function<A, B> fix(UnaryOperator<Function<A, B>> step) {
        Recursive<Function<A, B>> half =
                self -> step.apply(a -> self.apply(self).apply(a));
        return half.apply(half);
    }

    /** Either a result or what is to be done next. */
    interface Bounce {
        Bounce next();

        default Object result() {
            return null;
        }
    }

    static Bounce sum(int n, long sum) {
        if (n % 400 == 150) {
            Here.now();
        }
        return n > 0
                ? () -> sum(n - 1, sum + n)
                : new Bounce() {
                    @Override
                    public Bounce next() {
                        throw new IllegalStateException("at the end");
                    }

                    @Override
                    public Object result() {
                        return sum;
                    }
                };
    }

    private static final class Lazy<T> implements Supplier<T> {
        private Supplier<T> maker;
        private T value;

        Lazy(Supplier<T> maker) {
            this.maker = maker;
        }

        @Override
        public T get() {
            if (maker != null) {
                value = maker.get();
                maker = null;
                Here.now();
            }
            return value;
        }
    }

    public static void main(String[] args) {
        Here.begin();
        Function<Integer, Function<Integer, Function<Integer, Integer>>> curried = a -> b -> c -> {
            Here.now();
            return a * b + c;
        };
        Function<Integer, Function<Integer, Integer>> doubled = curried.apply(2);
        System.out.println(doubled.apply(3).apply(4)
                + curried.apply(5).apply(6).andThen(n -> n * 100).apply(7));
        Function<Integer, Integer> factorial =
                fix(self -> n -> n == 0 ? 1 : n == 5 ? Here.now(n) * self.apply(4) : n * self.apply(n - 1));
        System.out.println(factorial.apply(10));
        Church two = f -> f.andThen(f)::apply;
        Church three = two.plus(f -> f);
        System.out.println(three.times(two)
                .plus(three.times(three))
                .apply(n -> n % 5 == 3 ? Here.now(n + 1) : n + 1)
                .apply(0));
        Bounce bounce = sum(1000, 0);
        while (bounce.result() == null) {
            bounce = bounce.next();
        }
        System.out.println(bounce.result());
        List<Lazy<Integer>> row = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int n = i;
            row.add(new Lazy<>(
                    () -> n < 2 ? n + 1 : row.get(n - 1).get() * row.get(n - 2).get()));
        }
        System.out.println(row.get(5).get());
        BinaryOperator<Optional<Integer>> add = (a, b) -> a.flatMap(x -> b.map(y -> Here.now(x + y)));
        System.out.println(add.apply(Optional.of(1), Optional.of(2))
                        .filter(n -> n > 2)
                        .or(Optional::empty)
                        .map(n -> n + 0.5)
                + " " + add.apply(Optional.empty(), Optional.of(1)).orElseGet(() -> Here.now(-1)) + " "
                + OptionalInt.of(3).stream().map(n -> n * n).sum());
    }
}
