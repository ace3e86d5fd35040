package io.jtp.samples.java25;

import io.jtp.samples.Here;

/** Constructors with statements before {@code super(...)} and {@code this(...)}, which set fields already. */
public final class FlexibleConstructors {

    static class Named {
        private final String name;

        Named(String name) {
            this.name = name;
            // what the subclass has set before is there
            System.out.println("made " + this);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static final class Counted extends Named {
        private final int count;

        Counted(String text) {
            int sum = 0;
            for (char each : text.toCharArray()) {
                sum += each - 'a';
            }
            if (sum < 0) {
                throw new IllegalArgumentException(text);
            }
            count = checked(sum);
            super(text.repeat(2));
            System.out.println("counted " + this);
        }

        Counted(int number) {
            var text = "b".repeat(checked(number));
            this(text);
        }

        @Override
        public String toString() {
            return super.toString() + count;
        }
    }

    private FlexibleConstructors() {}

    public static void main(String[] args) {
        Here.begin();
        System.out.println(new Counted("abc") + ", " + new Counted(3));
        try {
            System.out.println(new Counted("A"));
        } catch (IllegalArgumentException e) {
            System.out.println("not " + Here.now(e).getMessage());
        }
    }

    private static int checked(int number) {
        Here.now();
        return number;
    }
}
