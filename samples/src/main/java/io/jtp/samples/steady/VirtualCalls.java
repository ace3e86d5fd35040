package io.jtp.samples.steady;

import io.jtp.samples.Here;

/** Objects of several classes behind an interface, made and asked. */
public final class VirtualCalls {
    private interface Shape {
        double area();

        Shape grown(double factor);
    }

    private record Circle(double radius) implements Shape {
        @Override
        public double area() {
            return Math.PI * radius * radius;
        }

        @Override
        public Shape grown(double factor) {
            return new Circle(radius * factor);
        }
    }

    private record Rectangle(double width, double height) implements Shape {
        @Override
        public double area() {
            return width * height;
        }

        @Override
        public Shape grown(double factor) {
            return new Rectangle(width * factor, height * factor);
        }
    }

    private static final class Cube implements Shape {
        private final double side;
        private final Shape face;

        Cube(double side) {
            this.side = side;
            this.face = new Rectangle(side, side);
        }

        @Override
        public double area() {
            return 6 * face.area();
        }

        @Override
        public Shape grown(double factor) {
            return new Cube(side * factor);
        }
    }

    private VirtualCalls() {}

    public static void main(String[] args) {
        Here.begin();
        Shape[] shapes = new Shape[999];
        for (int i = 0; i < shapes.length; i++) {
            shapes[i] = i % 3 == 0 ? new Circle(i) : i % 3 == 1 ? new Rectangle(i, 2) : new Cube(i);
        }
        double total = 0;
        Rounds rounds = new Rounds();
        while (rounds.next()) {
            for (int lap = 0; lap < 750; lap++) {
                Here.now();
                double factor = lap % 2 == 0 ? 2 : 0.5;
                for (int i = 0; i < shapes.length; i++) {
                    shapes[i] = shapes[i].grown(factor);
                    total += shapes[i].area();
                }
            }
        }
        System.out.println(total);
    }
}
