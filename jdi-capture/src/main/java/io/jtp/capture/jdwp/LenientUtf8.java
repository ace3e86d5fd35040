package io.jtp.capture.jdwp;

/** UTF-8 that may hold lone surrogates, each encoded like any other char, in three bytes. */
final class LenientUtf8 {

    private LenientUtf8() {}

    static String decode(byte[] bytes, int from, int length) {
        char[] chars = new char[length];
        int count = 0;
        int at = from;
        int end = from + length;
        while (at < end) {
            int first = bytes[at++];
            if (first >= 0) {
                chars[count++] = (char) first;
            } else if ((first & 0xe0) == 0xc0) {
                chars[count++] = (char) ((first & 0x1f) << 6 | bytes[at++] & 0x3f);
            } else if ((first & 0xf0) == 0xe0) {
                chars[count++] = (char) ((first & 0x0f) << 12 | (bytes[at++] & 0x3f) << 6 | bytes[at++] & 0x3f);
            } else {
                int point = (first & 0x07) << 18
                        | (bytes[at++] & 0x3f) << 12
                        | (bytes[at++] & 0x3f) << 6
                        | bytes[at++] & 0x3f;
                chars[count++] = Character.highSurrogate(point);
                chars[count++] = Character.lowSurrogate(point);
            }
        }
        return new String(chars, 0, count);
    }
}
