package io.jtp.samples.objects;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntBinaryOperator;
import java.util.stream.Collectors;

/** Enums with fields, bodies, lambdas, interfaces and tables of transitions; records that check and change what they are made of. */
public final class EnumBodies {
    private EnumBodies() {}

    interface Priced {
        int price();

        default String label() {
            return Here.now(this) + "@" + price();
        }
    }

    enum Drink implements Priced {
        TEA(2),
        WINE(5) {
            @Override
            public int price() {
                return super.price() + sold++;
            }
        },
        WATER(0) {
            @Override
            public String label() {
                return "free " + super.label();
            }

            @Override
            Drink next() {
                Here.now();
                return TEA;
            }
        };

        private final int base;
        int sold;

        Drink(int base) {
            this.base = base;
        }

        @Override
        public int price() {
            return base;
        }

        Drink next() {
            return values()[ordinal() + 1];
        }
    }

    enum Op {
        PLUS("+", (a, b) -> a + b),
        TIMES("*", (a, b) -> {
            Here.now();
            return a * b;
        }),
        MINUS("-", Math::subtractExact);

        private static final Map<String, Op> BY_SIGN =
                Arrays.stream(values()).collect(Collectors.toMap(op -> op.sign, op -> op));

        private final String sign;
        private final IntBinaryOperator function;

        Op(String sign, IntBinaryOperator function) {
            this.sign = sign;
            this.function = function;
        }
    }

    enum State {
        IDLE,
        RUNNING,
        BLOCKED,
        DONE;

        private static final Map<State, EnumSet<State>> NEXT = new EnumMap<>(State.class);

        static {
            NEXT.put(IDLE, EnumSet.of(RUNNING));
            NEXT.put(RUNNING, EnumSet.complementOf(EnumSet.of(IDLE)));
            NEXT.put(BLOCKED, EnumSet.of(RUNNING));
            NEXT.put(DONE, EnumSet.noneOf(State.class));
        }

        State to(State next) {
            if (!NEXT.get(this).contains(next)) {
                throw new IllegalStateException(this + " to " + next);
            }
            return next;
        }
    }

    /** In lowest terms. */
    record Fraction(long over, long under) implements Comparable<Fraction> {
        static final Fraction ZERO = new Fraction(0);

        Fraction {
            if (under == 0) {
                throw new ArithmeticException(over + "/0");
            }
            long divisor = gcd(Math.abs(over), Math.abs(under)) * (under < 0 ? -1 : 1);
            over /= divisor;
            under /= divisor;
        }

        Fraction(long whole) {
            this(whole, 1);
        }

        private static long gcd(long a, long b) {
            return b == 0 ? a : gcd(b, a % b);
        }

        Fraction plus(Fraction other) {
            return new Fraction(over * other.under + other.over * under, Here.now(under) * other.under);
        }

        @Override
        public int compareTo(Fraction other) {
            return Long.compare(over * other.under, other.over * under);
        }
    }

    public static void main(String[] args) {
        Here.begin();
        Drink drink = Drink.WATER;
        StringBuilder labels = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            labels.append(drink.label()).append(' ');
            drink = drink.next();
        }
        System.out.println(
                labels + " " + drink.getDeclaringClass().getSimpleName() + (drink.getClass() == Drink.class));
        int value = 1;
        for (String sign : "+ * - * +".split(" ")) {
            value = Op.BY_SIGN.get(sign).function.applyAsInt(value, 7);
        }
        List<State> states = new ArrayList<>(List.of(State.IDLE));
        try {
            for (State next : new State[] {State.RUNNING, State.BLOCKED, State.RUNNING, State.DONE, State.IDLE}) {
                states.add(states.get(states.size() - 1).to(next));
            }
        } catch (IllegalStateException e) {
            System.out.println(value + " " + e.getMessage() + " after " + states);
        }
        Fraction sum = Fraction.ZERO;
        for (int i = 1; i < 9; i++) {
            sum = sum.plus(new Fraction(i % 2 == 0 ? -1 : 1, 2L * i - 1));
        }
        System.out.println(sum + " " + sum.compareTo(new Fraction(3, -4)) + " "
                + sum.equals(new Fraction(sum.over() * -3, sum.under() * -3)));
        try {
            System.out.println(Drink.valueOf("BEER") + "" + new Fraction(1, 0));
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
        }
    }
}
