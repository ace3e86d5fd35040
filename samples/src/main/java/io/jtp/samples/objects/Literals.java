package io.jtp.samples.objects;

import io.jtp.samples.Here;

/** Some objects are promised to be one by the language: literals, constants, small boxes, classes. {@code ==} on them holds afterwards. */
public final class Literals {
    private Literals() {}

    private static final String GREETING = "hel" + "lo";

    public static void main(String[] args) {
        Here.begin();
        String literal = "hello";
        String built = new String(literal);
        String interned = (built + "!").intern();
        Integer small = 100;
        Boolean yes = args.length == 0;
        Character letter = 'x';
        Long zero = 0L;
        Class<?> type = Literals.class;
        Class<?> array = int[][].class;
        Object empty = java.util.List.of();
        Here.now();
        System.out.println((literal == "hello") + " " + (literal == GREETING) + " " + (built == literal) + " "
                + built.equals("hello"));
        System.out.println((interned == "hello!") + " " + (built.intern() == "hello"));
        System.out.println((small == Integer.valueOf(100)) + " " + (yes == Boolean.TRUE) + " "
                + (letter == Character.valueOf('x')) + " " + (zero == Long.valueOf(0)));
        System.out.println(
                (type == Literals.class) + " " + (array == int[][].class) + " " + (empty == java.util.List.of()));
    }
}
