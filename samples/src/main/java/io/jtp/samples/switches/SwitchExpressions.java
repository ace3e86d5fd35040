package io.jtp.samples.switches;

import io.jtp.samples.Here;
import java.util.EnumMap;
import java.util.Map;

/** Switches that have a value, in the middle of expressions: with blocks, with loops in them, with a try statement, one in another. */
public final class SwitchExpressions {
    private SwitchExpressions() {}

    enum Op {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        POWER
    }

    static int calls;

    static int f(int value) {
        if (++calls % 7 == 2) {
            Here.now();
        }
        return value;
    }

    static int apply(Op op, int a, int b) {
        return op.name().length()
                + a
                        * switch (op) {
                            case ADD -> a + f(b);
                            case SUBTRACT -> a - b;
                            case MULTIPLY -> f(a) * b;
                            case DIVIDE -> {
                                // the operands below the switch are moved into variables that have no name, because of
                                // the try
                                try {
                                    yield f(a) / b;
                                } catch (ArithmeticException e) {
                                    yield f(Integer.MAX_VALUE);
                                } finally {
                                    f(0);
                                }
                            }
                            case POWER -> {
                                int power = 1;
                                for (int i = 0; i < b; i++) {
                                    power *= f(a);
                                }
                                yield power;
                            }
                        };
    }

    static String roman(int n) {
        String result = "";
        while (n > 0) {
            int step = n >= 10 ? 10 : n >= 9 ? 9 : n >= 5 ? 5 : n >= 4 ? 4 : 1;
            result += switch (step) {
                case 10 -> "X";
                case 9 -> "IX";
                case 5 -> "V";
                case 4 -> "IV";
                default -> {
                    f(n);
                    yield "I";
                }
            };
            n -= step;
        }
        return result;
    }

    static double nested(String unit, int n) {
        return f(n)
                        * switch (unit) {
                            case "km" -> 1000.0;
                            case "m" -> 1;
                            case "cm", "mm" ->
                                1
                                        / (f(10)
                                                * switch (unit.charAt(0)) {
                                                    case 'c':
                                                        yield f(10);
                                                    default:
                                                        yield 100f;
                                                });
                            default -> throw new IllegalArgumentException("no unit: " + unit + f(n));
                        }
                + n;
    }

    public static void main(String[] args) {
        Here.begin();
        Map<Op, Integer> results = new EnumMap<>(Op.class);
        for (Op op : Op.values()) {
            results.merge(op, apply(op, 12, 5) + 2 * apply(op, 3, 0), Integer::sum);
        }
        System.out.println(results);
        for (int n : new int[] {4, 9, 14, 38}) {
            System.out.print(roman(n) + " ");
        }
        System.out.println(nested("km", 2) + nested("m", 3) + nested("cm", 4) + nested("mm", 5));
        try {
            System.out.println(nested("mile", 1));
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage() + " " + calls);
        }
    }
}
