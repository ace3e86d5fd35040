package io.jtp.samples.text;

import io.jtp.samples.Here;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Characters as numbers, and characters that are two; strings in both of the JVM's forms; ciphers, palindromes, text blocks. */
public final class Unicode {
    private Unicode() {}

    static String caesar(String text, int shift) {
        char[] chars = text.toCharArray();
        for (int i = 0; i < chars.length; i++) {
            char c = chars[i];
            if (c >= 'a' && c <= 'z') {
                c = (char) ('a' + (c - 'a' + shift + 26) % 26);
            } else if (Character.isUpperCase(c)) {
                c += shift > 0 ? 1 : -1;
            } else if (c > 127) {
                c ^= 1;
            }
            chars[i] = c;
            if (i == 6) {
                Here.now();
            }
        }
        return new String(chars);
    }

    static boolean palindrome(String text) {
        int[] points = text.codePoints()
                .filter(Character::isLetter)
                .map(Character::toLowerCase)
                .toArray();
        for (int i = 0, j = points.length - 1; i < j; i++, j--) {
            if (i == 3) {
                Here.now();
            }
            if (points[i] != points[j]) {
                return false;
            }
        }
        return true;
    }

    static String escape(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (point < 128) {
                out.appendCodePoint(point);
            } else {
                out.append(Character.isSupplementaryCodePoint(point) ? "\\U" : "\\u")
                        .append(Integer.toHexString(point));
                if (point > 0x1f600) {
                    Here.now();
                }
            }
        }
        return out.toString();
    }

    static byte[] utf8(String text) {
        byte[] bytes = new byte[4 * text.length()];
        int at = 0;
        for (int point : text.codePoints().toArray()) {
            if (point < 0x80) {
                bytes[at++] = (byte) point;
            } else if (point < 0x800) {
                bytes[at++] = (byte) (0xc0 | point >> 6);
                bytes[at++] = (byte) (0x80 | point & 0x3f);
            } else {
                boolean four = point > 0xffff;
                bytes[at++] = (byte) (four ? 0xf0 | point >> 18 : 0xe0 | point >> 12);
                for (int shift = four ? 12 : 6; shift >= 0; shift -= 6) {
                    bytes[at++] = (byte) (0x80 | point >> shift & 0x3f);
                    Here.now();
                }
            }
        }
        return java.util.Arrays.copyOf(bytes, at);
    }

    public static void main(String[] args) {
        Here.begin();
        String mixed = "größe \ud83d\ude00 Ωmega ﬁn \u0000 e\u0301";
        String latin = "grÖßE";
        System.out.println(escape(mixed) + " " + mixed.length() + " " + mixed.codePointCount(0, mixed.length()));
        System.out.println(escape(
                latin.toLowerCase(Locale.ROOT) + latin.toUpperCase(Locale.ROOT) + new StringBuilder(mixed).reverse()));
        String secret = caesar("attack at Dawn, größer", 3);
        System.out.println(escape(secret) + " " + caesar(secret, -3).equals("attack at Dawn, größer"));
        System.out.println(
                palindrome("A man, a plan, a canal: Panama!") + " " + palindrome("\ud83d\ude00 ab \ud83d\ude01 Ba"));
        byte[] bytes = utf8(mixed);
        System.out.println(bytes.length + " " + new String(bytes, StandardCharsets.UTF_8).equals(mixed));
        Map<Character, Integer> counts = new TreeMap<>();
        for (char c : """
                A block of "text", \
                with\tescapes \\ and
                  indents.   \s
                """.toCharArray()) {
            counts.merge(c, 1, Integer::sum);
        }
        Here.now();
        System.out.println(escape(counts.toString().replace("\n", "\\n").replace("\t", "\\t")));
        System.out.println("a,b,,c,,".split(",").length + " " + "  strip ".strip() + "|"
                + "ab".repeat(3).replace("ba", "-") + " " + "x".compareTo("xyz") + " "
                + "line1\nline2".lines().map(String::length).toList() + " " + "%d%%".formatted(5) + " "
                + "b".indent(2).length());
    }
}
