package io.jtp.samples.methods;

import io.jtp.samples.Here;

/** Arguments of mixed widths through a chain of calls, in other orders each time; and a method that takes as many as there may be. */
public final class ManyArguments {
    private final long offset;

    ManyArguments(long offset) {
        this.offset = offset;
    }

    static double mixed(
            int a, long b, float c, double d, String e, byte f, boolean g, char h, short i, Object j, long k) {
        if (a == 0) {
            Here.now();
            return b + c * d + e.length() + f + (g ? 1 : 0) + h + i + j.hashCode() + k;
        }
        double inner = a % 2 == 0
                ? mixed(a - 1, k, (float) d, c, e + a, (byte) (f + a), !g, (char) (h + 1), (short) (i * 2), j, b)
                : turned(k, e + h, d, a - 1, c, j, g, b, f, i, h);
        return inner / 2 + a * b - k % 100 + c / d + e.length() + f + i + h;
    }

    private static double turned(
            long k, String e, double d, int a, float c, Object j, boolean g, long b, byte f, short i, char h) {
        double inner = mixed(a, b, c, d, e, f, g, h, i, j, k + 1);
        return inner + k - a;
    }

    /** 254 slots, and one for the receiver. */
    long most(
            long p0,
            double p1,
            long p2,
            int p3,
            double p4,
            int p5,
            long p6,
            double p7,
            long p8,
            int p9,
            double p10,
            int p11,
            long p12,
            double p13,
            long p14,
            int p15,
            double p16,
            int p17,
            long p18,
            double p19,
            long p20,
            int p21,
            double p22,
            int p23,
            long p24,
            double p25,
            long p26,
            int p27,
            double p28,
            int p29,
            long p30,
            double p31,
            long p32,
            int p33,
            double p34,
            int p35,
            long p36,
            double p37,
            long p38,
            int p39,
            double p40,
            int p41,
            long p42,
            double p43,
            long p44,
            int p45,
            double p46,
            int p47,
            long p48,
            double p49,
            long p50,
            int p51,
            double p52,
            int p53,
            long p54,
            double p55,
            long p56,
            int p57,
            double p58,
            int p59,
            long p60,
            double p61,
            long p62,
            int p63,
            double p64,
            int p65,
            long p66,
            double p67,
            long p68,
            int p69,
            double p70,
            int p71,
            long p72,
            double p73,
            long p74,
            int p75,
            double p76,
            int p77,
            long p78,
            double p79,
            long p80,
            int p81,
            double p82,
            int p83,
            long p84,
            double p85,
            long p86,
            int p87,
            double p88,
            int p89,
            long p90,
            double p91,
            long p92,
            int p93,
            double p94,
            int p95,
            long p96,
            double p97,
            long p98,
            int p99,
            double p100,
            int p101,
            long p102,
            double p103,
            long p104,
            int p105,
            double p106,
            int p107,
            long p108,
            double p109,
            long p110,
            int p111,
            double p112,
            int p113,
            long p114,
            double p115,
            long p116,
            int p117,
            double p118,
            int p119,
            long p120,
            double p121,
            long p122,
            int p123,
            double p124,
            int p125,
            long p126,
            double p127,
            long p128,
            int p129,
            double p130,
            int p131,
            long p132,
            double p133,
            long p134,
            int p135,
            double p136,
            int p137,
            long p138,
            double p139,
            long p140,
            int p141,
            double p142,
            int p143,
            long p144,
            double p145,
            long p146,
            int p147,
            double p148,
            int p149,
            long p150,
            double p151) {
        Here.now();
        long sum = offset;
        sum = sum * 3 + p0;
        sum = sum * 3 + p11;
        sum = sum * 3 + p21;
        sum = sum * 3 + p32;
        sum = sum * 3 + p42;
        sum = sum * 3 + p53;
        sum = sum * 3 + p63;
        sum = sum * 3 + p74;
        sum = sum * 3 + p84;
        sum = sum * 3 + p95;
        sum = sum * 3 + p105;
        sum = sum * 3 + p116;
        sum = sum * 3 + p126;
        sum = sum * 3 + p137;
        sum = sum * 3 + p147;
        sum += p0 ^ p2 ^ p3 ^ p5 ^ p6 ^ p8 ^ p9 ^ p11 ^ p12 ^ p14 ^ p15 ^ p17 ^ p18 ^ p20 ^ p21 ^ p23 ^ p24 ^ p26 ^ p27
                ^ p29 ^ p30 ^ p32 ^ p33 ^ p35 ^ p36 ^ p38 ^ p39 ^ p41 ^ p42 ^ p44 ^ p45 ^ p47 ^ p48 ^ p50 ^ p51 ^ p53
                ^ p54 ^ p56 ^ p57 ^ p59 ^ p60 ^ p62 ^ p63 ^ p65 ^ p66 ^ p68 ^ p69 ^ p71 ^ p72 ^ p74 ^ p75 ^ p77 ^ p78
                ^ p80 ^ p81 ^ p83 ^ p84 ^ p86 ^ p87 ^ p89 ^ p90 ^ p92 ^ p93 ^ p95 ^ p96 ^ p98 ^ p99 ^ p101 ^ p102 ^ p104
                ^ p105 ^ p107 ^ p108 ^ p110 ^ p111 ^ p113 ^ p114 ^ p116 ^ p117 ^ p119 ^ p120 ^ p122 ^ p123 ^ p125 ^ p126
                ^ p128 ^ p129 ^ p131 ^ p132 ^ p134 ^ p135 ^ p137 ^ p138 ^ p140 ^ p141 ^ p143 ^ p144 ^ p146 ^ p147 ^ p149
                ^ p150;
        return sum
                + (long) (p1 + p4 + p7 + p10 + p13 + p16 + p19 + p22 + p25 + p28 + p31 + p34 + p37 + p40 + p43 + p46
                        + p49 + p52 + p55 + p58 + p61 + p64 + p67 + p70 + p73 + p76 + p79 + p82 + p85 + p88 + p91 + p94
                        + p97 + p100 + p103 + p106 + p109 + p112 + p115 + p118 + p121 + p124 + p127 + p130 + p133 + p136
                        + p139 + p142 + p145 + p148 + p151);
    }

