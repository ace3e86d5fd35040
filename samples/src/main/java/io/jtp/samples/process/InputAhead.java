package io.jtp.samples.process;

import io.jtp.samples.Here;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;

/**
 * Reads numbered lines of more text than a pipe holds, in the way that its argument says, and is moved while some of it lies in the buffers
 * of readers, decoders and {@code System.in} itself, some in the pipe, and some is not typed yet. A line that is lost, doubled or changed shows.
 */
public final class InputAhead {
    private InputAhead() {}

    private static void lines() throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Tally tally = new Tally();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            tally.add(line);
            if (tally.count == 1 || tally.count == 250) {
                in.mark(500);
                in.read();
                Here.now();
                in.reset();
            }
        }
        tally.print();
    }

    private static void scanned() {
        Scanner in = new Scanner(System.in, StandardCharsets.UTF_8);
        Tally tally = new Tally();
        while (in.hasNextInt()) {
            int number = in.nextInt();
            if (number == 3 || number == 300) {
                Here.now();
            }
            String word = in.next();
            if (number == 301) {
                Here.now();
            }
            tally.add(number + " " + word + in.nextLine());
        }
        tally.print();
    }

    /** Of each two characters that a decoder makes at once the reader keeps one back. */
    private static void characters() throws IOException {
        InputStreamReader in = new InputStreamReader(System.in, StandardCharsets.UTF_8);
        Tally tally = new Tally();
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                tally.add(line.toString());
                line.setLength(0);
            } else {
                line.append((char) next);
            }
            boolean half = Character.isHighSurrogate((char) next);
            if (half && tally.count == 2 || half && tally.count == 200 || next == 'l' && tally.count == 201) {
                Here.now();
            }
        }
        tally.print();
    }

    /** Goes on to the end, and is moved there as well. */
    private static void bytes() throws IOException {
        System.out.println(System.in.read());
        System.in.mark(1000);
        System.in.readNBytes(7);
        Here.now();
        System.in.reset();
        PushbackInputStream in = new PushbackInputStream(new BufferedInputStream(System.in, 37));
        in.unread(in.read());
        Here.now();
        Tally tally = new Tally();
        for (String line = line(in); line != null; line = line(in)) {
            tally.add(line);
        }
        Here.now();
        System.out.println(in.read() + " " + System.in.read());
        tally.print();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = in.read();
        for (; next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return next < 0 && line.isEmpty() ? null : line.toString();
    }

    public static void main(String[] args) throws IOException {
        Here.begin();
        switch (args[0]) {
            case "lines" -> lines();
            case "scanned" -> scanned();
            case "characters" -> characters();
            case "bytes" -> bytes();
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /** Says after each hundred lines what has come so far. */
    private static final class Tally {
        private int count;
        private int hash;

        void add(String line) {
            count++;
            hash = 31 * hash + line.hashCode();
            if (count % 100 == 0) {
                print();
                System.out.println(line);
            }
        }

        void print() {
            System.out.println(count + " lines, " + hash);
        }
    }
}
