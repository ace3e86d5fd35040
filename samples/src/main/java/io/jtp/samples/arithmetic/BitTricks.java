package io.jtp.samples.arithmetic;

import io.jtp.samples.Here;
import java.util.BitSet;

/** Hashes, checksums and random numbers of our own: one wrong bit in one local, and everything that follows is another number. */
public final class BitTricks {
    private BitTricks() {}

    private static final int[] TABLE = new int[256];

    static int count(long bits) {
        int count = 0;
        for (; bits != 0; bits &= bits - 1) {
            count++;
        }
        return count;
    }

    static long reverse(long bits) {
        long result = 0;
        for (int i = 0; i < 64; i++, bits >>>= 1) {
            result = result << 1 | bits & 1;
        }
        return result;
    }

    static int crc(byte[] data) {
        int crc = -1;
        for (int i = 0; i < data.length; i++) {
            crc = crc >>> 8 ^ TABLE[(crc ^ data[i]) & 0xff];
            if (i == data.length / 2) {
                Here.now();
            }
        }
        return ~crc;
    }

    static long xorshift(long state, int rounds) {
        for (int i = 0; i < rounds; i++) {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
            if (state % 1999 == 0) {
                Here.now();
            }
        }
        return state;
    }

    static int gray(int n) {
        return n ^ n >>> 1;
    }

    static int log2(int n) {
        int log = 0;
        for (int step = 16; step > 0; step >>= 1) {
            if (n >= 1 << step) {
                n >>>= step;
                log |= step;
            }
        }
        return log;
    }

    public static void main(String[] args) {
        Here.begin();
        for (int n = 0; n < 256; n++) {
            int c = n;
            for (int k = 0; k < 8; k++) {
                c = (c & 1) != 0 ? 0xEDB88320 ^ c >>> 1 : c >>> 1;
            }
            TABLE[n] = c;
        }
        byte[] data = new byte[1000];
        long state = 88172645463325252L;
        for (int i = 0; i < data.length; i++) {
            state = xorshift(state, 3);
            data[i] = (byte) state;
        }
        System.out.println(Integer.toHexString(crc(data)) + " " + Integer.toHexString(crc("123456789".getBytes())));
        System.out.println(Long.toHexString(state) + " " + count(state) + " " + Long.toHexString(reverse(state)));
        BitSet sieve = new BitSet(1000);
        sieve.set(2, 1000);
        for (int p = 2; p * p < 1000; p = sieve.nextSetBit(p + 1)) {
            for (int q = p * p; q < 1000; q += p) {
                sieve.clear(q);
            }
            if (p == 13) {
                Here.now();
            }
        }
        int sum = 0;
        for (int p = sieve.nextSetBit(0); p >= 0; p = sieve.nextSetBit(p + 1)) {
            sum += gray(p) * log2(p + 1);
        }
        System.out.println(sieve.cardinality() + " " + sum + " " + sieve.get(990, 1000));
    }
}
