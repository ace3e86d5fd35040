package io.jtp.samples.objects;

import io.jtp.samples.Here;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/** Members of classes as objects, found before the move and used after it; and a move within a call by reflection. */
public final class Reflection {
    private int value;

    private Reflection(int value) {
        this.value = value;
    }

    static int zero(int x) {
        return x;
    }

    static int one(int x) {
        return x * 31 + 1;
    }

    static int two(int x) {
        return x * 37 + 2;
    }

    static int three(int x) {
        return x * 41 + 3;
    }

    static int four(int x) {
        return x * 43 + 4;
    }

    static int five(int x) {
        return x * 47 + 5;
    }

    static int six(int x) {
        return x * 53 + 6;
    }

    static int seven(int x) {
        Here.now();
        return x * 59 + 7;
    }

    static Object nothing(Object x) {
        return x;
    }

    public static void main(String[] args) throws ReflectiveOperationException {
        Here.begin();
        List<Method> methods = new ArrayList<>();
        for (String name : List.of("zero", "one", "two", "three", "four", "five", "six", "seven")) {
            methods.add(Reflection.class.getDeclaredMethod(name, int.class));
        }
        methods.get(0).invoke(null, 1);
        Constructor<Reflection> constructor = Reflection.class.getDeclaredConstructor(int.class);
        Field field = Reflection.class.getDeclaredField("value");
        Here.now();
        for (Method method : methods) {
            System.out.println(method.getName() + " " + method.invoke(null, 10));
        }
        System.out.println(field.getInt(constructor.newInstance(12)));
        System.out.println(
                Reflection.class.getDeclaredMethod("nothing", Object.class).invoke(null, "x"));
    }
}
