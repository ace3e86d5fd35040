package io.jtp.samples.construction;

import io.jtp.samples.Here;

/** Objects that are made while others, of which they become parts, have been begun: in arguments, conditionals and calls of super. */
public final class NestedConstruction {
    private NestedConstruction() {}

    static int f(int i) {
        Here.now();
        return 2 * i;
    }

    static class Part {
        final Object left;
        final long size;

        Part(Object left, long size) {
            this.left = left;
            this.size = f((int) size) + 1L;
        }

        @Override
        public String toString() {
            return "(" + left + " " + size + ")";
        }
    }

    static final class Whole extends Part {
        private final Part[] more;

        Whole(int i) {
            super(new Part(i > 1 ? new Part("deep", f(i)) : "flat" + f(i), f(3)), i + f(5));
            more = new Part[] {new Part(this.left, i), null};
            more[f(0) + 1] = new Part("last", more[0].size);
        }

        @Override
        public String toString() {
            return super.toString() + more[0] + more[1];
        }
    }

    public static void main(String[] args) {
        Here.begin();
        double sum = 1.5 + f(1) * new Part(new Part(f(1), f(2)), 3).size;
        System.out.println(
                sum + " " + new StringBuilder("x").append(new Whole(f(2))).append(sum));
    }
}
