package io.jtp.samples.methods;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.List;

/** Methods that javac adds, and which way a call goes: bridges for generics and covariant results, default methods in a diamond, private ones. */
public final class Bridges {
    private Bridges() {}

    interface Source<T> {
        T next(T previous);

        default T after(T start, int steps) {
            T at = start;
            for (int i = 0; i < steps; i++) {
                at = next(at);
            }
            return log(at, "source");
        }

        private static <U> U log(U value, String where) {
            Here.now();
            LOG.add(where + "=" + value);
            return value;
        }
    }

    interface Doubling extends Source<Long> {
        @Override
        default Long next(Long previous) {
            return previous * 2;
        }

        default String who() {
            return "doubling";
        }
    }

    interface Naming {
        default String who() {
            return "naming " + prefix(1);
        }

        private String prefix(int n) {
            Here.now();
            return "p" + n + getClass().getSimpleName();
        }
    }

    private static final List<String> LOG = new ArrayList<>();

    /** Inherits {@code who} twice, and calls both. */
    static class Both implements Doubling, Naming {
        @Override
        public String who() {
            return Doubling.super.who() + "+" + Naming.super.who();
        }

        @Override
        public Long next(Long previous) {
            return Doubling.super.next(previous) + 1;
        }
    }

    abstract static class Animal<F extends Comparable<F>> implements Comparable<Animal<?>> {
        abstract F food();

        Object self() {
            return this;
        }

        String feed(F food) {
            return food.compareTo(food()) > 0 ? "too much" : "fine";
        }

        @Override
        public int compareTo(Animal<?> other) {
            Here.now();
            return toString().compareTo(other.toString());
        }
    }

    /** Returns something narrower, and takes something narrower. */
    static final class Dog extends Animal<Integer> {
        @Override
        Integer food() {
            Here.now();
            return 5;
        }

        @Override
        Dog self() {
            return this;
        }

        @Override
        String feed(Integer food) {
            return "dog: " + super.feed(food + 1);
        }

        @Override
        public String toString() {
            return "dog";
        }
    }

    static <T extends Animal<F>, F extends Comparable<F>> String feedAll(List<T> animals, F food) {
        String all = "";
        for (T animal : animals) {
            all += animal.feed(food) + " " + animal.self()
                    + ((Object) animal.food()).getClass().getSimpleName();
        }
        return all;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    public static void main(String[] args) {
        Here.begin();
        Both both = new Both();
        System.out.println(both.who() + " " + both.after(1L, 10));
        Source<Object> raw = (Source) both;
        try {
            System.out.println(raw.after(3L, 2));
            System.out.println(raw.next("text"));
        } catch (ClassCastException e) {
            System.out.println("no Long");
        }
        Dog dog = new Dog();
        System.out.println(feedAll(List.of(dog, dog.self()), 4) + feedAll(List.of(dog), 9));
        Comparable comparable = dog;
        System.out.println(comparable.compareTo(new Animal<String>() {
            @Override
            String food() {
                return Here.now("hay");
            }

            @Override
            public String toString() {
                return "cow" + feed("grass");
            }
        }));
        System.out.println(LOG);
    }
}
