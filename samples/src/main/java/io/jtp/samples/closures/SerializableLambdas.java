package io.jtp.samples.closures;

import io.jtp.samples.Here;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Lambdas and method references that can be written to a stream, and are, before or after the moment: their own, and comparators of the JDK's. */
public final class SerializableLambdas {
    private SerializableLambdas() {}

    interface Step extends Function<String, String>, Serializable {}

    private static Step prefix(String prefix, int times) {
        return text -> {
            Here.now();
            return prefix.repeat(times) + text;
        };
    }

    private static IntFunction<Step> nested(String separator) {
        return (IntFunction<Step> & Serializable) times -> {
            String all = separator.repeat(times);
            return text -> text + all;
        };
    }

    private static byte[] written(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    private static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }

    public static void main(String[] args) throws Exception {
        Here.begin();
        List<Step> steps = new ArrayList<>(List.of(prefix("<", 2), nested("-").apply(3), String::trim, "abc"::concat));
        Supplier<String> marked = (Supplier<String> & Serializable & RandomAccess) () -> "marked";
        Comparator<String> order = Comparator.comparing(String::length).thenComparing(Comparator.reverseOrder());
        byte[] before = written(steps);
        Here.now();
        for (int i = 0; i < 2; i++) {
            String text = " x ";
            for (Step step : steps) {
                text = step.apply(text);
                System.out.println(text + " " + (step instanceof Serializable));
            }
            byte[] after = written(steps);
            System.out.println(Arrays.equals(before, after) + " " + after.length);
            Here.now();
            @SuppressWarnings("unchecked")
            List<Step> again = (List<Step>) read(i == 0 ? before : after);
            Here.now();
            System.out.println(again.get(0).getClass() == steps.get(0).getClass());
            for (Step step : again) {
                text = step.apply(text);
                System.out.println(text);
            }
            steps.add(prefix(">", i));
            before = written(steps);
        }
        System.out.println(marked.get() + " " + (marked instanceof RandomAccess));
        @SuppressWarnings("unchecked")
        Supplier<String> copy = (Supplier<String>) read(written(marked));
        System.out.println(copy.get() + " " + (copy instanceof RandomAccess));
        List<String> words = new ArrayList<>(List.of("pear", "fig", "apple", "kiwi", "plum"));
        Here.now();
        words.sort(order);
        System.out.println(words);
    }
}
