package io.jtp.samples.expressions;

import io.jtp.samples.Here;

/**
 * String concatenation is one invokedynamic at the end: until it comes, all its parts wait on the operand stack. Parts can call, be null,
 * hold the characters that the recipe is made with, and be more than one call can take.
 */
public final class Concatenations {
    private static final String CONSTANT = "\u0001\u0002";

    private final String name;

    Concatenations(String name) {
        this.name = name;
    }

    /** Called from within the concatenation itself, by code that the JDK made. */
    @Override
    public String toString() {
        return "<" + name + ">";
    }

    static <T> T f(T value) {
        Here.now();
        return value;
    }

    static String[] parts = {"p", null, "r"};

    public static void main(String[] args) {
        Here.begin();
        byte b = -1;
        char c = 'ü';
        System.out.println(
                "1" + b + c + f(2) + 3L + 4.5f + 5.5 + true + null + new char[] {'x'}.length + f("\u0001end"));
        System.out.println(CONSTANT + f(1) + '\u0001' + "\u0002" + f(null));
        String text = "";
        for (int i = 0; i < 6; i++) {
            text += i + "-" + (i % 4 == 3 ? f(text.length()) : text.length()) + ",";
        }
        System.out.println(text);
        int i = 0;
        parts[i++] += parts[i] += parts[++i] + f(i) + new Concatenations("c" + i);
        System.out.println(String.join("|", parts[0], parts[1], parts[2]));
        Object object = new Concatenations("o");
        object += "s" + object + f('!');
        System.out.println(object);
        int n = 1;
        String many = "" + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++
                + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++
                + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++
                + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++
                + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++
                + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++
                + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++
                + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++
                + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++
                + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++
                + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++
                + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++ + n++
                + f("of ") + n;
        System.out.println(many);
    }
}
