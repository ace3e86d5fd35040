package io.jtp.samples.closures;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/** Method references of every kind, made before a move and called after it, and moved while they are being called. */
public class MethodReferences {
    protected final String name;

    MethodReferences(String name) {
        this.name = name;
    }

    /** Takes whatever comes. */
    interface Any {
        String of(Object first, int second, String third);
    }

    static String variable(Object... all) {
        Here.now();
        return all.length + String.valueOf(all[all.length - 1]);
    }

    String greet(String whom) {
        Here.now();
        return name + " greets " + whom;
    }

    private <T extends Comparable<T>> T largest(List<T> of) {
        T best = of.get(0);
        for (T one : of) {
            best = one.compareTo(best) > 0 ? one : best;
            Here.now();
        }
        return best;
    }

    static long widened(long value) {
        Here.now();
        return value * 2;
    }

    /** Refers to the method that it overrides, and to its own. */
    static final class Loud extends MethodReferences {
        Loud(String name) {
            super(name);
        }

        @Override
        String greet(String whom) {
            UnaryOperator<String> quiet = super::greet;
            Function<String, String> own = this::shout;
            return quiet.andThen(own).apply(whom);
        }

        private String shout(String text) {
            Here.now();
            return text.toUpperCase() + "!";
        }
    }

    /** Has an outer object. */
    final class Inner {
        private final int number;

        Inner(Integer number) {
            this.number = number;
            made.add(this);
        }

        String path() {
            return name + number;
        }
    }

    private final List<Inner> made = new ArrayList<>();

    Function<Integer, Inner> maker() {
        return Inner::new;
    }

    public static void main(String[] args) {
        Here.begin();
        MethodReferences plain = new MethodReferences("joe");
        Map<String, Function<String, String>> functions = new TreeMap<>();
        functions.put("bound", plain::greet);
        functions.put("constructed", ((Function<String, MethodReferences>) Loud::new).andThen(r -> r.greet("x")));
        functions.put("intersection", String::trim);
        functions.put("special", new Loud("jim")::greet);
        functions.put("static", MethodReferences::variable);
        BiFunction<MethodReferences, String, String> unbound = MethodReferences::greet;
        functions.put("unbound", whom -> unbound.apply(plain, whom));
        Any any = MethodReferences::variable;
        IntFunction<int[][]> arrays = int[][]::new;
        Supplier<Supplier<String>> nested = () -> plain.new Inner(7)::path;
        ToIntFunction<List<Integer>> unboxed = plain::largest;
        IntUnaryOperator negated = Math::negateExact;
        Function<Integer, Long> wide = MethodReferences::widened;
        Here.now();
        functions.forEach((kind, function) -> System.out.println(kind + ": " + function.apply("ann")));
        System.out.println(
                any.of(1, 2, "three") + arrays.apply(3).length + nested.get().get() + wide.apply(4));
        System.out.println(negated.andThen(n -> n * 3).applyAsInt(unboxed.applyAsInt(List.of(3, 9, 4))));
        Function<Integer, Inner> maker = plain.maker();
        System.out.println(maker.apply(1).path() + maker.andThen(Inner::path).apply(2) + plain.made.size());
        UnaryOperator<Object> clone = int[].class::cast;
        System.out.println(
                ((int[]) clone.apply(new int[] {4}))[0] + " " + ((Supplier<int[]>) new int[] {5, 6}::clone).get()[1]);
    }
}
