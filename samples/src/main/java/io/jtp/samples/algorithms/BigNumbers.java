package io.jtp.samples.algorithms;

import io.jtp.samples.Here;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;

/** Numbers of any size: the digits of pi by a spigot, Fibonacci with digits of our own, square roots in decimals, primes. */
public final class BigNumbers {
    private BigNumbers() {}

    static String pi(int digits) {
        StringBuilder out = new StringBuilder();
        BigInteger q = BigInteger.ONE;
        BigInteger r = BigInteger.ZERO;
        BigInteger t = BigInteger.ONE;
        for (int k = 1; out.length() < digits; ) {
            BigInteger n = q.multiply(BigInteger.valueOf(3)).add(r).divide(t);
            if (q.shiftLeft(2).add(r).divide(t).equals(n)) {
                out.append(n);
                r = r.subtract(n.multiply(t)).multiply(BigInteger.TEN);
                q = q.multiply(BigInteger.TEN);
                if (out.length() % 15 == 10) {
                    Here.now();
                }
            } else {
                long l = 2L * k + 1;
                r = q.shiftLeft(1).add(r).multiply(BigInteger.valueOf(l));
                t = t.multiply(BigInteger.valueOf(l));
                q = q.multiply(BigInteger.valueOf(k++));
                // the convergents: q/r/t stay whole
                BigInteger shared = q.gcd(r).gcd(t);
                q = q.divide(shared);
                r = r.divide(shared);
                t = t.divide(shared);
            }
        }
        return out.toString();
    }

    /** Nine digits each, lowest first. */
    static int[] add(int[] a, int[] b) {
        int[] sum = new int[Math.max(a.length, b.length) + 1];
        int carry = 0;
        for (int i = 0; i < sum.length; i++) {
            long digit = carry + (i < a.length ? (long) a[i] : 0) + (i < b.length ? b[i] : 0);
            sum[i] = (int) (digit % 1_000_000_000);
            carry = (int) (digit / 1_000_000_000);
        }
        return sum[sum.length - 1] == 0 ? Arrays.copyOf(sum, sum.length - 1) : sum;
    }

    static String fibonacci(int n) {
        int[] a = {0};
        int[] b = {1};
        for (int i = 0; i < n; i++) {
            int[] next = add(a, b);
            a = b;
            b = next;
            if (i % 500 == 350) {
                Here.now();
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = a.length - 1; i >= 0; i--) {
            text.append(i == a.length - 1 ? "" + a[i] : String.format("%09d", a[i]));
        }
        return text.toString();
    }

    static BigDecimal root(BigDecimal of, MathContext context) {
        BigDecimal guess = BigDecimal.ONE;
        BigDecimal before;
        do {
            before = guess;
            guess = of.divide(guess, context).add(guess).divide(BigDecimal.valueOf(2), context);
            Here.now();
        } while (before.subtract(guess).abs().compareTo(BigDecimal.ONE.movePointLeft(40)) > 0);
        return guess.setScale(35, RoundingMode.HALF_EVEN);
    }

    public static void main(String[] args) {
        Here.begin();
        System.out.println(pi(40));
        String fibonacci = fibonacci(1000);
        BigInteger parsed = new BigInteger(fibonacci);
        System.out.println(fibonacci + " " + parsed.mod(BigInteger.valueOf(1_000_003)) + " " + parsed.bitLength());
        System.out.println(root(new BigDecimal("2.0"), new MathContext(50)));
        System.out.println(parsed.modPow(
                                BigInteger.valueOf(65_537),
                                BigInteger.TWO.pow(127).subtract(BigInteger.ONE))
                        .toString(36)
                + " " + BigInteger.valueOf(1_000_000).nextProbablePrime() + " "
                + parsed.sqrt().testBit(5));
    }
}
