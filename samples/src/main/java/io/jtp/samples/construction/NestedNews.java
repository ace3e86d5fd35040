package io.jtp.samples.construction;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Objects that are only half there: {@code new} has made them, and their constructor is still waiting for its arguments. They lie on the
 * operand stack, several within each other, and in a branch of a conditional only.
 */
public final class NestedNews {
    private NestedNews() {}

    record Leaf(int value) {}

    record Node(Object left, Object right, long weight) {
        Node(Object left, Object right) {
            this(left, right, left.hashCode() * 31L + right.hashCode());
        }
    }

    static int f(int value) {
        Here.now();
        return value;
    }

    static Object either(boolean left, int value) {
        return new Node(
                left ? new Leaf(f(value)) : new Node(new Leaf(value), new Leaf(f(value + 1))),
                new Leaf(left ? value : f(-value)),
                left && f(value) > 2 ? 1L << 40 : value);
    }

    static int depth(Object tree) {
        return tree instanceof Node node ? 1 + Math.max(depth(node.left), depth(node.right)) : 0;
    }

    public static void main(String[] args) {
        Here.begin();
        System.out.println(new Node(new Leaf(f(1)), new Node(new Leaf(2), new Leaf(f(3)), f(4)), 5).weight());
        System.out.println(either(true, 6));
        System.out.println(either(false, 7));
        Object[] made = {new Leaf(f(8)), new int[f(2)][f(3)], new Object[] {new Leaf(f(9)), new String("s" + f(1))}};
        System.out.println(Arrays.deepToString(made));
        System.out.println(new StringBuilder(new StringBuilder("ab").append(new Leaf(f(10)))).reverse());
        List<Object> trees = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            trees.add(new Node(
                    i < 2 ? new Leaf(i) : trees.get(i / 2),
                    new Leaf(i == 250 ? f(i) : i),
                    i % 3 == 0 ? depth(i == 0 ? new Leaf(0) : trees.get(i - 1)) : i));
        }
        System.out.println(trees.hashCode() + " " + depth(trees.get(499)));
        String thrown = "";
        try {
            thrown = new Node(new Leaf(f(11)), new Leaf(1 / (f(12) - 12))).toString();
        } catch (ArithmeticException e) {
            thrown += new IllegalStateException(
                    new StringBuilder().append(f(13)).append(e.getMessage()).toString(), e);
        }
        System.out.println(thrown);
    }
}
