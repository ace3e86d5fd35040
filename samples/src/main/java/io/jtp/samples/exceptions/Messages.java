package io.jtp.samples.exceptions;

import io.jtp.samples.Here;
import java.util.List;

/**
 * What the JVM says of its own accord: the messages of its exceptions, which name fields, methods, local variables and array elements of the
 * code that failed, and the lines in their stack traces. The code that failed is that of a method which was moved half way.
 */
public final class Messages {
    private Messages() {}

    private Messages next;
    private int[] numbers;
    private String text;

    private static Messages first;

    static String lines(Throwable e) {
        StringBuilder lines = new StringBuilder(e.getClass().getSimpleName() + ": " + e.getMessage() + " at");
        for (StackTraceElement at : e.getStackTrace()) {
            if (at.getClassName().startsWith("io.jtp")) {
                lines.append(' ').append(at.getMethodName()).append(':').append(at.getLineNumber());
            }
        }
        return lines.toString();
    }

    static void fail(int kind) {
        Messages local = new Messages();
        int[][] table = {{1}, null};
        Object object = List.of("x");
        Here.now();
        int at = kind;
        switch (kind) {
            case 0 -> System.out.println(local.next.text);
            case 1 -> System.out.println(local.text.length());
            case 2 -> System.out.println(table[1][at]);
            case 3 -> local.numbers[at] = 4;
            case 4 -> System.out.println(table[at].length);
            case 5 -> System.out.println((String) object);
            case 6 -> System.out.println(first.next(at).numbers[2]);
            case 7 -> System.out.println(at % (at - 7));
            case 8 -> ((Object[]) new Integer[1])[0] = local.text + at;
            case 9 -> System.out.println(Integer.valueOf("1x" + at));
            case 10 -> {
                synchronized (local.next) {
                    System.out.println(at);
                }
            }
            case 11 -> {
                Integer box = at > 0 ? null : at;
                System.out.println(box + 1);
            }
            default -> System.out.println(new long[at][-at].length);
        }
    }

    Messages next(int at) {
        Messages next = this.next;
        Here.now();
        next.text = "at " + at;
        return next;
    }

    public static void main(String[] args) {
        Here.begin();
        first = new Messages();
        for (int kind = 0; kind < 13; kind++) {
            try {
                fail(kind);
            } catch (RuntimeException e) {
                System.out.println(lines(e));
            }
        }
    }
}
