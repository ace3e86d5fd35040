package io.jtp.resume.programs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Calls in expressions and through the JDK; ends with exit code 7. */
public final class Nested {

    private Nested() {}

    public static void main(String[] args) throws IOException {
        List<String> list = new ArrayList<>(List.of("a", "b", "c", "d"));
        int[] seen = new int[1];
        int result = 5 * (3 + walk(list, seen));
        System.out.println("result " + result + ", seen " + seen[0]);
        System.out.println("read " + (char) System.in.read());
        System.exit(7);
    }

    static int walk(List<String> list, int[] seen) {
        System.out.println("walk runs from its start");
        list.forEach(element -> visit(element, seen));
        return list.size();
    }

    static void visit(String element, int[] seen) {
        seen[0]++;
        stop();
        System.out.println("visited " + element + " after " + seen[0]);
    }

    static void stop() {}
}
