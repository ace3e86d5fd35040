package io.jtp.resume.programs;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Prints what it finds in its statics and locals; none of it is what its own code puts there. */
public final class Shapes {

    /** Something with a field of each kind, one of them inherited. */
    public static class Base {
        private int same;

        int same() {
            return same;
        }
    }

    /** Hides its superclass's field. */
    public static final class All extends Base {
        boolean z;
        byte b;
        char c;
        short s;
        float f;
        long j;
        double d;
        final Object reference;
        private int same;

        All(Object reference) {
            this.reference = reference;
        }

        @Override
        public String toString() {
            return z + " " + b + " " + c + " " + s + " " + f + " " + j + " " + d + " " + same + " " + same();
        }
    }

    /** An element of a ring. */
    public static final class Node {
        Node next;
        int value;
    }

    static final String LITERAL;
    static All all;
    static Node ring;
    static Object[][] grid;
    static long[] longs;
    static List<Object> list;
    static IntFunction<String> lambda;
    static Object hashed;
    static Class<?> type;
    static byte small;
    static char letter;
    static boolean flag;
    static double real;
    static Map<Object, Object> byIdentity = new IdentityHashMap<>();
    static Map<Object, Object> byHash;

    static {
        System.out.println("the class initialiser runs");
        LITERAL = new String("wrong");
    }

    private Shapes() {}

    public static void main(String[] args) {
        System.out.println("main runs from its start");
        long l = 1;
        double d = 2;
        float f = 3;
        int i = 4;
        stop();
        System.out.println(l + " " + d + " " + f + " " + i + " " + args[0]);
        System.out.println(all + " " + (all.reference == all));
        System.out.println(ring.value + " " + ring.next.value + " " + (ring.next.next == ring));
        System.out.println(grid.length + " " + grid[0].length + " " + grid[0][0] + " " + (grid[1] == grid[0]));
        System.out.println(longs[0] + " " + longs[1]);
        System.out.println(list + " " + (list instanceof ArrayList));
        System.out.println(lambda.apply(7));
        System.out.println(System.identityHashCode(hashed) + " " + type);
        System.out.println(small + " " + letter + " " + flag + " " + real);
        System.out.println(byHash.get(String.class) + " " + byHash.get(TimeUnit.DAYS) + " " + byHash.get(hashed));
        System.out.println(System.identityHashCode(TimeUnit.DAYS));
        System.out.println((LITERAL == "right") + " " + byIdentity + " "
                + Thread.currentThread().getName());
    }

    static void stop() {
        System.out.println("stop runs");
    }

    static String body(String captured, long factor, int argument) {
        return captured + factor * argument;
    }
}
