package io.jtp.capture;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A random graph of objects of many kinds, then waits, busy, for a line. Arguments: seed, number of objects. */
final class GraphProgram {

    static class Base {
        private Object same;
        int i;
        long j;
        Base next;
    }

    static final class Derived extends Base {
        private Object same;
        boolean z;
        byte b;
        short s;
        char c;
        float f;
        double d;
        Object[] others;
    }

    record Pair(Object left, Object right) {}

    static final class NotLinked {}

    static final String[] LITERALS = {"first", "second", "late \ud83d\ude00", ""};

    /** The very string that the exceptions' traces have, made so that it is no literal, and one like it. */
    static Pair likeInTraces = new Pair("ma".concat("ke").intern(), "ma".concat("ke"));

    /** Its class and the one above it have the same simple name, and fields of the same name. One of them refers to "first". */
    static URLConnection likeTheOneAbove;

    static List<Object> objects = new ArrayList<>();
    static Base list;
    static Map<Object, Object> map = new HashMap<>();
    static Map<Object, Object> byIdentity;
    static Class<?> notLinked = NotLinked.class;

    private static Random random;

    private GraphProgram() {}

    public static void main(String[] args) throws Exception {
        likeTheOneAbove = new URL("jar:file:/nowhere.jar!/first").openConnection();
        random = new Random(Long.parseLong(args[0]));
        int count = Integer.parseInt(args[1]);
        for (int i = 0; i < count; i++) {
            objects.add(make());
        }
        for (int i = 0; i < 400; i++) {
            Base node = new Base();
            node.next = list;
            node.same = i % 7 == 0 ? LITERALS[i % 4] : any();
            list = node;
        }
        for (int i = 0; i < count / 10; i++) {
            map.put(any(), any());
        }
        for (Object object : objects) {
            connect(object);
        }
        if (random.nextBoolean()) {
            byIdentity = new IdentityHashMap<>(Map.of(objects.get(0), "first"));
        }
        System.out.println("ready");
        while (System.in.available() == 0) {
            Thread.onSpinWait();
        }
        System.out.println("done");
    }

    private static Object any() {
        return random.nextInt(10) == 0 || objects.isEmpty() ? null : objects.get(random.nextInt(objects.size()));
    }

    private static Object make() {
        return switch (random.nextInt(22)) {
            case 0, 1, 2 -> new Base();
            case 3, 4, 5 -> new Derived();
            case 6 -> new Object[random.nextInt(20)];
            case 7 -> new Base[random.nextInt(5)][2];
            case 8 -> random.ints(random.nextInt(50)).toArray();
            case 9 -> random.doubles(random.nextInt(5)).toArray();
            case 10 -> new boolean[] {true, false, random.nextBoolean()};
            case 11 -> new char[] {(char) random.nextInt(), 'x'};
            case 12 -> new short[] {(short) random.nextInt()};
            case 13 -> new StringBuilder("s").append(random.nextInt(1000)).toString();
            case 14 ->
                new StringBuilder("\u20ac\ud800").append(random.nextInt(10)).toString();
            case 15 -> random.nextBoolean() ? LITERALS[random.nextInt(4)] : new StringBuilder("first").toString();
            case 16 -> new Exception("number " + random.nextInt());
            case 17 -> supplier(any(), random.nextLong());
            case 18 -> new Class<?>[] {int.class, Map.Entry[].class, Derived.class}[random.nextInt(3)];
            case 19 -> new Pair(any(), random.nextBoolean() ? TimeUnit.DAYS : random.nextInt());
            case 20 -> new WeakReference<>(any());
            default -> new LinkedHashMap<>(Map.of(new Object(), random.nextLong()));
        };
    }

    private static Supplier<Object> supplier(Object captured, long number) {
        return () -> captured == null ? number : captured;
    }

    private static void connect(Object object) {
        if (object instanceof Derived derived) {
            derived.same = any();
            derived.z = random.nextBoolean();
            derived.b = (byte) random.nextInt();
            derived.s = (short) random.nextInt();
            derived.c = (char) random.nextInt();
            derived.f = random.nextFloat();
            derived.d = random.nextGaussian();
            derived.others = new Object[] {any(), derived, any()};
        }
        if (object instanceof Base base) {
            base.same = any();
            base.i = random.nextInt();
            base.j = random.nextLong();
        } else if (object instanceof Object[] array && array.getClass() == Object[].class) {
            for (int i = 0; i < array.length; i++) {
                array[i] = any();
            }
        }
    }
}
