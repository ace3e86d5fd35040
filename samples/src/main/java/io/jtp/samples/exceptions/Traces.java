package io.jtp.samples.exceptions;

import io.jtp.samples.Here;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Stack traces that are taken before a move and after it, through lambdas, streams and sorting, are the same to the line. */
public final class Traces {
    private Traces() {}

    private static final List<Throwable> TAKEN = new ArrayList<>();

    static int take(int value) {
        TAKEN.add(new Throwable("before " + value));
        Here.now();
        TAKEN.add(new Throwable("after " + value));
        return value;
    }

    static String frames() {
        return StackWalker.getInstance()
                .walk(frames -> frames.map(frame -> frame.getMethodName() + frame.getLineNumber())
                        .reduce("", (a, b) -> a + " " + b));
    }

    static int inLambda(int value) {
        IntUnaryOperator twice = v -> {
            int taken = take(v);
            return taken + take(taken + 1);
        };
        return twice.applyAsInt(value)
                + IntStream.of(value).map(twice).map(v -> take(v) + 1).sum();
    }

    static int sorted(int value) {
        List<Integer> numbers = new ArrayList<>(List.of(value, 1, 5));
        numbers.sort(Comparator.comparing(n -> n == value ? take(n) : n));
        return numbers.get(0);
    }

    public static void main(String[] args) {
        Here.begin();
        int sum = inLambda(10) + sorted(3);
        System.out.println(sum + frames());
        for (Throwable taken : TAKEN) {
            StringWriter text = new StringWriter();
            taken.printStackTrace(new PrintWriter(text, true));
            // the JDK's own lines differ from version to version
            text.toString().lines().filter(line -> !line.contains("java.base")).forEach(System.out::println);
        }
        StackTraceElement[] own = Thread.currentThread().getStackTrace();
        System.out.println(own[1] + " of " + own.length);
    }
}
