package io.jtp.samples.closures;

import io.jtp.samples.Here;
import java.util.function.IntSupplier;

/** Inner, local and anonymous classes: each carries its outer object and the locals that it captured. */
public final class InnerClasses {
    private int total = 1;

    private final class Adder {
        private final int step;

        Adder(int step) {
            this.step = step;
        }

        int add() {
            total += step;
            Here.now();
            return InnerClasses.this.total++;
        }

        private final class Twice {
            int add() {
                return Adder.this.add() + Adder.this.add();
            }
        }
    }

    IntSupplier local(String word, long factor) {
        class Local implements IntSupplier {
            @Override
            public int getAsInt() {
                Here.now();
                return (int) (word.length() * factor) + total;
            }
        }
        return new Local();
    }

    IntSupplier anonymous(int[] captured) {
        return new IntSupplier() {
            private int calls;

            @Override
            public int getAsInt() {
                calls++;
                Here.now();
                return captured[0] += calls + total;
            }
        };
    }

    public static void main(String[] args) {
        Here.begin();
        InnerClasses outer = new InnerClasses();
        InnerClasses.Adder adder = outer.new Adder(5);
        System.out.println(adder.add());
        System.out.println(adder.new Twice().add());
        System.out.println(outer.local("word", 3).getAsInt());
        int[] captured = {1000};
        IntSupplier anonymous = outer.anonymous(captured);
        System.out.println(anonymous.getAsInt() + anonymous.getAsInt());
        System.out.println(captured[0] + " " + outer.total);
    }
}
