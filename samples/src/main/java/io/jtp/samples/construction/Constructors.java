package io.jtp.samples.construction;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Constructors on the stack: before and after they have called another one, with objects that others know before they are finished. Each
 * has to go on with the very object that it had begun.
 */
public final class Constructors {
    private static final List<Object> SEEN = new ArrayList<>();

    private Constructors() {}

    static int step(int i) {
        Here.now();
        return i + 1;
    }

    static class Base {
        final int base;
        private final long early = 1L << step(32);

        {
            SEEN.add(this);
        }

        Base(int base) {
            Here.now();
            this.base = base + step(1);
            System.out.println("base " + this.base + " " + early + " " + describe());
        }

        String describe() {
            return getClass().getSimpleName() + (SEEN.get(SEEN.size() - 1) == this);
        }
    }

    static class Derived extends Base {
        final String name;
        private final Supplier<String> later = () -> describe() + step(3);
        double weight = 2.5;

        Derived(String name) {
            this(name, step(4));
        }

        private Derived(String name, int number) {
            super(number + step(10));
            Here.now();
            this.name = name;
            synchronized (this) {
                weight += step(1);
                System.out.println(Thread.holdsLock(this) + " " + weight);
            }
            System.out.println(later.get());
        }

        @Override
        String describe() {
            Here.now();
            return super.describe() + name;
        }
    }

    static final class Failing extends Base {
        Failing() {
            super(7);
            if (step(1) == 2) {
                throw new IllegalStateException("base " + base);
            }
        }
    }

    public static void main(String[] args) {
        Here.begin();
        System.out.println("made " + new Derived("d").base + new Base(step(0)).describe());
        try {
            System.out.println(new Failing());
        } catch (IllegalStateException e) {
            Base last = (Base) SEEN.get(SEEN.size() - 1);
            System.out.println(e.getMessage() + " " + last.base + " " + e.getStackTrace()[0]);
        }
    }
}
