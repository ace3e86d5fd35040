package io.jtp.samples.objects;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** One object, reached from a local, a static, a field, an array, a closure and from itself, stays one. */
public final class OneObject {
    private OneObject() {}

    private static List<Object> fromStatic;

    public static void main(String[] args) {
        Here.begin();
        List<Object> fromLocal = new ArrayList<>();
        fromStatic = fromLocal;
        Supplier<List<Object>> fromClosure = () -> fromLocal;
        Object[] fromArray = {fromLocal, null};
        fromArray[1] = fromArray;
        fromLocal.add(fromLocal);
        Object lock = new Object();
        int hash = lock.hashCode();
        String before = lock.toString();
        Here.now();
        fromLocal.add("seen by all");
        System.out.println(fromStatic.get(1));
        System.out.println(fromClosure.get().get(1));
        System.out.println(fromArray[0] == fromLocal && fromArray[1] == fromArray && fromLocal.get(0) == fromStatic);
        System.out.println(lock.hashCode() == hash && lock.toString().equals(before));
        System.out.println(fromClosure.get() == fromStatic);
    }
}
