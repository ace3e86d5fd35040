package io.jtp.samples.exceptions;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code NullPointerException}s of methods that are still running when the program is asked what was null: the JVM looks at the code only then. With
 * and without a stack trace that has been looked at before, made by the JVM and by the program, and one that is filled in anew.
 */
public final class LateMessages {
    private LateMessages() {}

    private LateMessages next;
    private String text;
    private int[] numbers;

    private static final class Own extends NullPointerException {
        private static final long serialVersionUID = 1;

        private final int extendedMessageState = 7;

        @Override
        public String getMessage() {
            return super.getMessage() + " " + extendedMessageState;
        }
    }

    static List<NullPointerException> collect(int depth) {
        LateMessages local = new LateMessages();
        List<NullPointerException> thrown = new ArrayList<>();
        try {
            local.next.text = "x";
        } catch (NullPointerException e) {
            thrown.add(e);
        }
        Here.now();
        try {
            local.numbers[depth]++;
        } catch (NullPointerException e) {
            System.out.println(e.getStackTrace().length);
            thrown.add(e);
        }
        try {
            synchronized (local.text) {
                thrown.clear();
            }
        } catch (NullPointerException e) {
            thrown.add(e);
        }
        thrown.add(new NullPointerException());
        thrown.add(new NullPointerException("said"));
        thrown.add(new Own());
        if (depth > 0) {
            thrown.addAll(collect(depth - 1));
        }
        Here.now();
        // the lines that a trace would show are other ones, of the same method
        thrown.get(0).fillInStackTrace();
        Here.now();
        print(thrown);
        return thrown;
    }

    static void print(List<NullPointerException> thrown) {
        for (NullPointerException e : thrown) {
            System.out.println(Messages.lines(e));
        }
    }

    public static void main(String[] args) {
        Here.begin();
        List<NullPointerException> thrown = collect(1);
        Here.now();
        print(thrown);
    }
}
