package io.jtp.samples.construction;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.List;

/** {@code outer.new Inner(f())}, anonymous classes with arguments and captured variables, local classes that capture each other. */
public class InnerNews {
    private final String name;
    private int made;

    InnerNews(String name) {
        this.name = name;
    }

    static int f(int value) {
        Here.now();
        return value;
    }

    /** Has an outer object besides its arguments. */
    class Inner {
        final int number;
        final long weight;

        Inner(int number, long weight) {
            this.number = number + made++;
            this.weight = weight;
        }

        class Core extends Inner {
            Core(int number) {
                super(number, number * 2L);
            }

            String path() {
                return name + "." + Inner.this.number + "." + number + ":" + weight;
            }
        }

        String path() {
            return name + "." + number + ":" + weight;
        }
    }

    InnerNews outer(int cost) {
        made += cost;
        return this;
    }

    abstract static class Shape {
        final double size;

        Shape(double size, int... more) {
            this.size = size + more.length;
        }

        abstract double area();
    }

    static List<Shape> shapes(int count, double scale) {
        List<Shape> shapes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int captured = i * i;
            class Square extends Shape {
                Square(double size) {
                    super(size, captured, captured);
                }

                @Override
                double area() {
                    return size * size * scale + captured;
                }
            }
            shapes.add(
                    i % 2 == 0
                            ? new Square(f(i))
                            : new Shape(new Square(f(i)).area(), f(captured)) {
                                private final Shape square = new Square(captured);

                                @Override
                                double area() {
                                    return square.area() + size - count;
                                }
                            });
        }
        return shapes;
    }

    public static void main(String[] args) {
        Here.begin();
        InnerNews outer = new InnerNews("o");
        Inner inner = outer.outer(f(1)).new Inner(f(2), outer.made + f(3));
        System.out.println(inner.path());
        System.out.println(outer.outer(10).new Inner(outer.new Inner(f(4), 5).number, 6).new Core(f(7)).path());
        double total = 0;
        for (Shape shape : shapes(4, 0.5)) {
            total = total * 3 + shape.area();
        }
        System.out.println(total + " " + outer.made);
        InnerNews none = null;
        try {
            System.out.println(none.new Inner(f(8), 1));
        } catch (NullPointerException e) {
            System.out.println("no outer object, " + outer.made);
        }
    }
}
