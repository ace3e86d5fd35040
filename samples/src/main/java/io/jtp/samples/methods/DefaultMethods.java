package io.jtp.samples.methods;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.List;

/** Code that lives in interfaces: default, static and private methods; and generics with their bridge methods. */
public final class DefaultMethods {
    private DefaultMethods() {}

    interface Shape extends Comparable<Shape> {
        double area();

        default String describe() {
            return prefix() + " of area " + area();
        }

        private String prefix() {
            Here.now();
            return getClass().getSimpleName();
        }

        static Shape larger(Shape a, Shape b) {
            Here.now();
            return a.compareTo(b) > 0 ? a : b;
        }

        @Override
        default int compareTo(Shape other) {
            Here.now();
            return Double.compare(area(), other.area());
        }
    }

    record Square(double side) implements Shape {
        @Override
        public double area() {
            return side * side;
        }
    }

    record Disc(double radius) implements Shape {
        @Override
        public double area() {
            Here.now();
            return 3 * radius * radius;
        }

        @Override
        public String describe() {
            return "round: " + Shape.super.describe();
        }
    }

    /** A static nested generic class; {@code T} is only {@code Comparable} in its bytecode. */
    static final class Best<T extends Comparable<? super T>> {
        private final List<T> seen = new ArrayList<>();
        private T best;

        Best<T> offer(T candidate) {
            seen.add(candidate);
            if (best == null || candidate.compareTo(best) > 0) {
                best = candidate;
            }
            return this;
        }
    }

    public static void main(String[] args) {
        Here.begin();
        System.out.println(new Square(2).describe());
        System.out.println(new Disc(1).describe());
        System.out.println(Shape.larger(new Square(2), new Disc(1)));
        Best<Shape> best =
                new Best<Shape>().offer(new Disc(2)).offer(new Square(3)).offer(new Square(4));
        System.out.println(best.best + " of " + best.seen);
    }
}
