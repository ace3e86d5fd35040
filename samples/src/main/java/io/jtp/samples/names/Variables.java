package io.jtp.samples.names;

import io.jtp.samples.Here;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.invoke.VarHandle.AccessMode;
import java.lang.invoke.WrongMethodTypeException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/** Handles of fields, array elements and bytes in arrays and buffers, and atomic updaters: found before a move, used after it. */
public class Variables {
    private static final Lookup LOOKUP = MethodHandles.lookup();

    private static final VarHandle COUNT;
    private static final VarHandle NAME;
    private static final VarHandle TOTAL;
    private static final VarHandle LATE;
    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(String[].class);
    private static final VarHandle NUMBERS = MethodHandles.arrayElementVarHandle(double[].class);
    private static final VarHandle BYTES = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle BUFFER = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final AtomicIntegerFieldUpdater<Variables> HITS =
            AtomicIntegerFieldUpdater.newUpdater(Variables.class, "hits");
    private static final AtomicLongFieldUpdater<Variables> SUM =
            AtomicLongFieldUpdater.newUpdater(Variables.class, "sum");
    private static final AtomicReferenceFieldUpdater<Variables, List<?>> NEXT = updater();

    static {
        try {
            COUNT = LOOKUP.findVarHandle(Variables.class, "count", int.class);
            NAME = LOOKUP.findVarHandle(Variables.class, "name", String.class).withInvokeExactBehavior();
            TOTAL = LOOKUP.findStaticVarHandle(Variables.class, "total", long.class);
            LATE = LOOKUP.findStaticVarHandle(Untouched.class, "value", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static long total = 100;

    private final int fixed = 4;
    private byte small = 1;
    private int count = 3;
    private String name = "first";
    private volatile int hits;
    private volatile long sum = 7;
    private volatile List<?> next = List.of();

    /** Later JDKs initialise a class only when a handle of its static fields is used, which is after a move. */
    private static final class Untouched {
        static int value = 41;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static AtomicReferenceFieldUpdater<Variables, List<?>> updater() {
        return (AtomicReferenceFieldUpdater)
                AtomicReferenceFieldUpdater.newUpdater(Variables.class, List.class, "next");
    }

    private static void fields(Variables object) {
        COUNT.set(object, (int) COUNT.get(object) + 1);
        System.out.println((int) COUNT.getAndAdd(object, 10) + " " + object.count + COUNT.compareAndSet(object, 14, -1)
                + object.count + (int) COUNT.getAndBitwiseOr(object, 8));
        System.out.println((String) NAME.getAndSet(object, Here.now("second"))
                + object.name
                + NAME.compareAndSet(object, "second", "third")
                + object.name
                + object.fixed
                + object.small);
        try {
            Object inexact = NAME.get(object);
            System.out.println("inexact " + inexact);
        } catch (WrongMethodTypeException e) {
            Here.now();
            // the words differ between versions
            System.out.println("exact only " + (e.getMessage() != null) + e.getStackTrace().length);
        }
        System.out.println((long) TOTAL.getAndAdd(5L) + " " + total + TOTAL.varType() + COUNT.coordinateTypes()
                + NAME.hasInvokeExactBehavior() + WORDS.isAccessModeSupported(AccessMode.GET_AND_ADD));
    }

    private static void elements() {
        String[] words = {"a", "b", "c"};
        double[] numbers = {1, 2, 3};
        byte[] bytes = new byte[16];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        WORDS.setVolatile(words, 1, "changed");
        NUMBERS.set(numbers, 2, Here.now((Double) 2.5) + (double) NUMBERS.get(numbers, 0));
        BYTES.set(bytes, 3, 0x0102030405060708L);
        BUFFER.set(buffer, 12, 0x0a0b0c0d);
        System.out.println(Arrays.toString(words)
                + WORDS.compareAndExchange(words, 0, "x", "y")
                + Arrays.toString(numbers)
                + Arrays.toString(bytes)
                + BUFFER.get(buffer, 4));
        try {
            WORDS.set(words, 3, "none");
        } catch (ArrayIndexOutOfBoundsException e) {
            System.out.println(e.getMessage());
        }
    }

    private static void updaters(Variables object) {
        System.out.println(HITS.incrementAndGet(object) + " " + HITS.accumulateAndGet(object, 5, Math::max) + " "
                + SUM.addAndGet(object, 30) + NEXT.getAndSet(object, new ArrayList<>(List.of(object.hits)))
                + object.next
                + NEXT.compareAndSet(object, List.of(), null));
    }

    private static void handles(Variables object, MethodHandle adder, MethodHandle filtered) throws Throwable {
        MethodHandle get =
                MethodHandles.varHandleInvoker(AccessMode.GET, MethodType.methodType(int.class, Variables.class));
        MethodHandle set = MethodHandles.varHandleExactInvoker(
                AccessMode.SET, MethodType.methodType(void.class, Variables.class, int.class));
        Here.now();
        set.invokeExact(COUNT, object, object.count + 1);
        System.out.println((int) adder.invokeExact(object, 6) + " " + object.count + filtered.invoke(object)
                + COUNT.toMethodHandle(AccessMode.GET).invoke(object)
                + COUNT.accessModeType(AccessMode.COMPARE_AND_SET)
                + LOOKUP.unreflectVarHandle(Variables.class.getDeclaredField("small"))
                + get.invoke(COUNT, object) + get.invoke(Here.now(COUNT), object));
    }

    public static void main(String[] args) throws Throwable {
        Here.begin();
        Variables object = new Variables();
        MethodHandle adder = COUNT.toMethodHandle(AccessMode.GET_AND_ADD);
        MethodHandle filtered = MethodHandles.filterReturnValue(
                NAME.toMethodHandle(AccessMode.GET_VOLATILE),
                LOOKUP.findVirtual(String.class, "length", MethodType.methodType(int.class)));
        fields(object);
        VarHandle kept = Here.now(COUNT);
        fields(object);
        elements();
        updaters(object);
        Here.now();
        System.out.println("value " + (int) LATE.get() + (kept == COUNT));
        LATE.set(5);
        updaters(object);
        elements();
        handles(object, adder, filtered);
        Here.now();
        handles(object, adder, filtered);
        System.out.println(Untouched.value);
    }
}
