package io.jtp.samples.reflection;

import io.jtp.samples.Here;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/** Method handles of many kinds, called from within each other: found, bound, converted, combined; and handles of variables. */
public class Handles {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private int count;

    static int twice(int value) {
        Here.now();
        return 2 * value;
    }

    String join(long number, Object text) {
        Here.now();
        return ++count + ":" + number + text;
    }

    private static boolean small(int value) {
        return value < 100;
    }

    /** Overrides what it calls by findSpecial. */
    static final class Sub extends Handles {
        @Override
        String join(long number, Object text) {
            return "sub of " + super.join(number, text);
        }

        String above(long number) throws Throwable {
            MethodHandle special = MethodHandles.lookup()
                    .findSpecial(
                            Handles.class,
                            "join",
                            MethodType.methodType(String.class, long.class, Object.class),
                            Sub.class);
            return (String) special.invokeExact(this, number, (Object) "above");
        }
    }

    public static void main(String[] args) throws Throwable {
        Here.begin();
        MethodHandle twice = LOOKUP.findStatic(Handles.class, "twice", MethodType.methodType(int.class, int.class));
        System.out.println((int) twice.invokeExact(4) + (int) twice.invoke((byte) 5));
        MethodHandle join = LOOKUP.findVirtual(
                Handles.class, "join", MethodType.methodType(String.class, long.class, Object.class));
        Handles plain = new Handles();
        MethodHandle bound = join.bindTo(plain).asType(MethodType.methodType(Object.class, int.class, String.class));
        System.out.println((Object) bound.invokeExact(7, "x") + " " + join.invoke((Handles) new Sub(), 8L, (Object) 'c')
                + " " + new Sub().above(9));
        MethodHandle small = LOOKUP.findStatic(Handles.class, "small", MethodType.methodType(boolean.class, int.class));
        MethodHandle guarded = MethodHandles.guardWithTest(
                small, MethodHandles.filterReturnValue(twice, twice), MethodHandles.identity(int.class));
        int value = 3;
        for (int i = 0; i < 4; i++) {
            value = (int) guarded.invokeExact(value);
        }
        MethodHandle spread = MethodHandles.insertArguments(join, 0, plain).asSpreader(Object[].class, 2);
        System.out.println(value + " " + spread.invoke(new Object[] {1L, "spread"}) + " "
                + MethodHandles.catchException(
                                MethodHandles.throwException(String.class, IllegalStateException.class),
                                IllegalStateException.class,
                                MethodHandles.dropArguments(
                                        MethodHandles.constant(String.class, "caught"), 0, IllegalStateException.class))
                        .invoke(new IllegalStateException()));
        VarHandle counter = LOOKUP.findVarHandle(Handles.class, "count", int.class);
        VarHandle element = MethodHandles.arrayElementVarHandle(long[].class);
        long[] array = new long[3];
        element.set(array, 1, (long) (int) counter.getAndAdd(plain, 10) + (int) twice.invokeExact(1));
        System.out.println(plain.count + Arrays.toString(array) + counter.compareAndSet(plain, 0, 1));
    }
}
