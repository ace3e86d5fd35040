package io.jtp.samples.expressions;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Methods with any number of arguments: the array for them is being filled while calls are made, arrays within arrays, chains of builders. */
public final class VarArgs {
    private VarArgs() {}

    static long sum(String name, long... values) {
        long sum = name.length();
        for (long value : values) {
            sum = sum * 31 + value;
        }
        return sum;
    }

    @SafeVarargs
    static <T> List<T> list(T first, T... more) {
        List<T> all = new ArrayList<>(List.of(first));
        for (T one : more) {
            all.add(one);
        }
        return all;
    }

    static String show(Object... any) {
        return any == null ? "no array" : any.length + Arrays.deepToString(any);
    }

    static int f(int value) {
        Here.now();
        return value;
    }

    /** A chain of calls on one object with other chains among its arguments. */
    static final class Builder {
        private final StringBuilder text = new StringBuilder("(");
        private int depth;

        Builder add(Object... parts) {
            for (Object part : parts) {
                text.append(part).append(' ');
                depth++;
            }
            return this;
        }

        Builder nest(Builder other) {
            depth += 10 * other.depth;
            return add(other.end());
        }

        String end() {
            return text.append(depth).append(')').toString();
        }
    }

    public static void main(String[] args) {
        Here.begin();
        System.out.println(sum("none") + " " + sum("some", f(1), 2, sum("inner", f(3)), f(4)));
        System.out.println(list("a", "b" + f(5), "c") + " " + list(1, f(2)) + list('x'));
        System.out.println(
                show() + show((Object[]) null) + show((Object) null) + show(1, 2.5, "x" + f(6), new int[] {f(7)}));
        System.out.println(String.format("%s %04d %c %.2f %s", "f", f(42), 'g', 1 / 3.0, list(f(8))));
        System.out.println(new Builder()
                .add("a", f(9))
                .nest(new Builder().add(f(10)).nest(new Builder().add().nest(new Builder().add("deep", f(11)))))
                .add(new Builder().add(f(12)).end(), "z")
                .end());
    }
}
