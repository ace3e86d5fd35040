package io.jtp.samples.java25;

import io.jtp.samples.Here;
import java.util.List;

/** Switches over types with guards, over a sealed hierarchy without default, over enum constants of several types, and with null. */
public final class PatternSwitches {

    sealed interface Shape permits Circle, Square, Rectangle {}

    record Circle(double radius) implements Shape {}

    record Square(double side) implements Shape {}

    record Rectangle(double width, double height) implements Shape {}

    sealed interface Suit permits Red, Black {}

    enum Red implements Suit {
        HEARTS,
        DIAMONDS
    }

    enum Black implements Suit {
        CLUBS,
        SPADES
    }

    private PatternSwitches() {}

    public static void main(String[] args) {
        Here.begin();
        for (Shape shape : List.of(new Circle(1), new Square(2), new Rectangle(3, 4))) {
            System.out.println(shape + " has " + (area(shape) + 0.5));
        }
        Object[] things = {42, -1, "short", "a longer text", null, new int[] {1, 2}, 'c', Red.HEARTS};
        for (Object thing : things) {
            System.out.println(told(thing));
        }
        System.out.println(points(Red.DIAMONDS) + points(Black.SPADES) * points(Black.CLUBS));
    }

    private static double area(Shape shape) {
        return 2 * switch (shape) {
            case Circle circle -> circle.radius() * circle.radius() * 3;
            case Square square -> square.side() * Here.now(square).side();
            case Rectangle(double width, double height) -> width * height;
        };
    }

    /** A guard that fails makes the switch go on behind it: the same instruction runs again with another start index. */
    private static String told(Object thing) {
        return "it is " + switch (thing) {
            case null -> "nothing";
            case Integer number when isSmall(number) -> "small " + number;
            case Integer number -> "number " + number;
            case String text when isSmall(text.length()) && text.length() > 2 -> "text " + text;
            case String text -> text.length() + " letters";
            case int[] numbers -> numbers.length + " numbers";
            case Red red -> "red " + red;
            default -> thing.getClass().getSimpleName();
        };
    }

    private static boolean isSmall(int number) {
        Here.now();
        return number < 10;
    }

    private static int points(Suit suit) {
        return switch (suit) {
            case Red.HEARTS -> 1;
            case Red.DIAMONDS -> Here.now(2);
            case Black.CLUBS -> 3;
            case Black.SPADES -> Here.now(4);
        };
    }
}
