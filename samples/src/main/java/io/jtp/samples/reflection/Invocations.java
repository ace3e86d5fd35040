package io.jtp.samples.reflection;

import io.jtp.samples.Here;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Methods and constructors called by reflection, through each other, with boxes and arrays; what they throw; fields read and written. */
public class Invocations {
    private int count;
    protected static double total = 0.5;
    public final String name;

    Invocations(String name) {
        this.name = name;
    }

    private Invocations(String name, int... counts) {
        this(name + counts.length);
        this.count = Arrays.stream(counts).sum();
    }

    public long recurse(int depth, long sum) throws Exception {
        if (depth == 0) {
            Here.now();
            return sum;
        }
        Method self = Invocations.class.getMethod("recurse", int.class, long.class);
        return (Long) self.invoke(this, depth - 1, sum * 3 + depth) + ++count;
    }

    static String join(String separator, Object... parts) {
        Here.now();
        return Arrays.stream(parts)
                .map(String::valueOf)
                .reduce((a, b) -> a + separator + b)
                .orElse("none");
    }

    static boolean many(int count, long sum, char letter, double part, boolean last, float... more) {
        Here.now();
        System.out.println(count + sum + letter + part + more.length);
        return !last;
    }

    private char fail(int kind) throws Exception {
        Here.now();
        switch (kind) {
            case 0:
                throw new IllegalStateException("unchecked");
            case 1:
                throw new NoSuchFieldException("checked");
            default:
                return (char) ('a' + kind / (kind - 2));
        }
    }

    /** Has a method of the same name that its superclass has. */
    static final class Sub extends Invocations {
        Sub() {
            super("sub", 1, 2);
        }

        @Override
        public long recurse(int depth, long sum) throws Exception {
            return -super.recurse(depth, sum);
        }
    }

    static String call(Method method, Object receiver, Object... arguments) throws IllegalAccessException {
        try {
            return "" + method.invoke(receiver, arguments);
        } catch (InvocationTargetException e) {
            Here.now();
            return e.getTargetException().toString();
        } catch (IllegalArgumentException e) {
            return "not its arguments";
        }
    }

    public static void main(String[] args) throws Exception {
        Here.begin();
        Constructor<Invocations> constructor = Invocations.class.getDeclaredConstructor(String.class, int[].class);
        Invocations made = constructor.newInstance("made", new int[] {3, Here.now(4), 5});
        Method recurse = Invocations.class.getMethod("recurse", int.class, long.class);
        System.out.println(made.name + made.count + " " + recurse.invoke(made, 4, 1L) + " "
                + recurse.invoke(new Sub(), 3, 2L) + " " + made.count);
        Method join = Invocations.class.getDeclaredMethod("join", String.class, Object[].class);
        System.out.println(join.invoke(null, "-", new Object[] {1, 'c', null}) + " "
                + call(join, null, "+", new String[] {"x", "y"}) + " " + join.isVarArgs());
        Method many = Arrays.stream(Invocations.class.getDeclaredMethods())
                .filter(method -> method.getName().equals("many"))
                .findFirst()
                .orElseThrow();
        System.out.println(many.invoke(null, Here.now(1), (byte) 2, 'c', 4, true, new float[] {5}));
        Method fail = Invocations.class.getDeclaredMethod("fail", int.class);
        for (int kind = 0; kind < 4; kind++) {
            System.out.print(call(fail, made, kind) + "; ");
        }
        System.out.println(call(fail, made, "x"));
        Field total = Invocations.class.getDeclaredField("total");
        total.setDouble(null, total.getDouble(null) * 5 + (Integer) Here.now((Object) 2));
        Field count = Invocations.class.getDeclaredField("count");
        count.set(made, count.getInt(made) + 1);
        System.out.println(Invocations.total + " " + made.count + " " + Modifier.toString(count.getModifiers()));
        Object array = Array.newInstance(long.class, 3);
        Array.setLong(array, 1, (Long) recurse.invoke(made, 1, 7L));
        System.out.println(
                Arrays.toString((long[]) array) + " " + Array.getLength(Array.newInstance(String[].class, 2, 3)));
        List<String> names = Arrays.stream(Invocations.class.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .sorted(Comparator.comparing(Method::getName))
                .map(method -> Here.now(method).getName() + method.getParameterCount())
                .toList();
        System.out.println(names + " " + Sub.class.getSuperclass().getDeclaredConstructors().length);
    }
}
