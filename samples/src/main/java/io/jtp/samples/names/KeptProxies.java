package io.jtp.samples.names;

import io.jtp.samples.Here;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Dynamic proxies and annotations that are had before a move and used after it; their classes keep their names. */
public final class KeptProxies {
    private KeptProxies() {}

    @Retention(RetentionPolicy.RUNTIME)
    @interface Label {
        String value();

        int[] numbers() default {1, 2};

        Class<?> type() default Object.class;
    }

    interface Greeting {
        String greet(String whom, long times);

        default String twice(String whom) {
            return greet(whom, 2);
        }
    }

    @Label(value = "labelled", type = Label.class)
    private static final class Counting implements InvocationHandler {
        private final Map<String, Integer> calls = new HashMap<>();
        private final List<Object> seen = new ArrayList<>();

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            int count = calls.merge(method.getName(), 1, Integer::sum);
            if (count == 2) {
                Here.now();
            }
            if (method.getDeclaringClass() == Object.class) {
                return switch (method.getName()) {
                    case "hashCode" -> 17;
                    case "equals" -> proxy == arguments[0];
                    default -> "proxy of " + calls.size();
                };
            }
            seen.add(proxy);
            return method.getName() + " " + List.of(arguments) + count + method.getParameterCount();
        }
    }

    private static Object proxy(InvocationHandler handler, Class<?>... types) {
        return Proxy.newProxyInstance(KeptProxies.class.getClassLoader(), types, handler);
    }

    @SuppressWarnings("unchecked")
    public static void main(String[] args) {
        Here.begin();
        proxy(new Counting(), Supplier.class);
        Counting handler = new Counting();
        Greeting greeting = (Greeting) proxy(handler, Greeting.class, Comparable.class);
        Function<String, String> function = (Function<String, String>) proxy(handler, Function.class);
        Map<Object, String> table = new HashMap<>(Map.of(greeting, "greeting", "other", "key"));
        Label label = Counting.class.getAnnotation(Label.class);
        Deprecated deprecated = Old.class.getAnnotation(Deprecated.class);
        System.out.println(greeting.greet("world", 1) + function.apply("x"));
        List<String> names = names(greeting, function, label, deprecated);
        Here.now();
        System.out.println(greeting.twice("again") + " " + function.apply("y") + table.get(greeting) + greeting);
        System.out.println(names.equals(names(greeting, function, label, deprecated)) + " "
                + Proxy.isProxyClass(label.getClass()) + (Proxy.getInvocationHandler(greeting) == handler)
                + (handler.seen.get(0) == greeting) + handler.seen.size());
        Label again = Counting.class.getAnnotation(Label.class);
        System.out.println(label.value()
                + label.equals(again)
                + label.numbers().length
                + deprecated.since()
                + label.annotationType()
                + (label.hashCode() == again.hashCode()));
        System.out.println(proxy(handler, Greeting.class, Comparable.class).getClass() == greeting.getClass());
        System.out.println(names.containsAll(names(proxy(handler, Runnable.class), proxy(handler, Greeting.class))));
    }

    /** Which they are depends on who else makes some. */
    private static List<String> names(Object... proxies) {
        List<String> names = new ArrayList<>();
        for (Object proxy : proxies) {
            names.add(proxy.getClass().getName());
        }
        return names;
    }

    @Deprecated(since = "long")
    private static final class Old {}
}
