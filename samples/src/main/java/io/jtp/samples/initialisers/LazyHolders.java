package io.jtp.samples.initialisers;

import io.jtp.samples.Here;
import java.util.function.IntSupplier;

/** Classes that are initialised in the middle of an expression, by each instruction that does so; moved while they are. */
public final class LazyHolders {
    private LazyHolders() {}

    private static String trace = "";

    static int slow(String name, int value) {
        trace += name + " ";
        Here.now();
        return value;
    }

    static final class Field {
        static int value = slow("Field", 4);
    }

    static final class Wide {
        static long value = slow("Wide", 1) + (1L << 40);
    }

    static final class Stored {
        static int before = slow("Stored", 1);
        static long value;
    }

    static final class Called {
        private static final int BASE = slow("Called", 10);

        static int value() {
            return BASE + 1;
        }
    }

    static final class Made {
        static int count = slow("Made", 100);
        final int number;

        Made(int first, long second) {
            number = count++ + first + (int) second;
        }
    }

    /** The idiom for a single instance. */
    static final class Single {
        private final int value;

        private Single(int value) {
            this.value = value;
        }

        private static final class Holder {
            static final Single INSTANCE = new Single(slow("Single", 7));
        }

        static Single get() {
            return Holder.INSTANCE;
        }
    }

    static final class Referred {
        static int value = slow("Referred", 5);

        static int get() {
            return value;
        }
    }

    public static void main(String[] args) {
        Here.begin();
        System.out.println(5 * (3 + Field.value));
        int[] a = {1, 2, 3};
        int i = 1;
        a[i++] += Wide.value;
        System.out.println(a[0] + " " + a[1] + " " + a[2] + " " + i);
        Stored.value = i + 1L;
        System.out.println(Stored.value + Stored.before);
        System.out.println("called " + (i * 2 - Called.value()));
        System.out.println(2 * new Made(i, new Made(3, 4L).number).number);
        System.out.println("single " + Single.get().value + " " + (Single.get() == Single.get()));
        IntSupplier referred = Referred::get;
        System.out.println(1 + referred.getAsInt());
        System.out.println(trace);
    }
}
