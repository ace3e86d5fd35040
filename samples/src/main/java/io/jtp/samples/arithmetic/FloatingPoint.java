package io.jtp.samples.arithmetic;

import io.jtp.samples.Here;

/** Float and double with NaN, infinities, both zeros and the smallest numbers: operations, comparisons both ways, conversions of all kinds. */
public final class FloatingPoint {
    private FloatingPoint() {}

    private static final double[] DOUBLES = {
        0.0,
        -0.0,
        1,
        -2.5,
        0.1,
        1e300,
        -1e-300,
        Double.MIN_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };

    static long mix(long hash, long bits) {
        hash = Long.rotateLeft(hash ^ bits, 23) * 0x100000001b3L;
        if ((hash >>> 20) % 601 == 0) {
            Here.now();
        }
        return hash;
    }

    static long mix(long hash, double value) {
        return mix(hash, Double.doubleToLongBits(value));
    }

    static int compare(double a, double b) {
        int result = 0;
        if (a < b) {
            result |= 1;
        }
        if (a <= b) {
            result |= 2;
        }
        if (!(a > b)) {
            result |= 4;
        }
        if (!(a >= b)) {
            result |= 8;
        }
        return a == b ? result | 16 : a != b ? result | 32 : -1;
    }

    static int compare(float a, float b) {
        int result = a < b ? 1 : 0;
        result += a <= b ? 2 : 0;
        result += a > b ? 4 : 0;
        result += a >= b ? 8 : 0;
        return a == b ? -result : result;
    }

    static long doubles(double a, double b) {
        long hash = mix(1, a + b);
        hash = mix(hash, a - b);
        hash = mix(hash, a * b);
        hash = mix(hash, a / b);
        hash = mix(hash, a % b);
        hash = mix(hash, -a);
        return mix(hash, compare(a, b));
    }

    static long floats(float a, float b) {
        long hash = mix(2, a + b);
        hash = mix(hash, a - b);
        hash = mix(hash, a * b);
        hash = mix(hash, a / b);
        hash = mix(hash, a % b);
        hash = mix(hash, -a);
        return mix(hash, compare(a, b));
    }

    static long converted(double d) {
        float f = (float) d;
        int i = (int) d;
        long l = (long) d;
        long hash = mix(mix(mix(3, f), i), l);
        hash = mix(mix(hash, (int) f), (long) f);
        hash = mix(mix(hash, (float) i), (double) i);
        hash = mix(mix(hash, (float) l), (double) l);
        return mix(mix(hash, (byte) d + (short) f), (char) d + (byte) l);
    }

    static double root(double value) {
        double low = 0;
        double high = Math.max(1, value);
        while (high - low > 1e-12) {
            double middle = (low + high) / 2;
            if (mix(0, middle) != 0 && middle * middle > value) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return low;
    }

    public static void main(String[] args) {
        Here.begin();
        for (double a : DOUBLES) {
            long row = converted(a);
            for (double b : DOUBLES) {
                row = mix(mix(row, doubles(a, b)), floats((float) a, (float) b));
            }
            System.out.println(a + " " + row);
        }
        float sum = 0f;
        double product = 1.0;
        for (int i = 1; i <= 2000; i++) {
            sum += 1f / i;
            product *= 1 + 1.0 / (2f * i * i);
        }
        System.out.println((int) (sum * 1e6f) + " " + (long) (product * 1e12) + " " + (long) (root(2) * 1e12));
    }
}
