package io.jtp.samples.reflection;

import io.jtp.samples.Here;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Objects whose classes the JDK makes at run time: they pass on what they are asked, count it, and throw what nobody declared. */
public final class Proxies {
    private Proxies() {}

    interface Shape {
        double area(int scale);

        default String tell() {
            return "of " + area(2);
        }
    }

    private static final class Recording implements InvocationHandler {
        private final Object target;
        private final List<String> calls = new ArrayList<>();

        Recording(Object target) {
            this.target = target;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            calls.add(method.getName() + Arrays.toString(arguments));
            Here.now();
            try {
                return method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }

    static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Proxies.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    public static void main(String[] args) {
        Here.begin();
        Shape square = scale -> 4.0 * scale;
        Recording recording = new Recording(square);
        Shape proxied = proxy(Shape.class, recording);
        System.out.println(proxied.area(3) + " " + proxied.tell() + " " + recording.calls);
        Recording comparing = new Recording(Comparator.<String>reverseOrder());
        @SuppressWarnings("unchecked")
        Comparator<String> comparator = proxy(Comparator.class, comparing);
        List<String> words = new ArrayList<>(List.of("b", "c", "a"));
        words.sort(comparator);
        System.out.println(words + " " + comparing.calls.size());
        Runnable failing = proxy(Runnable.class, (proxy, method, arguments) -> {
            Here.now();
            throw new Exception("not declared by " + method.getName());
        });
        try {
            failing.run();
        } catch (UndeclaredThrowableException e) {
            System.out.println(e.getCause().getMessage() + " " + Proxy.isProxyClass(failing.getClass()));
        }
    }
}
