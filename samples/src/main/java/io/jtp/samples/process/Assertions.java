package io.jtp.samples.process;

import io.jtp.samples.Here;
import java.util.ArrayDeque;
import java.util.Deque;

/** Assertions, switched on by an option that has to travel: their conditions and messages call on. */
public final class Assertions {
    private Assertions() {}

    private static int checks;

    static boolean check(boolean value) {
        if (++checks % 6 == 3) {
            Here.now();
        }
        return value;
    }

    /** Balances brackets. */
    static int depth(String text) {
        Deque<Character> open = new ArrayDeque<>();
        int deepest = 0;
        for (char c : text.toCharArray()) {
            switch (c) {
                case '(', '[' -> open.push(c);
                case ')', ']' -> {
                    assert check(!open.isEmpty()) : "nothing to close with " + c;
                    char opened = open.pop();
                    assert check(opened == '(') == (c == ')') : Here.now(opened) + " closed by " + c;
                }
                default -> {
                    assert check(Character.isLetter(c));
                }
            }
            deepest = Math.max(deepest, open.size());
        }
        assert check(open.isEmpty()) : open;
        return deepest;
    }

    public static void main(String[] args) {
        Here.begin();
        boolean enabled = false;
        assert enabled = check(true);
        System.out.println("enabled: " + enabled);
        for (String text : new String[] {"a(b[c]d)", "((x)", "[y)", "z)", "(1)", ""}) {
            try {
                System.out.println(depth(text));
            } catch (AssertionError e) {
                System.out.println(e.getMessage() + " " + e.getStackTrace()[0].getLineNumber());
            }
        }
        System.out.println(checks);
    }
}
