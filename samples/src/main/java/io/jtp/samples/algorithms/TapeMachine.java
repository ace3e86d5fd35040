package io.jtp.samples.algorithms;

import io.jtp.samples.Here;

/** An interpreter for the language of eight characters, by a loop over a switch: the whole state is in local variables. */
public final class TapeMachine {
    private TapeMachine() {}

    private static final String HELLO =
            "++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++.------.--------.>>+.>++.";

    static String run(String program, String input) {
        byte[] tape = new byte[64];
        StringBuilder output = new StringBuilder();
        int cell = 0;
        int read = 0;
        long steps = 0;
        for (int at = 0; at < program.length(); at++) {
            if (++steps % 400 == 250) {
                Here.now();
            }
            switch (program.charAt(at)) {
                case '>' -> cell = (cell + 1) % tape.length;
                case '<' -> cell = (cell + tape.length - 1) % tape.length;
                case '+' -> tape[cell]++;
                case '-' -> tape[cell]--;
                case '.' -> output.append((char) tape[cell]);
                case ',' -> tape[cell] = (byte) (read < input.length() ? input.charAt(read++) : 0);
                case '[', ']' -> {
                    boolean open = program.charAt(at) == '[';
                    if (open == (tape[cell] == 0)) {
                        int depth = 0;
                        do {
                            depth += program.charAt(at) == '[' ? 1 : program.charAt(at) == ']' ? -1 : 0;
                            at += depth == 0 ? 0 : open ? 1 : -1;
                        } while (depth != 0);
                    }
                }
                default -> {
                    // a comment
                }
            }
        }
        return output.append(' ').append(steps).toString();
    }

    public static void main(String[] args) {
        Here.begin();
        System.out.println(run(HELLO, ""));
        System.out.println(run(",[.,] echo", "back and forth"));
        System.out.println(run(">,[>,]<[.<]", "desrever"));
        System.out.println(run(",>,<[->[->+>+<<]>>[-<<+>>]<<<]>>>++++++[-<++++++++>]<.", "\u0003\u0002"));
    }
}
