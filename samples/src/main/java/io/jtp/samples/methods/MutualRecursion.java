package io.jtp.samples.methods;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.List;

/** Methods that call each other, and themselves within their own arguments: hundreds of activations that differ only in their operands. */
public final class MutualRecursion {
    private MutualRecursion() {}

    private static int calls;

    static int here(int value) {
        if (++calls % 1500 == 1100) {
            Here.now();
        }
        return value;
    }

    static int ackermann(int m, int n) {
        return m == 0 ? here(n) + 1 : n == 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1));
    }

    static int female(int n) {
        return n == 0 ? here(1) : n - male(female(n - 1));
    }

    static int male(int n) {
        return n == 0 ? here(0) : n - female(male(n - 1));
    }

    static int takeuchi(int x, int y, int z) {
        return here(y) < x ? takeuchi(takeuchi(x - 1, y, z), takeuchi(y - 1, z, x), takeuchi(z - 1, x, y)) : z;
    }

    static int mccarthy(int n) {
        return n > 100 ? here(n - 10) : mccarthy(mccarthy(n + 11));
    }

    static void hanoi(int discs, List<Integer> from, List<Integer> to, List<Integer> over, StringBuilder log) {
        if (discs == 0) {
            return;
        }
        hanoi(discs - 1, from, over, to, log);
        to.add(from.remove(from.size() - 1));
        if (log.append(to.size()).length() == 77) {
            Here.now();
        }
        hanoi(discs - 1, over, to, from, log);
    }

    static boolean even(int n) {
        return n == 0 || odd(n - 1);
    }

    static boolean odd(int n) {
        if (n == 1) {
            Here.now();
        }
        return n != 0 && even(n - 1);
    }

    public static void main(String[] args) {
        Here.begin();
        System.out.println(ackermann(2, 30) + " " + ackermann(3, 4));
        System.out.println(female(30) + " " + male(30) + " " + takeuchi(8, 4, 0) + " " + mccarthy(17));
        List<Integer> from = new ArrayList<>(List.of(7, 6, 5, 4, 3, 2, 1));
        List<Integer> to = new ArrayList<>();
        StringBuilder log = new StringBuilder();
        hanoi(7, from, to, new ArrayList<>(), log);
        System.out.println(to + " " + log.toString().hashCode());
        System.out.println(even(800) + " " + odd(800) + " " + calls);
    }
}
