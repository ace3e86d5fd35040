package io.jtp.samples.switches;

import io.jtp.samples.Here;

/** Switches over dense and sparse numbers, characters, enums and strings that share hash codes, within loops that they leave and go on with. */
public final class SwitchStatements {
    private SwitchStatements() {}

    enum Move {
        PUSH,
        ADD,
        SWAP,
        SKIP
    }

    @SuppressWarnings("fallthrough")
    static int dense(int n) {
        int result = 0;
        switch (n) {
            case 3:
                result += 1;
            case 4:
                result += 10;
                Here.now();
                break;
            case 6:
                return 6;
            case 5:
            default:
                result--;
            case 7:
                result *= 7;
        }
        return result;
    }

    static String sparse(int n) {
        switch (n) {
            case Integer.MIN_VALUE:
                return "least";
            case -1000:
                Here.now();
                return "a thousand less";
            case 0:
                return "zero";
            case 1 << 20:
                Here.now();
                return "a million";
            default:
                return "else";
        }
    }

    static int colliding(String word) {
        switch (word) {
            case "AaAa":
                return 1;
            case "BBBB":
                Here.now();
                return 2;
            case "AaBB":
                return 3;
            case "BBAa":
                return 4;
            default:
                return word.hashCode() == "BBBB".hashCode() ? -1 : 0;
        }
    }

    static String machine(String code) {
        StringBuilder out = new StringBuilder();
        int a = 0;
        int b = 1;
        program:
        for (int at = 0; ; at++) {
            while (at < code.length()) {
                switch (code.charAt(at)) {
                    case ' ':
                        at++;
                        continue;
                    case '#':
                        continue program;
                    case '!':
                        break program;
                    case '0', '1', '2', '3':
                        Here.now();
                        switch (Move.values()[code.charAt(at) - '0']) {
                            case PUSH:
                                a += at;
                                break;
                            case ADD:
                                b += a;
                                break;
                            case SWAP:
                                int c = a;
                                a = b;
                                b = c;
                                at++;
                                continue program;
                            default:
                                continue program;
                        }
                        break;
                    default:
                        out.append(code.charAt(at))
                                .append(a)
                                .append(' ')
                                .append(b)
                                .append(',');
                }
                break;
            }
            if (at > code.length()) {
                return out + "end " + a;
            }
        }
        return out + "stop " + b;
    }

    public static void main(String[] args) {
        Here.begin();
        for (int n = 2; n < 9; n++) {
            System.out.print(dense(n) + " ");
        }
        for (int n : new int[] {Integer.MIN_VALUE, -1000, 0, 1, 1 << 20}) {
            System.out.print(sparse(n) + ", ");
        }
        for (String word : new String[] {"AaAa", "BBBB", "AaBB", "BBAa", "C#Aa", "x"}) {
            System.out.print(colliding(word) + " ");
        }
        System.out.println();
        System.out.println(machine("0x 1#y23z0 1w!0v"));
        System.out.println(machine("0 0 1 a 2 b"));
    }
}