    static int here(int value) {
        if (value % 50 == 21) {
            Here.now();
        }
        return value;
    }

    public static void main(String[] args) {
        Here.begin();
        System.out.println(mixed(9, 1L << 33, 1.5f, 0.25, "e", (byte) 100, true, 'h', (short) 300, "object", -7));
        System.out.println(new ManyArguments(1000)
                .most(
                        0L,
                        1.5,
                        2000000000L,
                        here(3),
                        4.5,
                        here(5),
                        6000000000L,
                        7.5,
                        8000000000L,
                        here(9),
                        10.5,
                        here(11),
                        12000000000L,
                        13.5,
                        14000000000L,
                        here(15),
                        16.5,
                        here(17),
                        18000000000L,
                        19.5,
                        20000000000L,
                        here(21),
                        22.5,
                        here(23),
                        24000000000L,
                        25.5,
                        26000000000L,
                        here(27),
                        28.5,
                        here(29),
                        30000000000L,
                        31.5,
                        32000000000L,
                        here(33),
                        34.5,
                        here(35),
                        36000000000L,
                        37.5,
                        38000000000L,
                        here(39),
                        40.5,
                        here(41),
                        42000000000L,
                        43.5,
                        44000000000L,
                        here(45),
                        46.5,
                        here(47),
                        48000000000L,
                        49.5,
                        50000000000L,
                        here(51),
                        52.5,
                        here(53),
                        54000000000L,
                        55.5,
                        56000000000L,
                        here(57),
                        58.5,
                        here(59),
                        60000000000L,
                        61.5,
                        62000000000L,
                        here(63),
                        64.5,
                        here(65),
                        66000000000L,
                        67.5,
                        68000000000L,
                        here(69),
                        70.5,
                        here(71),
                        72000000000L,
                        73.5,
                        74000000000L,
                        here(75),
                        76.5,
                        here(77),
                        78000000000L,
                        79.5,
                        80000000000L,
                        here(81),
                        82.5,
                        here(83),
                        84000000000L,
                        85.5,
                        86000000000L,
                        here(87),
                        88.5,
                        here(89),
                        90000000000L,
                        91.5,
                        92000000000L,
                        here(93),
                        94.5,
                        here(95),
                        96000000000L,
                        97.5,
                        98000000000L,
                        here(99),
                        100.5,
                        here(101),
                        102000000000L,
                        103.5,
                        104000000000L,
                        here(105),
                        106.5,
                        here(107),
                        108000000000L,
                        109.5,
                        110000000000L,
                        here(111),
                        112.5,
                        here(113),
                        114000000000L,
                        115.5,
                        116000000000L,
                        here(117),
                        118.5,
                        here(119),
                        120000000000L,
                        121.5,
                        122000000000L,
                        here(123),
                        124.5,
                        here(125),
                        126000000000L,
                        127.5,
                        128000000000L,
                        here(129),
                        130.5,
                        here(131),
                        132000000000L,
                        133.5,
                        134000000000L,
                        here(135),
                        136.5,
                        here(137),
                        138000000000L,
                        139.5,
                        140000000000L,
                        here(141),
                        142.5,
                        here(143),
                        144000000000L,
                        145.5,
                        146000000000L,
                        here(147),
                        148.5,
                        here(149),
                        150000000000L,
                        151.5));
    }
}
