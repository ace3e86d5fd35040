package io.jtp.samples.switches;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code instanceof} with a variable: bound in conditions, in their negations and in loops; sealed hierarchies taken apart by it. */
public final class Patterns {
    private Patterns() {}

    sealed interface Expr permits Num, Neg, Bin, Let, Var {}

    record Num(double value) implements Expr {}

    record Neg(Expr of) implements Expr {}

    record Bin(char op, Expr left, Expr right) implements Expr {}

    record Let(String name, Expr value, Expr in) implements Expr {}

    record Var(String name) implements Expr {}

    private record Scope(String name, double value, Scope outer) {}

    private static int steps;

    static <T> T step(T value) {
        if (++steps % 25 == 8) {
            Here.now();
        }
        return value;
    }

    static double eval(Expr e, Scope scope) {
        if (e instanceof Num n) {
            return step(n.value());
        } else if (e instanceof Neg neg) {
            return -eval(neg.of(), scope);
        } else if (e instanceof Bin bin && bin.op() == '+') {
            return eval(bin.left(), scope) + eval(bin.right(), scope);
        } else if (step(e) instanceof Bin bin) {
            return bin.op() == '*' ? eval(bin.left(), scope) * eval(bin.right(), scope) : Double.NaN;
        } else if (!(e instanceof Let let)) {
            Scope at = scope;
            while (!(e instanceof Var var && var.name().equals(at.name()))) {
                at = step(at.outer());
            }
            return at.value();
        } else {
            return eval(let.in(), new Scope(let.name(), eval(let.value(), scope), scope));
        }
    }

    static Expr simplify(Expr e) {
        if (e instanceof Neg n && n.of() instanceof Neg nn) {
            return simplify(nn.of());
        }
        if (e instanceof Bin b) {
            Expr left = simplify(b.left());
            Expr right = step(simplify(b.right()));
            if (b.op() == '*'
                    && (left instanceof Num l && l.value() == 0 || right instanceof Num r && r.value() == 0)) {
                return new Num(0);
            }
            return left instanceof Num l && right instanceof Num r && b.op() == '+'
                    ? new Num(l.value() + r.value())
                    : new Bin(b.op(), left, right);
        }
        return e instanceof Neg n
                ? new Neg(simplify(n.of()))
                : e instanceof Let l ? new Let(l.name(), simplify(l.value()), simplify(l.in())) : e;
    }

    static String tell(Object o) {
        if (!(o instanceof String s) || s.isEmpty()) {
            return o instanceof List<?> list && list.size() > 1
                    ? tell(list.get(0)) + "," + tell(list.subList(1, list.size()))
                    : o instanceof int[] ints && step(ints).length == 2
                            ? "pair"
                            : o instanceof Map.Entry<?, ?> entry
                                    ? tell(entry.getKey()) + "=" + tell(entry.getValue())
                                    : "?";
        }
        return "'" + step(s) + "'";
    }

    public static void main(String[] args) {
        Here.begin();
        Expr e = new Num(1);
        for (int i = 0; i < 12; i++) {
            e = i % 3 == 0
                    ? new Let("v" + i, new Bin('+', new Num(i), new Num(2)), new Bin('*', new Var("v" + i), e))
                    : i % 3 == 1 ? new Neg(new Neg(e)) : new Bin('+', new Bin('*', new Num(0), new Var("none")), e);
        }
        Expr simple = simplify(e);
        System.out.println(simple);
        System.out.println(eval(simple, null) + " " + steps);
        List<Object> objects =
                new ArrayList<>(List.of("a", new int[2], Map.entry("k", List.of("v", "w", 3)), "", "z", 1));
        System.out.println(tell(objects));
    }
}
