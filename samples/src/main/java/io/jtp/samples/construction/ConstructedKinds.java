package io.jtp.samples.construction;

import io.jtp.samples.Here;
import java.util.function.IntSupplier;

/** Kinds of classes whose constructors javac makes or adds to: records, inner, local and anonymous classes. */
public final class ConstructedKinds {
    private final int scale;

    private ConstructedKinds(int scale) {
        this.scale = scale;
    }

    static int f(int i) {
        Here.now();
        return i + 3;
    }

    record Range(int from, int to) {
        Range {
            if (f(from) > to) {
                throw new IllegalArgumentException(from + ">" + to);
            }
            to = to + f(1);
        }

        Range(int to) {
            this(f(0) - 3, to);
            Here.now();
        }
    }

    abstract static class Counted {
        private final int count;

        Counted(int count) {
            this.count = count;
            System.out.println("counted " + value());
        }

        abstract int value();
    }

    class Inner extends Counted {
        private final int own = f(scale);

        Inner(int i) {
            super(i + f(scale));
        }

        @Override
        int value() {
            Here.now();
            return own * 1000 + scale;
        }

        class Innermost {
            final int sum = own + f(scale);
        }
    }

    int local(int captured) {
        int other = f(captured);
        class Local extends Counted {
            final IntSupplier both = () -> captured + value();

            Local() {
                super(other + f(captured));
            }

            @Override
            int value() {
                Here.now();
                return captured * 100 + other * 10 + scale;
            }
        }
        Counted anonymous = new Counted(new Local().both.getAsInt()) {
            private final int mine = f(captured);

            {
                System.out.println("mine " + mine + " " + other + " " + scale);
            }

            @Override
            int value() {
                Here.now();
                return mine + captured;
            }
        };
        return anonymous.value() + anonymous.count;
    }

    public static void main(String[] args) {
        Here.begin();
        System.out.println(new Range(1, 9) + " " + new Range(8));
        try {
            System.out.println(new Range(2, 1));
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
        }
        ConstructedKinds outer = new ConstructedKinds(f(4));
        Inner inner = outer.new Inner(2);
        System.out.println(inner.value() + " " + inner.new Innermost().sum + " " + outer.local(5));
    }
}
