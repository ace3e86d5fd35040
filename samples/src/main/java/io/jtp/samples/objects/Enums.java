package io.jtp.samples.objects;

import io.jtp.samples.Here;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;

/** Enum constants exist once: those with a field that changes, those with a body, in switches and in EnumMaps. */
public final class Enums {
    private Enums() {}

    enum Step {
        PLUS {
            @Override
            int apply(int a, int b) {
                Here.now();
                return a + b;
            }
        },
        TIMES {
            @Override
            int apply(int a, int b) {
                return a * b;
            }
        };

        private int uses;

        abstract int apply(int a, int b);

        int use(int a, int b) {
            uses++;
            return apply(a, b);
        }
    }

    static String name(Step step) {
        Here.now();
        switch (step) {
            case PLUS:
                return "+";
            case TIMES:
                return "*";
            default:
                return "?";
        }
    }

    public static void main(String[] args) {
        Here.begin();
        Map<Step, String> names = new EnumMap<>(Step.class);
        EnumSet<Step> done = EnumSet.noneOf(Step.class);
        int value = 1;
        for (Step step : Step.values()) {
            value = step.use(value, 7) + Step.PLUS.use(value, 1);
            names.put(step, name(step));
            done.add(step);
        }
        System.out.println(value + " " + names + " " + done);
        System.out.println(Step.PLUS.uses + " " + Step.TIMES.uses + " " + (Step.valueOf("PLUS") == Step.PLUS));
    }
}
