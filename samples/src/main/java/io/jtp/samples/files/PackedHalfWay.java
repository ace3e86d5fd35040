package io.jtp.samples.files;

import io.jtp.samples.Here;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterInputStream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.InflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Compressed data in the middle of which the program is: what is still to come can only be understood, or made, by who knows what has
 * been. What comes out is told by its checksum, compressed bytes included.
 */
public final class PackedHalfWay {

    /** Words that repeat at all distances, and stretches that no compressor makes shorter. */
    private static final byte[] TEXT = new byte[150_000];

    private static final int HALF = 70_001;

    static {
        int next = 1;
        for (int i = 0; i < TEXT.length; i++) {
            next = next * 1_103_515_245 + 12_345;
            boolean noise = i / 3000 % 5 == 2;
            TEXT[i] = (byte) (noise || i < 40 ? next >> 16 : TEXT[i - 7 - (next >>> 30) * 11] + (i % 97 == 0 ? 1 : 0));
        }
    }

    private PackedHalfWay() {}

    private static long sum(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return sum.getValue();
    }

    private static void reading(InputStream in, int first) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(in.readNBytes(first));
        Here.now();
        byte[] rest = in.readAllBytes();
        sum.update(rest);
        in.close();
        System.out.println("read " + rest.length + " " + sum.getValue());
    }

    private static void writing(OutputStream out, ByteArrayOutputStream to) throws IOException {
        out.write(TEXT, 0, HALF);
        Here.now();
        out.write(TEXT, HALF, TEXT.length - HALF);
        out.close();
        System.out.println("wrote " + to.size() + " " + sum(to.toByteArray()));
    }

    private static byte[] deflated() throws IOException {
        return new DeflaterInputStream(new ByteArrayInputStream(TEXT)).readAllBytes();
    }

    private static ZipEntry entry() {
        ZipEntry entry = new ZipEntry("entry");
        entry.setTime(1_000_000_000_000L);
        return entry;
    }

    private static void streams() throws IOException {
        byte[] packed = deflated();
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        writing(new GZIPOutputStream(gzip), gzip);
        reading(new GZIPInputStream(new ByteArrayInputStream(gzip.toByteArray())), HALF);
        reading(new InflaterInputStream(new ByteArrayInputStream(packed)), HALF);
        reading(new DeflaterInputStream(new ByteArrayInputStream(TEXT)), 20_000);
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        writing(new DeflaterOutputStream(to, true), to);
        ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
        InflaterOutputStream out = new InflaterOutputStream(unpacked);
        out.write(packed, 0, packed.length / 3);
        Here.now();
        out.write(packed, packed.length / 3, packed.length - packed.length / 3);
        out.close();
        System.out.println(Arrays.equals(unpacked.toByteArray(), TEXT));
    }

    private static void files(Directory directory) throws IOException {
        Path zip = directory.file("half.zip");
        try (OutputStream file = Files.newOutputStream(zip)) {
            ZipOutputStream out = new ZipOutputStream(file);
            out.putNextEntry(entry());
            out.write(TEXT, 0, HALF);
            Here.now();
            out.write(TEXT, HALF, TEXT.length - HALF);
            out.close();
        }
        System.out.println(Files.size(zip) + " " + sum(Files.readAllBytes(zip)));
        try (ZipFile file = new ZipFile(zip.toFile())) {
            reading(file.getInputStream(file.getEntry("entry")), HALF);
        }
        ZipInputStream in = new ZipInputStream(Files.newInputStream(zip));
        in.getNextEntry();
        reading(in, HALF);
        Path gz = directory.file("half.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gz))) {
            for (int i = 0; i < 2000; i++) {
                out.write(("line " + i + " of " + i * i + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        int hash = 0;
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(gz)), StandardCharsets.UTF_8))) {
            int count = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                hash = 31 * hash + line.hashCode();
                if (++count == 1200) {
                    Here.now();
                }
            }
            System.out.println(count + " lines " + hash);
        }
    }

    /** Half of the input is given, and of the output taken, in pieces that fit nothing. */
    private static byte[] deflate(Deflater deflater) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] piece = new byte[1777];
        deflater.setInput(TEXT, 0, HALF);
        while (!deflater.needsInput()) {
            out.write(piece, 0, deflater.deflate(piece));
        }
        Here.now();
        deflater.setInput(TEXT, HALF, TEXT.length - HALF);
        deflater.finish();
        boolean half = false;
        while (!deflater.finished()) {
            out.write(piece, 0, deflater.deflate(piece));
            if (!half && deflater.getTotalIn() == TEXT.length) {
                // all has been taken, and what comes out of it is still to be
                Here.now();
                half = true;
            }
        }
        System.out.println(deflater.getAdler() + " " + deflater.getTotalOut() + " " + sum(out.toByteArray()));
        deflater.end();
        return out.toByteArray();
    }

    private static void inflate(Inflater inflater, byte[] packed, byte[] dictionary) throws DataFormatException {
        byte[] out = new byte[TEXT.length];
        int length = 0;
        inflater.setInput(packed, 0, packed.length - 1000);
        while (!inflater.needsInput()) {
            length += inflater.inflate(out, length, Math.min(4321, out.length - length));
            if (inflater.needsDictionary()) {
                inflater.setDictionary(dictionary);
            }
        }
        Here.now();
        inflater.setInput(packed, packed.length - 1000, 1000);
        while (!inflater.finished()) {
            length += inflater.inflate(out, length, out.length - length);
        }
        Here.now();
        System.out.println(
                inflater.getAdler() + " " + inflater.getTotalIn() + " " + length + " " + Arrays.equals(out, TEXT));
        inflater.reset();
        inflater.setInput(new byte[] {1, 2, 3});
        String message = "none";
        try {
            inflater.inflate(out);
        } catch (DataFormatException e) {
            message = e.getMessage();
        }
        Here.now();
        System.out.println(message + " " + inflater.getTotalIn() + " " + inflater.finished());
        inflater.end();
    }

    private static void coders() throws DataFormatException {
        byte[] dictionary = Arrays.copyOfRange(TEXT, 5000, 15_000);
        inflate(new Inflater(), deflate(new Deflater()), dictionary);
        inflate(new Inflater(true), deflate(new Deflater(Deflater.BEST_COMPRESSION, true)), dictionary);
        Deflater knowing = new Deflater(Deflater.BEST_SPEED);
        knowing.setDictionary(dictionary);
        inflate(new Inflater(), deflate(knowing), dictionary);
        Deflater filtered = new Deflater();
        filtered.setStrategy(Deflater.HUFFMAN_ONLY);
        deflate(filtered);
        Deflater stored = new Deflater(Deflater.NO_COMPRESSION);
        deflate(stored);
    }

    public static void main(String[] args) throws IOException, DataFormatException {
        Here.begin();
        try (Directory directory = Directory.make()) {
            streams();
            files(directory);
            coders();
        }
    }
}
