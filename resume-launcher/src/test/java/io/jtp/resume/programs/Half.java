package io.jtp.resume.programs;

import java.util.ArrayList;
import java.util.List;

/** Has a nested enum whose initialiser makes objects that others refer to before it is done. */
public final class Half {

    /** Two constants, one with a body. */
    public enum Kind {
        PLAIN,
        OTHER {
            @Override
            public String toString() {
                return "with a body";
            }
        };

        static final List<Object> SEEN = new ArrayList<>();
        static int sum = 7;

        static {
            System.out.println("the initialiser runs from its start");
            stop();
            System.out.println("the initialiser goes on, " + SEEN + " " + sum);
        }
    }

    static List<Object> known;
    static Object[] array;

    private Half() {}

    public static void main(String[] args) {
        System.out.println("main runs from its start");
        int result = 5 + Kind.sum;
        System.out.println(result + " " + known + " " + (known.get(0) == Kind.PLAIN) + " " + (array[0] == Kind.OTHER));
        System.out.println(
                System.identityHashCode(Kind.OTHER) + " " + Kind.PLAIN.ordinal() + " " + Kind.OTHER.ordinal());
    }

    static void stop() {}
}
