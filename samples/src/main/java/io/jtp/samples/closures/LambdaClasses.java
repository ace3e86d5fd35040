package io.jtp.samples.closures;

import io.jtp.samples.Here;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.IntBinaryOperator;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/** What tells one lambda from another: a call site makes one class, and one object if nothing is captured. */
public final class LambdaClasses {
    private LambdaClasses() {}

    private static final class Elsewhere {
        private Elsewhere() {}

        static Supplier<String> constant() {
            return () -> "elsewhere";
        }

        static Supplier<String> bound(String text) {
            return text::trim;
        }
    }

    private static <T> Set<T> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private static IntSupplier same() {
        return () -> {
            Here.now();
            return 1;
        };
    }

    private static int inLoops() {
        Set<Object> objects = identitySet();
        Set<Class<?>> classes = identitySet();
        int sum = 0;
        for (int i = 0; i < 3; i++) {
            int step = i;
            IntUnaryOperator plain = x -> x + 1;
            IntUnaryOperator capturing = x -> {
                Here.now();
                return x + step;
            };
            for (int j = 0; j < 2; j++) {
                IntBinaryOperator method = Math::max;
                IntBinaryOperator twin = Math::min;
                IntBinaryOperator alike = Math::min;
                Here.now();
                sum += method.applyAsInt(plain.applyAsInt(i), capturing.applyAsInt(j));
                objects.add(method);
                sum += twin.applyAsInt(sum, j) + alike.applyAsInt(sum, i);
                classes.add(method.getClass());
            }
            objects.add(plain);
            objects.add(capturing);
            classes.add(plain.getClass());
            classes.add(capturing.getClass());
        }
        System.out.println(objects.size() + " objects of " + classes.size() + " classes");
        return sum;
    }

    public static void main(String[] args) {
        Here.begin();
        IntSupplier first = same();
        Supplier<String> constant = Elsewhere.constant();
        Supplier<String> bound = Elsewhere.bound(" a ");
        Set<Class<?>> classes = identitySet();
        for (int i = 0; i < 3; i++) {
            Runnable run = Here::now;
            classes.add(run.getClass());
            run.run();
            System.out.println(first.getAsInt() + " " + (same() == first) + " " + (Elsewhere.constant() == constant)
                    + " " + (Elsewhere.bound(" b ").getClass() == bound.getClass()));
        }
        System.out.println(classes.size() + " " + inLoops());
    }
}
