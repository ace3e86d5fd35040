package io.jtp.samples.initialisers;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntBinaryOperator;

/** Enums whose constants are being made: some are there already, in collections, in locks and as bodies of their own. */
public final class EnumInitialisers {
    private EnumInitialisers() {}

    static final List<Object> SEEN = new ArrayList<>();
    static final Set<Object> SET = new HashSet<>();

    enum Operation {
        PLUS(weight(2), (a, b) -> a + b),
        TIMES(weight(3), (a, b) -> a * b) {
            @Override
            int apply(int a, int b) {
                return super.apply(a, b) + 1000;
            }
        },
        MINUS(weight(TIMES.weight), (a, b) -> a - b);

        static final Map<Operation, Integer> WEIGHTS = new EnumMap<>(Operation.class);

        static {
            for (Operation each : values()) {
                WEIGHTS.put(each, each.weight);
                look(each);
            }
        }

        final int weight;
        final IntBinaryOperator operator;

        Operation(int weight, IntBinaryOperator operator) {
            this.weight = weight;
            this.operator = operator;
            SEEN.add(this);
            SET.add(this);
        }

        int apply(int a, int b) {
            return operator.applyAsInt(a, b);
        }
    }

    static int weight(int value) {
        Here.now();
        return SEEN.size() * 10 + value;
    }

    static void look(Operation operation) {
        int hash = System.identityHashCode(operation);
        synchronized (operation) {
            Here.now();
            System.out.println("looked at " + operation + " " + (hash == System.identityHashCode(operation)) + " "
                    + Thread.holdsLock(operation));
        }
    }

    public static void main(String[] args) {
        Here.begin();
        int sum = 1 + Operation.PLUS.apply(3, 4);
        for (Operation each : Operation.values()) {
            sum = each.apply(sum, each.weight);
            System.out.println(each + " " + each.weight + " " + sum + " "
                    + each.getDeclaringClass().getSimpleName() + " " + SET.contains(each));
        }
        System.out.println(SEEN + " " + Operation.WEIGHTS + " "
                + Operation.valueOf("TIMES").getClass());
    }
}
