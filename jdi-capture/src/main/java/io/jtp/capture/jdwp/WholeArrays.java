package io.jtp.capture.jdwp;

import java.io.IOException;
import java.util.Arrays;

/** Arrays of the target from end to end, in pieces: a command may not ask for, or give, more than so many elements at once. */
public final class WholeArrays {

    private WholeArrays() {}

    /** What is done with a piece. */
    @FunctionalInterface
    public interface Piece {
        void accept(int first, int count) throws IOException;
    }

    /** Front to back, no piece longer than {@link Commands#MOST_ELEMENTS}. */
    public static void inPieces(int length, Piece piece) throws IOException {
        for (int first = 0; first < length; first += Commands.MOST_ELEMENTS) {
            piece.accept(first, Math.min(Commands.MOST_ELEMENTS, length - first));
        }
    }

    /** {@return all elements, as in {@link ArrayRegion#values}} */
    public static long[] elements(JdwpPipe pipe, long array, int length) throws IOException {
        return region(pipe, array, length).values();
    }

    /** {@return all of its elements with their tags} */
    public static ArrayRegion region(JdwpPipe pipe, long array, int length) throws IOException {
        long[] values = new long[length];
        byte[] tags = new byte[length];
        byte[] tag = new byte[1];
        inPieces(
                length,
                (first, count) -> pipe.send(Commands.elements(array, first, count), region -> {
                    tag[0] = region.tag();
                    System.arraycopy(region.values(), 0, values, first, count);
                    System.arraycopy(region.tags(), 0, tags, first, region.tags().length);
                }));
        pipe.finish();
        return new ArrayRegion(tag[0], Tags.isReference(tag[0]) ? tags : new byte[0], values);
    }

    /** {@return the contents of a byte array} */
    public static byte[] bytes(JdwpPipe pipe, long array, int length) throws IOException {
        byte[] bytes = new byte[length];
        inPieces(
                length,
                (first, count) -> pipe.send(Commands.elements(array, first, count), region -> {
                    for (int i = 0; i < count; i++) {
                        bytes[first + i] = (byte) region.values()[i];
                    }
                }));
        pipe.finish();
        return bytes;
    }

    /** {@return the first elements of an array of chars} */
    public static char[] chars(JdwpPipe pipe, long array, int length) throws IOException {
        char[] chars = new char[length];
        inPieces(
                length,
                (first, count) -> pipe.send(Commands.elements(array, first, count, reply -> reply), reply -> {
                    reply.readByte();
                    int got = reply.readInt();
                    for (int i = 0; i < got; i++) {
                        chars[first + i] = (char) reply.readUntagged(Tags.CHAR);
                    }
                }));
        pipe.finish();
        return chars;
    }

    /** Stores references into an array of references, or numbers into a {@code long[]}, from {@code start} on. */
    public static void setElements(JdwpPipe pipe, long array, int start, long... objects) throws IOException {
        inPieces(
                objects.length,
                (first, count) -> pipe.send(
                        Commands.setElements(array, start + first, Arrays.copyOfRange(objects, first, first + count)),
                        nothing -> {}));
        pipe.finish();
    }
}
