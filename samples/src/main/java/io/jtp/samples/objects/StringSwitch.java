package io.jtp.samples.objects;

import io.jtp.samples.Here;

/** A switch on strings runs on variables that javac made up; switch expressions leave the rest of the expression on the operand stack. */
public final class StringSwitch {
    private StringSwitch() {}

    @SuppressWarnings("fallthrough")
    static String plural(String noun) {
        switch (noun) {
            case "mouse":
                Here.now();
                noun = "mice";
            // falls through
            case "mice":
                return noun + ".";
            case "Aa":
            case "BB": // the same hash code as "Aa"
                Here.now();
                break;
            default:
                noun += "s";
        }
        return noun;
    }

    static int days(String month, int year) {
        return year * 1000
                + switch (month) {
                    case "feb" -> {
                        Here.now();
                        yield year % 4 == 0 ? 29 : 28;
                    }
                    case "apr", "jun", "sep", "nov" -> 30;
                    default -> 31;
                };
    }

    public static void main(String[] args) {
        Here.begin();
        for (String noun : new String[] {"mouse", "mice", "BB", "cat"}) {
            System.out.println(plural(noun));
        }
        System.out.println(days("feb", 2024) + days("jun", 1) + days("jan", 0));
    }
}
