package io.jtp.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/** Programs whose frames are read while they stand at {@link #stop}. */
final class FramePrograms {

    static class Base {
        final int base;

        Base(int base) {
            this.base = base + b();
        }
    }

    static final class Derived extends Base {
        final String name;

        Derived(String name) {
            super(7);
            this.name = name;
        }
    }

    /** A class whose constructor sets fields before it calls another one. */
    static Object local(int captured, String text) {
        class Local extends Base {
            Local() {
                super(b());
            }

            @Override
            public String toString() {
                return text + captured;
            }
        }
        return new Local();
    }

    static final class Resource implements AutoCloseable {
        @Override
        public String toString() {
            return "resource";
        }

        @Override
        public void close() {
            System.out.println("closed");
        }
    }

    private static final Object LOCK = new Object();

    private FramePrograms() {}

    public static void main(String[] args) throws Exception {
        System.out.println("ready");
        System.in.read();
        switch (args[0]) {
            case "nested" -> System.out.println(5 * (3 + b()));
            case "wide" -> System.out.println(wide(7L << 40, 2.5, (byte) -3, 'x', true, -1.5f));
            case "loops" -> System.out.println(loops(List.of("a", "b", "c"), new int[] {10, 20, 30}));
            case "locks" -> System.out.println(locks());
            case "resource" -> System.out.println(resource());
            case "lambda" -> System.out.println(lambda(20).getAsInt());
            case "reflection" ->
                System.out.println(FramePrograms.class.getDeclaredMethod("b").invoke(null));
            case "stream" -> System.out.println(List.of(3, 4).stream().reduce(1, (a, b) -> a * b));
            case "deep" -> System.out.println(deep(Integer.parseInt(args[1])));
            case "argument" -> System.out.println(new StringBuilder(Integer.toString(b())).append(b()));
            case "constructed" -> System.out.println(new Derived("d").base + b());
            case "captured" -> System.out.println(local(5, "text"));
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.out.println("done");
    }

    static int b() {
        stop();
        return 4;
    }

    /** Where tests stop the program. */
    static void stop() {}

    static double wide(long big, double half, byte small, char letter, boolean truth, float minus) {
        long local = big + 1;
        return big * 2 + half * b() + (truth ? letter : small) + minus + local;
    }

    static String loops(List<String> words, int[] numbers) {
        StringBuilder out = new StringBuilder();
        for (String word : words) {
            for (int number : numbers) {
                if (word.equals("b") && number == 20) {
                    stop();
                }
                out.append(word).append(number);
            }
        }
        return out.toString();
    }

    static int locks() {
        List<Object> other = new ArrayList<>();
        synchronized (LOCK) {
            synchronized (other) {
                other.add(LOCK);
            }
        }
        synchronized (other) {
            synchronized (LOCK) {
                synchronized (LOCK) {
                    return locked(6);
                }
            }
        }
    }

    static synchronized int locked(int number) {
        synchronized (LOCK) {
            LOCK.notifyAll();
        }
        return number * b();
    }

    static String resource() {
        try (Resource first = new Resource();
                Resource second = new Resource()) {
            stop();
            return first + "" + second;
        } finally {
            System.out.println("finally");
        }
    }

    static IntSupplier lambda(int captured) {
        return () -> captured + b();
    }

    static int deep(int n) {
        if (n == 0) {
            return b();
        }
        int half = n / 2;
        return deep(n - 1) + half - half;
    }
}
