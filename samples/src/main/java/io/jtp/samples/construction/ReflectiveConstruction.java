package io.jtp.samples.construction;

import io.jtp.samples.Here;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Constructors called by reflection and through references {@code Type::new}: the caller gets the very object that was begun. */
public final class ReflectiveConstruction {
    private static final List<Object> BEGUN = new ArrayList<>();

    private ReflectiveConstruction() {}

    static int f(int i) {
        Here.now();
        return i + 1;
    }

    static class Thing {
        final int number;

        public Thing() {
            this(f(1));
        }

        public Thing(int number) {
            BEGUN.add(this);
            this.number = number < 0 ? number : f(number);
            if (number > 100) {
                throw new IllegalArgumentException("too large: " + this.number);
            }
        }

        Thing(String text) {
            this(text.length());
        }

        @Override
        public String toString() {
            return "thing " + number + (BEGUN.get(BEGUN.size() - 1) == this);
        }
    }

    interface Maker {
        Thing make(int number);
    }

    public static void main(String[] args) throws ReflectiveOperationException {
        Here.begin();
        Constructor<Thing> constructor = Thing.class.getDeclaredConstructor(int.class);
        System.out.println("reflection: " + constructor.newInstance(f(5)));
        try {
            System.out.println(constructor.newInstance(200));
        } catch (InvocationTargetException e) {
            System.out.println(e.getCause().getMessage());
        }
        for (int i = 0; i < 20; i++) {
            // after some calls the JDK generates code for them
            constructor.newInstance(-1);
        }
        System.out.println("again: " + constructor.newInstance(f(6)));
        Supplier<Thing> supplier = Thing::new;
        Maker maker = Thing::new;
        Function<Integer, Object> function = Thing::new;
        Runnable dropped = Thing::new;
        System.out.println("references: " + supplier.get() + " " + maker.make(3) + " " + function.apply(4));
        dropped.run();
        System.out.println(BEGUN.get(BEGUN.size() - 1));
        System.out.println(
                Stream.of("a", "bb").map(Thing::new).map(Thing::toString).collect(Collectors.toList()));
    }
}
