package io.jtp.samples.methods;

import io.jtp.samples.Here;

/** A method with more than 256 slots of local variables: those above need instructions of another form, for each kind of value. */
public final class ManyLocals {
    private ManyLocals() {}

    static long here(long value) {
        Here.now();
        return value;
    }

    static String compute(long seed) {
        long x0 = seed + 1;
        long x1 = x0 * 3 + 1;
        long x2 = x1 * 3 + 2;
        long x3 = x2 * 3 + 3;
        long x4 = x3 * 3 + 4;
        long x5 = x4 * 3 + 5;
        long x6 = x5 * 3 + 6;
        long x7 = x6 * 3 + 7;
        long x8 = x7 * 3 + 8;
        long x9 = x8 * 3 + 9;
        long x10 = x9 * 3 + 10;
        long x11 = x10 * 3 + 11;
        long x12 = x11 * 3 + 12;
        long x13 = x12 * 3 + 13;
        long x14 = x13 * 3 + 14;
        long x15 = x14 * 3 + 15;
        long x16 = x15 * 3 + 16;
        long x17 = x16 * 3 + 17;
        long x18 = x17 * 3 + 18;
        long x19 = x18 * 3 + 19;
        long x20 = x19 * 3 + 20;
        long x21 = x20 * 3 + 21;
        long x22 = x21 * 3 + 22;
        long x23 = x22 * 3 + 23;
        long x24 = x23 * 3 + 24;
        long x25 = x24 * 3 + 25;
        long x26 = x25 * 3 + 26;
        long x27 = x26 * 3 + 27;
        long x28 = x27 * 3 + 28;
        long x29 = x28 * 3 + 29;
        long x30 = x29 * 3 + 30;
        long x31 = x30 * 3 + 31;
        long x32 = x31 * 3 + 32;
        long x33 = x32 * 3 + 33;
        long x34 = x33 * 3 + 34;
        long x35 = x34 * 3 + 35;
        long x36 = x35 * 3 + 36;
        long x37 = x36 * 3 + 37;
        long x38 = x37 * 3 + 38;
        long x39 = x38 * 3 + 39;
        long x40 = x39 * 3 + 40;
        long x41 = x40 * 3 + 41;
        long x42 = x41 * 3 + 42;
        long x43 = x42 * 3 + 43;
        long x44 = x43 * 3 + 44;
        long x45 = x44 * 3 + 45;
        long x46 = x45 * 3 + 46;
        long x47 = x46 * 3 + 47;
        long x48 = x47 * 3 + 48;
        long x49 = x48 * 3 + 49;
        long x50 = x49 * 3 + 50;
        long x51 = x50 * 3 + 51;
        long x52 = x51 * 3 + 52;
        long x53 = x52 * 3 + 53;
        long x54 = x53 * 3 + 54;
        long x55 = x54 * 3 + 55;
        long x56 = x55 * 3 + 56;
        long x57 = x56 * 3 + 57;
        long x58 = x57 * 3 + 58;
        long x59 = x58 * 3 + 59;
        long x60 = x59 * 3 + 60;
        long x61 = x60 * 3 + 61;
        long x62 = x61 * 3 + 62;
        long x63 = x62 * 3 + 63;
        long x64 = x63 * 3 + 64;
        long x65 = x64 * 3 + 65;
        long x66 = x65 * 3 + 66;
        long x67 = x66 * 3 + 67;
        long x68 = x67 * 3 + 68;
        long x69 = x68 * 3 + 69;
        long x70 = x69 * 3 + 70;
        long x71 = x70 * 3 + 71;
        long x72 = x71 * 3 + 72;
        long x73 = x72 * 3 + 73;
        long x74 = x73 * 3 + 74;
        long x75 = x74 * 3 + 75;
        long x76 = x75 * 3 + 76;
        long x77 = x76 * 3 + 77;
        long x78 = x77 * 3 + 78;
        long x79 = x78 * 3 + 79;
        long x80 = x79 * 3 + 80;
        long x81 = x80 * 3 + 81;
        long x82 = x81 * 3 + 82;
        long x83 = x82 * 3 + 83;
        long x84 = x83 * 3 + 84;
        long x85 = x84 * 3 + 85;
        long x86 = x85 * 3 + 86;
        long x87 = x86 * 3 + 87;
        long x88 = x87 * 3 + 88;
        long x89 = x88 * 3 + 89;
        long x90 = x89 * 3 + 90;
        long x91 = x90 * 3 + 91;
        long x92 = x91 * 3 + 92;
        long x93 = x92 * 3 + 93;
        long x94 = x93 * 3 + 94;
        long x95 = x94 * 3 + 95;
        long x96 = x95 * 3 + 96;
        long x97 = x96 * 3 + 97;
        long x98 = x97 * 3 + 98;
        long x99 = x98 * 3 + 99;
        long x100 = here(x99);
        long x101 = x100 * 3 + 101;
        long x102 = x101 * 3 + 102;
        long x103 = x102 * 3 + 103;
        long x104 = x103 * 3 + 104;
        long x105 = x104 * 3 + 105;
        long x106 = x105 * 3 + 106;
        long x107 = x106 * 3 + 107;
        long x108 = x107 * 3 + 108;
        long x109 = x108 * 3 + 109;
        long x110 = x109 * 3 + 110;
        long x111 = x110 * 3 + 111;
        long x112 = x111 * 3 + 112;
        long x113 = x112 * 3 + 113;
        long x114 = x113 * 3 + 114;
        long x115 = x114 * 3 + 115;
        long x116 = x115 * 3 + 116;
        long x117 = x116 * 3 + 117;
        long x118 = x117 * 3 + 118;
        long x119 = x118 * 3 + 119;
        long x120 = x119 * 3 + 120;
        long x121 = x120 * 3 + 121;
        long x122 = x121 * 3 + 122;
        long x123 = x122 * 3 + 123;
        long x124 = x123 * 3 + 124;
        long x125 = x124 * 3 + 125;
        long x126 = x125 * 3 + 126;
        long x127 = x126 * 3 + 127;
        long x128 = x127 * 3 + 128;
        long x129 = x128 * 3 + 129;
        int count = 1;
        long wide = seed;
        float half = 0.5f;
        double sum = 0;
        String text = "";
        Object[] kept = {seed, text};
        do {
            count += 1000;
            wide = wide * 31 + x129 - x64;
            half = half * 1.5f - count % 7;
            sum += half + wide % 100;
            if (count % 3 == 0) {
                text = text + kept[0] + (char) ('a' + here(count) % 26);
                kept = new Object[] {text.length(), kept};
                count++;
            }
            x129 += x0 ^ x127;
        } while (count < 12_000);
        kept = (Object[]) kept[1];
        return count + " " + wide + " " + (int) half + " " + (long) sum + " " + text + " " + kept[0] + " "
                + (x0 ^ x1 ^ x2 ^ x3 ^ x4 ^ x5 ^ x6 ^ x7 ^ x8 ^ x9 ^ x10 ^ x11 ^ x12 ^ x13 ^ x14 ^ x15 ^ x16 ^ x17 ^ x18
                        ^ x19 ^ x20 ^ x21 ^ x22 ^ x23 ^ x24 ^ x25 ^ x26 ^ x27 ^ x28 ^ x29 ^ x30 ^ x31 ^ x32 ^ x33 ^ x34
                        ^ x35 ^ x36 ^ x37 ^ x38 ^ x39 ^ x40 ^ x41 ^ x42 ^ x43 ^ x44 ^ x45 ^ x46 ^ x47 ^ x48 ^ x49 ^ x50
                        ^ x51 ^ x52 ^ x53 ^ x54 ^ x55 ^ x56 ^ x57 ^ x58 ^ x59 ^ x60 ^ x61 ^ x62 ^ x63 ^ x64 ^ x65 ^ x66
                        ^ x67 ^ x68 ^ x69 ^ x70 ^ x71 ^ x72 ^ x73 ^ x74 ^ x75 ^ x76 ^ x77 ^ x78 ^ x79 ^ x80 ^ x81 ^ x82
                        ^ x83 ^ x84 ^ x85 ^ x86 ^ x87 ^ x88 ^ x89 ^ x90 ^ x91 ^ x92 ^ x93 ^ x94 ^ x95 ^ x96 ^ x97 ^ x98
                        ^ x99 ^ x100 ^ x101 ^ x102 ^ x103 ^ x104 ^ x105 ^ x106 ^ x107 ^ x108 ^ x109 ^ x110 ^ x111 ^ x112
                        ^ x113 ^ x114 ^ x115 ^ x116 ^ x117 ^ x118 ^ x119 ^ x120 ^ x121 ^ x122 ^ x123 ^ x124 ^ x125
                        ^ x126 ^ x127 ^ x128 ^ x129);
    }

    public static void main(String[] args) {
        Here.begin();
        System.out.println(compute(7));
        System.out.println(compute(-1L << 40));
    }
}
