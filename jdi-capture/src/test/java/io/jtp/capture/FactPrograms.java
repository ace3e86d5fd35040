package io.jtp.capture;

import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/** Programs for the tests of what we know of the JVM. They say "ready" and wait for a line. */
final class FactPrograms {
    static final Object[] MANY = new Object[200_000];
    /** After so many rounds a loop has been compiled by C2, unless that is very slow. */
    static final long HOT = 20_000_000;

    static IntSupplier lambda;
    private static volatile boolean spinning = true;
    private static volatile long progress;

    private FactPrograms() {}

    static void stop() {}

    public static void main(String[] args) throws Exception {
        for (int i = 0; i < MANY.length; i++) {
            MANY[i] = Integer.toString(i);
        }
        int captured = 42;
        lambda = () -> captured;
        System.out.println("ready");
        System.in.read();
        switch (args[0]) {
            case "iterate" -> System.out.println(iterate(List.of("a", "b")));
            case "chain" -> System.out.println(chain());
            case "spin" -> System.out.println(spin() != 0);
            case "park" -> park();
            case "wait" -> {}
            case "get" -> System.out.println(5L + (3 + Initialised.ByGet.value));
            case "put" -> Initialised.ByPut.value = 6L + args.length;
            case "new" -> System.out.println(7L + new Initialised.ByNew(2).number);
            case "call" -> System.out.println(8L + Initialised.ByCall.twice(args.length));
            case "hash" -> IdentityHash.main();
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.out.println("done");
    }

    static String iterate(List<String> words) {
        String all = "";
        for (String word : words) {
            stop();
            all += word;
        }
        return all;
    }

    /** Through a stream, a lambda, reflection; with 7 on the operand stack. */
    static long chain() {
        return 7L
                + Stream.of("x").mapToLong(x -> reflected(1L << 40, (short) -3)).sum();
    }

    private static long reflected(long wide, short small) {
        try {
            Method method = FactPrograms.class.getDeclaredMethod("sum", long.class, short.class);
            return (long) method.invoke(null, wide, small);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    static long sum(long wide, short small) {
        return wide + small * (5 + third(1, 2));
    }

    private static int third(int first, int second) {
        stop();
        return first + second;
    }

    /** Another thread says "hot" when the loop is. */
    static long spin() {
        Thread watcher = new Thread(() -> {
            while (progress < HOT) {
                Thread.onSpinWait();
            }
            System.out.println("hot");
        });
        watcher.start();
        return loop();
    }

    private static long loop() {
        long count = 0;
        for (long round = 0; spinning; round++) {
            count += round % 3 + 1;
            progress = round;
        }
        return count;
    }

    /** Main parks; another thread waits until it does, says so, and when it has got a line unparks it. */
    private static void park() throws InterruptedException {
        Thread main = Thread.currentThread();
        Thread other = new Thread(() -> {
            while (main.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            System.out.println("parked");
            try {
                while (System.in.read() != '\n') {}
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            stop();
            LockSupport.unpark(main);
        });
        other.start();
        LockSupport.park();
        other.join();
    }

    /** Classes that are initialised in the middle of an instruction. */
    private static final class Initialised {

        static int stopped(int value) {
            stop();
            return value;
        }

        static final class ByGet {
            static final int value = stopped(4);
        }

        static final class ByPut {
            static long value = stopped(4);
        }

        static final class ByNew {
            static final int ONE = stopped(1);
            final int number;

            ByNew(int number) {
                this.number = number + ONE;
            }
        }

        static final class ByCall {
            static final int TWO = stopped(2);

            static int twice(int number) {
                return TWO * number;
            }
        }
    }

    /** Runs with {@code --add-exports java.base/jdk.internal.misc=ALL-UNNAMED}. */
    private static final class IdentityHash {
        private static final int CHOSEN = 0x1234567;
        private static final long HASH_BITS = 0x7fff_ffff;

        static void main() throws ReflectiveOperationException {
            Class<?> type = Class.forName("jdk.internal.misc.Unsafe");
            Object unsafe = type.getMethod("getUnsafe").invoke(null);
            Method get = type.getMethod("getLong", Object.class, long.class);
            Method put = type.getMethod("putLong", Object.class, long.class, long.class);

            Object known = new Object();
            long hash = System.identityHashCode(known);
            long mark = (long) get.invoke(unsafe, known, 0L);
            int shift = 0;
            while (shift < 32 && (mark >>> shift & HASH_BITS) != hash) {
                shift++;
            }
            System.out.println("shift " + shift);

            Object fresh = new Object();
            put.invoke(unsafe, fresh, 0L, (long) get.invoke(unsafe, fresh, 0L) | (long) CHOSEN << shift);
            System.out.println("written " + (System.identityHashCode(fresh) == CHOSEN));
            System.gc();
            synchronized (fresh) {
                System.out.println("kept " + (System.identityHashCode(fresh) == CHOSEN));
            }
        }
    }
}
