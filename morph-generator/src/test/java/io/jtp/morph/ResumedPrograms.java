package io.jtp.morph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;

/** Small programs that are resumed at any instruction, compiled in several ways. */
final class ResumedPrograms {

    /**
     * A program and a way to compile it.
     *
     * @param version of the class files, or 0 for what the compiler writes
     */
    record Case(String name, String source, List<String> options, int version) {
        @Override
        public String toString() {
            return name + " " + options + (version == 0 ? "" : " version " + version);
        }
    }

    private static final Map<String, String> PROGRAMS = new LinkedHashMap<>();

    static {
        add("operands", """
                static int b() { return 4; }
                static String c() { return "seven77"; }
                static double parse(String s) { return Double.parseDouble(s); }
                static int sum(int a, long b, int c) { return (int) (a * 100 + b * 10 + c); }
                static boolean odd(int i) { return (i & 1) == 1; }
                static byte narrow(int i) { return (byte) i; }
                static char letter(int i) { return (char) ('a' + i); }
                static float half(float f) { return f / 2; }
                public static void main(String[] args) {
                    Out.println(5 * (3 + b()));
                    Out.println(c().length() * 12 + parse("3.5"));
                    Out.println(sum(b(), 1L + b(), c().length()));
                    long big = 1L << 40;
                    double d = 1.5;
                    Out.println(big + b() * 2L + (odd(b()) ? 1 : narrow(300)) + letter(narrow(2)) + half(b()) + d * parse("2"));
                    Out.println("x" + letter(1) + big + half(3f) + odd(3) + args[0]);
                    short[] shorts = {1, 2, (short) b()};
                    shorts[odd(1) ? 1 : 0] += narrow(7);
                    Out.println(shorts[1] + shorts[2]);
                    boolean[] flags = {odd(1), !odd(1)};
                    flags[1] |= odd(3) ^ flags[0];
                    Out.println(flags[1]);
                }
                """);
        add("loops", """
                static int twice(int i) { return 2 * i; }
                public static void main(String[] args) {
                    for (int i = 0; i < 3; i++) {
                        Out.println("i " + i + " " + twice(i));
                    }
                    List<String> names = new ArrayList<>(Arrays.asList("a", "b", "c"));
                    for (String name : names) {
                        Out.println(name + twice(name.length()));
                    }
                    int total = 0;
                    for (int n : new int[] {3, 1, 4}) {
                        total += twice(n);
                    }
                    Out.println(total);
                    outer:
                    for (int i = 0; ; i++) {
                        int j = 0;
                        while (true) {
                            if (i == 3) break outer;
                            if (j >= 2) continue outer;
                            do {
                                j++;
                                Out.println(i + "," + twice(j));
                            } while (j % 2 != 0 && j < 2 + i);
                        }
                    }
                    Out.println("done");
                }
                """);
        add("exceptions", """
                static int fail(int i) {
                    if (i % 2 == 1) throw new IllegalStateException("odd " + i);
                    return i;
                }
                static int deep(int i) { return fail(i) + 1; }
                static int finish(int i) {
                    try {
                        return deep(i);
                    } finally {
                        Out.println("finally " + i);
                    }
                }
                static class Closing implements AutoCloseable {
                    final String name;
                    Closing(String name) { this.name = name; }
                    public void close() { Out.println("close " + name); }
                }
                public static void main(String[] args) {
                    for (int i = 0; i < 4; i++) {
                        try {
                            Out.println("result " + finish(i));
                        } catch (IllegalStateException e) {
                            Out.println("caught " + e.getMessage());
                            try {
                                fail(i + 2);
                            } catch (IllegalStateException again) {
                                Out.println("caught again " + again.getMessage() + e.getMessage());
                            }
                            if (i == 3) break;
                        } finally {
                            Out.println("outer finally " + i);
                        }
                    }
                    try (Closing a = new Closing("a"); Closing b = new Closing("b")) {
                        Out.println(a.name + b.name);
                        fail(1);
                    } catch (IllegalStateException e) {
                        Out.println(e.getMessage() + e.getSuppressed().length);
                    }
                }
                """);
        add("monitors", """
                static final Object LOCK = new Object();
                int count;
                synchronized void add(int n) {
                    count += n;
                    Out.println(Thread.holdsLock(this) + " " + held());
                }
                static boolean held() { return Thread.holdsLock(LOCK); }
                public static void main(String[] args) {
                    Main main = new Main();
                    for (int i = 0; i < 2; i++) {
                        synchronized (LOCK) {
                            main.add(i);
                            synchronized (main) {
                                synchronized (LOCK) {
                                    Out.println(held() + " " + Thread.holdsLock(main));
                                }
                                main.add(2);
                            }
                            try {
                                if (i == 1) main.add(5);
                            } finally {
                                Out.println(held());
                            }
                        }
                    }
                }
                """);
        add("recursion", """
                static int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
                long depth(int n, double d) { return n == 0 ? (long) d : 1 + depth(n - 1, d + 0.5); }
                public static void main(String[] args) {
                    Out.println(fib(6));
                    Out.println(new Main().depth(20, 1));
                }
                """);
        add("construction", """
                static int n(int i) { return i + 1; }
                static class Pair {
                    final Object left, right;
                    Pair(Object left, Object right) { this.left = left; this.right = right; }
                    static String show(Object o) { return o instanceof Pair ? ((Pair) o).show() : o.toString(); }
                    String show() { return "(" + show(left) + " " + show(right) + ")"; }
                }
                public static void main(String[] args) {
                    for (int i = 0; i < 3; i++) {
                        Pair p = new Pair(n(i), new Pair(n(i) > 1 ? new StringBuilder("x" + n(i)).append(n(2)) : "y", n(7)));
                        Out.println(p.show());
                        int[][] grid = new int[n(1)][n(i)];
                        grid[1][i] = n(grid.length);
                        Out.println(grid[1][n(i) - 1]);
                    }
                    throwing(1);
                }
                static void throwing(int i) {
                    try {
                        Out.println(new Pair(n(i), new Pair(n(1 / (i - 1)), n(2))).show());
                    } catch (ArithmeticException e) {
                        Out.println(new Pair(e.getMessage(), n(3)).show());
                    }
                }
                """);
        add("constructors", """
                static final List<Object> SEEN = new ArrayList<>();
                static int n(int i) { return i + 1; }
                static class Base {
                    final int base;
                    final long early = n(4) * 3L;
                    { SEEN.add(this); }
                    Base(int base) { this.base = base + n(1); Out.println(show()); }
                    String show() { return base + " " + early + (SEEN.get(SEEN.size() - 1) == this); }
                }
                static class Derived extends Base {
                    final String name;
                    double weight = 2.5;
                    Derived(String name) { this(name, n(2)); Out.println("then " + name); }
                    Derived(String name, int i) {
                        super(i > 2 ? n(i) : new Base(n(i)).base);
                        this.name = name + SEEN.size();
                        synchronized (this) { weight += n(i); Out.println(Thread.holdsLock(this)); }
                    }
                    String show() { return super.show() + name + weight; }
                }
                static class Failing extends Base {
                    Failing(int i) { super(i); if (base > 3) throw new IllegalStateException(show()); }
                }
                class Inner {
                    final int sum;
                    Inner(int i) { sum = n(i) + field; }
                }
                int field = n(6);
                static Base local(int captured, long other) {
                    class Local extends Base {
                        Local() { super(captured + n(1)); }
                        String show() { return captured + "," + other + super.show(); }
                    }
                    return new Local();
                }
                public static void main(String[] args) {
                    Out.println(new Derived("d").show() + new Derived("e", n(0)).weight + n(7));
                    for (int i = 2; i < 4; i++) {
                        try {
                            Out.println(new Failing(i - 1).show());
                        } catch (IllegalStateException e) {
                            Out.println(e.getMessage() + (((Base) SEEN.get(SEEN.size() - 1)).base));
                        }
                    }
                    Out.println(new Main().new Inner(n(3)).sum);
                    Out.println(local(3, 1L << 40).show());
                    new Base(1);
                }
                """);
        add("switches", """
                enum Colour { RED, GREEN, BLUE }
                static int number(String s) {
                    switch (s) {
                        case "one": return 1;
                        case "two": Out.println("falling");
                        case "three": return 3;
                        default: return s.length();
                    }
                }
                static String name(Colour c) {
                    switch (c) {
                        case RED: return "r" + number("one");
                        case BLUE: return "b";
                        default: return c.toString();
                    }
                }
                public static void main(String[] args) {
                    for (String s : new String[] {"one", "two", "three", "four"}) {
                        Out.println(number(s) + number("two") * 10);
                    }
                    for (Colour c : Colour.values()) {
                        Out.println(name(c));
                    }
                    int i = 0;
                    while (i < 1000) {
                        switch (i) {
                            case 0: i += number("one"); break;
                            case 1: i = 700; continue;
                            case 700: i++;
                            default: i *= number("two");
                        }
                        Out.println(i);
                    }
                }
                """);
        add("objects", """
                static int made;
                final int id = ++made;
                Main next;
                long value = 1L << 33;
                static abstract class Shape { abstract double area(); double twice() { return 2 * area(); } }
                static class Square extends Shape {
                    double side = 3;
                    double area() { return side * side; }
                    double twice() { return super.twice() + 1; }
                }
                interface Greeter { String name(); }
                static class World implements Greeter { public String name() { return "world"; } }
                Main link(Main other) { next = other; return this; }
                class Inner { int outer() { return id * 10 + made; } }
                public static void main(String[] args) {
                    Main a = new Main(), b = new Main();
                    a.link(b).next.link(a);
                    Out.println(a.next.next == a);
                    Out.println(a.next.id + b.value);
                    Shape s = new Square();
                    Out.println(s.twice());
                    Greeter g = new World();
                    Out.println("hello " + g.name());
                    Out.println(a.new Inner().outer());
                    Object[] mixed = {a, b, new int[] {1}, null, s};
                    int same = 0;
                    for (Object o : mixed) {
                        if (o == a || o instanceof int[] || o == null) same++;
                    }
                    Out.println(same);
                    Iterator<Integer> numbers = Arrays.asList(1, 2, 3).iterator();
                    numbers.next();
                    Map<String, Integer> counts = new TreeMap<>();
                    while (numbers.hasNext()) {
                        counts.put("k" + numbers.next(), made);
                    }
                    Out.println(counts);
                }
                """.replace(
                        "counts.merge(\"k\" + numbers.next(), made, Integer::sum)",
                        "counts.put(\"k\" + numbers.next(), made)"));
    }

    private ResumedPrograms() {}

    private static void add(String name, String members) {
        PROGRAMS.put(name, "import java.util.*; import io.jtp.morph.Out; public class Main {\n" + members + "}\n");
    }

    static Stream<Case> all() {
        List<Case> cases = new ArrayList<>();
        PROGRAMS.forEach((name, source) -> {
            cases.add(new Case(name, source, List.of("-g"), 0));
            cases.add(new Case(name, source, List.of("-g:none"), 0));
            cases.add(new Case(name, source, List.of("--release", "8", "-Xlint:-options"), 0));
            cases.add(new Case(name, source, List.of("--release", "8", "-Xlint:-options", "-g"), Opcodes.V1_5));
        });
        return cases.stream();
    }
}
