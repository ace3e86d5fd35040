package io.jtp.samples.steady;

import io.jtp.samples.Here;

/** Methods of different sizes are on the stack when the program is moved, and are called millions of times afterwards. */
public final class LaterCalls {
    private static int calls;

    private LaterCalls() {}

    private static int small(int number) {
        return number + (number == -1 ? moved() : 1);
    }

    private static int medium(int[] values, int from) {
        int sum = 0;
        for (int i = from; i < from + 4; i++) {
            sum += values[i] * small(i - from == 3 && from == 0 && values[0] == 7 ? -1 : i);
        }
        return sum;
    }

    /** Near the size up to which HotSpot inlines a method where it is called often. */
    private static int large(int[] values, int at) {
        int a = values[at];
        int b = values[at + 1];
        int c = values[at + 2];
        int d = values[at + 3];
        a += (b ^ c) + (d >>> 3) * 7;
        b += (c ^ d) + (a >>> 5) * 11;
        c += (d ^ a) + (b >>> 7) * 13;
        d += (a ^ b) + (c >>> 11) * 17;
        a -= (b & c) + (d >>> 3) * 19;
        b -= (c & d) + (a >>> 5) * 23;
        int middle = medium(values, at);
        c -= (d & a) + (b >>> 7) * 29;
        d -= (a & b) + (c >>> 11) * 31;
        a ^= (b | c) + (d >>> 3) * 37 + middle;
        b ^= (c | d) + (a >>> 5) * 41;
        c ^= (d | a) + (b >>> 7) * 43;
        d ^= (a | b) + (c >>> 11) * 47;
        return a + b + c + d;
    }

    private static int moved() {
        Here.now();
        return calls++;
    }

    public static void main(String[] args) {
        Here.begin();
        int[] values = new int[1004];
        long sum = 0;
        Rounds rounds = new Rounds();
        int round = 0;
        while (rounds.next()) {
            values[0] = ++round;
            for (int lap = 0; lap < 800; lap++) {
                for (int i = 0; i < 1000; i++) {
                    sum += large(values, i);
                }
            }
        }
        System.out.println(sum + " " + calls);
    }
}
