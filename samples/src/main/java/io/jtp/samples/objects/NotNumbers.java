package io.jtp.samples.objects;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.List;

/** Floats and doubles that are not a number, each with bits of its own, which only the raw bits show: in fields, arrays, boxes, variables, static fields and on the operand stack. */
public final class NotNumbers {
    private NotNumbers() {}

    private static final int SIZE = 50;

    /** The bits after the first tell which one it is; the highest of them whether it is quiet. */
    private static final int FLOATS = 0x7f80_0001;

    private static final long DOUBLES = 0xfff0_0000_0000_0001L;

    private static float one = Float.intBitsToFloat(FLOATS + 1);

    private static class Measured {
        private final float rough;
        private final int between;
        private final double exact;

        Measured(int number) {
            rough = Float.intBitsToFloat(FLOATS + number);
            between = number;
            exact = Double.longBitsToDouble(DOUBLES + number);
        }

        String show() {
            return Integer.toHexString(Float.floatToRawIntBits(rough)) + " " + between + " "
                    + Long.toHexString(Double.doubleToRawLongBits(exact));
        }
    }

    private static final class Again extends Measured {
        private final double exact = Double.NaN;

        Again(int number) {
            super(number);
        }

        @Override
        String show() {
            return super.show() + " " + Long.toHexString(Double.doubleToRawLongBits(exact));
        }
    }

    public static void main(String[] args) {
        Here.begin();
        List<Measured> measured = new ArrayList<>();
        float[] floats = new float[SIZE];
        double[][] doubles = new double[SIZE][];
        List<Number> boxes = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            measured.add(i % 3 == 0 ? new Again(i) : new Measured(i));
            floats[i] = i % 2 == 0 ? i : Float.intBitsToFloat(FLOATS + i);
            doubles[i] = new double[] {i, Double.NaN, Double.longBitsToDouble(DOUBLES + i)};
            boxes.add(i % 2 == 0 ? (Number) Float.intBitsToFloat(FLOATS + i) : Double.longBitsToDouble(DOUBLES + i));
        }
        double mine = Double.longBitsToDouble(DOUBLES + 77);
        System.out.println(Integer.toHexString(Float.floatToRawIntBits(one)) + bits(mine, moved()) + bits(mine, 0));
        for (int i = 0; i < SIZE; i++) {
            System.out.println(measured.get(i).show() + " " + Integer.toHexString(Float.floatToRawIntBits(floats[i]))
                    + bits(doubles[i][0], 0) + bits(doubles[i][1], 0) + bits(doubles[i][2], 0) + " "
                    + (boxes.get(i) instanceof Float box
                            ? Integer.toHexString(Float.floatToRawIntBits(box))
                            : bits((Double) boxes.get(i), 0)));
        }
    }

    private static int moved() {
        Here.now();
        return 1;
    }

    private static String bits(double number, int more) {
        return " " + Long.toHexString(Double.doubleToRawLongBits(number) + more);
    }
}
