package io.jtp.samples.bad;

import io.jtp.samples.Here;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterInputStream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.InflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A stream of the kind that its argument says, in the middle of compressed data, at its one moment. */
public final class HalfPacked {
    private HalfPacked() {}

    private static final byte[] TEXT = new byte[50_000];

    /** Someone who holds the stream, so that there is a path to it. */
    private record Job(String name, AutoCloseable stream) {}

    private static void reading(String name, InputStream in) throws IOException {
        Job job = new Job(name, in);
        CRC32 sum = new CRC32();
        sum.update(in.readNBytes(20_000));
        Here.now();
        sum.update(in.readAllBytes());
        in.close();
        System.out.println(job.name() + " read " + sum.getValue());
    }

    private static void writing(String name, OutputStream out, ByteArrayOutputStream to) throws IOException {
        Job job = new Job(name, out);
        out.write(TEXT, 0, 20_000);
        Here.now();
        out.write(TEXT, 20_000, 30_000);
        out.close();
        System.out.println(job.name() + " wrote " + to.size() + " " + Arrays.hashCode(to.toByteArray()));
    }

    private static byte[] deflated() throws IOException {
        return new DeflaterInputStream(new ByteArrayInputStream(TEXT)).readAllBytes();
    }

    private static byte[] gzip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(TEXT);
        }
        return bytes.toByteArray();
    }

    private static ZipInputStream zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(entry());
            out.write(TEXT);
        }
        ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        in.getNextEntry();
        return in;
    }

    private static ZipEntry entry() {
        ZipEntry entry = new ZipEntry("entry");
        entry.setTime(0);
        return entry;
    }

    public static void main(String[] args) throws IOException {
        Here.begin();
        for (int i = 0; i < TEXT.length; i++) {
            TEXT[i] = (byte) (i * i >> 5);
        }
        String kind = args[0];
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        switch (kind) {
            case "GZIPInputStream" -> reading(kind, new GZIPInputStream(new ByteArrayInputStream(gzip())));
            case "GZIPOutputStream" -> writing(kind, new GZIPOutputStream(to), to);
            case "ZipInputStream" -> reading(kind, zip());
            case "ZipOutputStream" -> {
                ZipOutputStream out = new ZipOutputStream(to);
                out.putNextEntry(entry());
                writing(kind, out, to);
            }
            case "InflaterInputStream" -> reading(kind, new InflaterInputStream(new ByteArrayInputStream(deflated())));
            case "DeflaterInputStream" -> reading(kind, new DeflaterInputStream(new ByteArrayInputStream(TEXT)));
            case "DeflaterOutputStream" -> writing(kind, new DeflaterOutputStream(to), to);
            case "InflaterOutputStream" -> {
                byte[] packed = deflated();
                InflaterOutputStream out = new InflaterOutputStream(to);
                Job job = new Job(kind, out);
                out.write(packed, 0, packed.length / 2);
                Here.now();
                out.write(packed, packed.length / 2, packed.length - packed.length / 2);
                out.close();
                System.out.println(job.name() + " wrote " + to.size() + " " + Arrays.hashCode(to.toByteArray()));
            }
            default -> throw new IllegalArgumentException(kind);
        }
    }
}
