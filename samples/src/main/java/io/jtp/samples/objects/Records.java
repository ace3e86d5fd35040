package io.jtp.samples.objects;

import io.jtp.samples.Here;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Records: final fields set without their constructor, equals and hashCode generated at run time. */
public final class Records {
    private Records() {}

    record Point(int x, long y) {
        Point scaled(int by) {
            Here.now();
            return new Point(x * by, y * by);
        }
    }

    record Pair<A, B>(A first, B second) {
        static <T> Pair<T, T> twice(T value) {
            return new Pair<>(value, value);
        }
    }

    sealed interface Tree permits Leaf, Branch {}

    record Leaf(double value) implements Tree {}

    record Branch(Tree left, Tree right) implements Tree {}

    static double sum(Tree tree) {
        if (tree instanceof Leaf leaf) {
            Here.now();
            return leaf.value();
        }
        Branch branch = (Branch) tree;
        return sum(branch.left()) + sum(branch.right());
    }

    public static void main(String[] args) {
        Here.begin();
        Point point = new Point(3, 4);
        Map<Object, String> names = new HashMap<>(Map.of(point, "p", Pair.twice(point), "pair"));
        Point scaled = point.scaled(2);
        System.out.println(scaled + " " + names.get(new Point(3, 4)) + " " + names.get(Pair.twice(new Point(3, 4))));
        System.out.println(sum(new Branch(new Leaf(1), new Branch(new Leaf(2), new Leaf(3.5)))));
        Optional<Pair<String, Point>> pair = Optional.of(new Pair<>("far", scaled));
        Here.now();
        System.out.println(pair.map(Pair::second).map(Point::y).orElse(0L) + " " + pair);
    }
}
