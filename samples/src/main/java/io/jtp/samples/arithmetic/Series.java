package io.jtp.samples.arithmetic;

import io.jtp.samples.Here;

/** Numerics on parameters that are changed: series, zeros and integrals, in float and in double, with functions as arguments. */
public final class Series {
    private Series() {}

    private static int terms;

    interface Real {
        double of(double x);
    }

    interface Single {
        float of(float x);
    }

    static float power(float base, int bits, int exponent) {
        float result = 1f;
        while (exponent > 0) {
            if ((exponent & 1) == 1) {
                result *= base;
            }
            base *= base;
            exponent >>= bits;
            if (exponent == 3) {
                Here.now();
            }
        }
        return result;
    }

    static float sum(float first, float factor, float least, Single each) {
        float sum = 0;
        float lost = 0;
        while (first > least) {
            float added = each.of(first) - lost;
            float next = sum + added;
            lost = next - sum - added;
            sum = next;
            first *= factor;
        }
        return sum;
    }

    static double sine(double x) {
        x %= 2 * Math.PI;
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > 1e-16; n++) {
            term = -term * x * x / (2 * n * (2 * n + 1));
            sum += term;
            if (++terms % 3000 == 1500) {
                Here.now();
            }
        }
        return sum;
    }

    static double zero(double low, double high, Real function) {
        double atLow = function.of(low);
        for (int i = 0; i < 60; i++) {
            double middle = low + (high - low) / 2;
            double at = function.of(middle);
            if (at == 0) {
                return middle;
            } else if (at < 0 == atLow < 0) {
                low = middle;
                atLow = at;
            } else {
                high = middle;
            }
            if (i % 30 == 20) {
                Here.now();
            }
        }
        return high;
    }

    static double simpson(double from, double to, double epsilon, Real f) {
        double middle = (from + to) / 2;
        double whole = (to - from) / 6 * (f.of(from) + 4 * f.of(middle) + f.of(to));
        double halves = (middle - from) / 6 * (f.of(from) + 4 * f.of((from + middle) / 2) + f.of(middle))
                + (to - middle) / 6 * (f.of(middle) + 4 * f.of((middle + to) / 2) + f.of(to));
        if (Math.abs(whole - halves) < 15 * epsilon) {
            if (from == 0 && terms > 2000) {
                Here.now();
            }
            return halves;
        }
        return simpson(from, middle, epsilon / 2, f) + simpson(middle, to, epsilon / 2, f);
    }

    public static void main(String[] args) {
        Here.begin();
        float half = power(0.5f, 1, 13);
        System.out.println(Float.floatToIntBits(half) + " " + (int) power(3f, 1, 12) + " "
                + (long) (sum(1f, 0.9f, 1e-5f, x -> x * x / 3) * 1e6f));
        System.out.println((long) (sine(1) * 1e12) + " " + (long) (sine(-100.5) * 1e12));
        System.out.println((long) (zero(0, 2, x -> x * x * x - x - 1) * 1e12) + " "
                + (long) (zero(3, 4, Series::sine) * 1e12));
        System.out.println((long) (simpson(0, 3, 1e-9, x -> x * sine(x)) * 1e9));
    }
}
