package io.jtp.samples.java25;

import io.jtp.samples.Here;
import java.util.List;

/** Record patterns, nested and generic; accessors that run in the middle of a match; patterns in loops; unnamed variables. */
public final class RecordPatterns {

    record Point(int x, int y) {
        /** Called by every pattern that takes a point apart. */
        public int x() {
            Here.now();
            return x;
        }
    }

    record Line(Point from, Point to) {}

    record Box<T>(T content, List<T> others) {}

    private RecordPatterns() {}

    public static void main(String[] args) {
        Here.begin();
        System.out.println(length(new Line(new Point(1, 2), new Point(4, 6))));
        System.out.println(unboxed(new Box<>(new Box<>("inner", List.of("a")), List.of())));
        System.out.println(sum(List.of(new Point(1, 1), "no point", new Point(2, 5), 7L)));
        System.out.println(counted(List.of("a", "b", "c")));
    }

    private static String length(Object shape) {
        if (shape instanceof Line(Point(var x1, int y1), Point(int x2, var y2)) && x1 < x2) {
            return "across " + (x2 - x1) + ", up " + (y2 - y1);
        }
        return "no line";
    }

    private static String unboxed(Box<? extends Object> box) {
        return switch (box) {
            case Box(Box(String text, _), _) -> "twice " + Here.now(text);
            case Box(var content, _) -> "once " + content;
        };
    }

    /** The pattern variable is there after the loop's condition. */
    private static int sum(List<?> all) {
        int sum = 0;
        int i = 0;
        while (i < all.size()) {
            Object next = all.get(i++);
            if (!(next instanceof Point(int x, int y) && x < y + 1)) {
                sum += next instanceof Long number ? Here.now(number).intValue() : 0;
                continue;
            }
            sum += x * y;
        }
        return sum;
    }

    private static int counted(List<String> all) {
        int count = 0;
        for (String _ : all) {
            count++;
        }
        try {
            Integer.parseInt(Here.now("none"));
        } catch (NumberFormatException _) {
            count *= 2;
        }
        return count;
    }
}
