package io.jtp.samples.files;

import io.jtp.samples.Here;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Archives that are open, and compressors between two pieces of work. */
public final class Archives {
    private Archives() {}

    private static byte[] text(int number) {
        return ("text number " + number + " ").repeat(20 * number).getBytes(StandardCharsets.UTF_8);
    }

    private static Path write(Directory directory) throws IOException {
        Path path = directory.file("archive.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Made-By", "a sample");
        try (JarOutputStream out = new JarOutputStream(new FileOutputStream(path.toFile()), manifest)) {
            for (int i = 1; i <= 5; i++) {
                JarEntry entry = new JarEntry("entry" + i);
                entry.setTime(1_000_000_000_000L);
                byte[] text = text(i);
                if (i == 3) {
                    CRC32 crc = new CRC32();
                    crc.update(text);
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(text.length);
                    entry.setCrc(crc.getValue());
                }
                out.putNextEntry(entry);
                out.write(text);
                out.closeEntry();
                if (i == 2) {
                    Here.now();
                }
            }
        }
        return path;
    }

    private static String read(InputStream in) throws IOException {
        byte[] all = in.readAllBytes();
        return all.length + " bytes ending with '" + new String(all, all.length - 4, 4, StandardCharsets.UTF_8) + "'";
    }

    @SuppressWarnings("try") // closing two of them early is the point
    private static void files(Path path) throws IOException {
        try (ZipFile zip = new ZipFile(path.toFile());
                ZipFile same = new ZipFile(path.toFile());
                JarFile jar = new JarFile(path.toFile())) {
            System.out.println(read(zip.getInputStream(zip.getEntry("entry1"))));
            Enumeration<? extends ZipEntry> entries = zip.entries();
            entries.nextElement();
            InputStream stored = same.getInputStream(same.getEntry("entry3"));
            stored.skip(100);
            Here.now();
            System.out.println(read(stored) + " " + entries.nextElement().getName());
            System.out.println(read(zip.getInputStream(zip.getEntry("entry4"))) + " " + zip.size());
            System.out.println(jar.getManifest().getMainAttributes().getValue("Made-By"));
            same.close();
            InputStream fifth = zip.getInputStream(zip.getEntry("entry5"));
            fifth.close();
            Here.now();
            System.out.println(read(jar.getInputStream(jar.getJarEntry("entry2"))) + " "
                    + jar.stream().count());
            zip.close();
            try {
                zip.getEntry("entry1");
            } catch (IllegalStateException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    /** As a program reads its own resources. */
    private static void connections(Path path) throws IOException {
        String jar = "jar:" + path.toUri() + "!/";
        URL whole = new URL(jar);
        InputStream fifth = new URL(jar + "entry5").openStream();
        JarURLConnection opened = (JarURLConnection) new URL(jar + "entry4").openConnection();
        opened.setUseCaches(false);
        JarURLConnection unopened = (JarURLConnection) new URL(whole, "entry2").openConnection();
        InputStream fourth = opened.getInputStream();
        fourth.skip(100);
        fifth.skip(200);
        Here.now();
        System.out.println(
                read(fifth) + " " + read(fourth) + " " + opened.getJarEntry().getSize());
        System.out.println(opened.getMainAttributes().getValue("Made-By") + " " + read(unopened.getInputStream()));
        fourth.close();
        fifth.close();
        Here.now();
        System.out.println(
                ((JarURLConnection) whole.openConnection()).getJarFile().size() + " " + unopened.getEntryName());
        unopened.getJarFile().close();
    }

    private static void streamed(Path path) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new java.io.FileInputStream(path.toFile()))) {
            int count = 0;
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                System.out.println(entry.getName() + " " + read(in));
                if (++count == 2 || count == 4) {
                    Here.now();
                }
            }
        }
    }

    private static void deflaters() throws IOException, DataFormatException {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        Inflater inflater = new Inflater(true);
        Inflater withHeaders = new Inflater();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        DeflaterOutputStream out = new DeflaterOutputStream(bytes);
        ZipOutputStream zip = new ZipOutputStream(zipped);
        Here.now();
        deflater.setInput(text(7));
        deflater.finish();
        byte[] packed = new byte[1000];
        int length = deflater.deflate(packed);
        deflater.reset();
        inflater.setInput(packed, 0, length);
        byte[] unpacked = new byte[10_000];
        System.out.println(
                length + " " + inflater.inflate(unpacked) + " " + inflater.finished() + " " + inflater.getTotalIn());
        out.write(text(3));
        out.close();
        ZipEntry entry = new ZipEntry("one");
        entry.setTime(1_000_000_000_000L);
        zip.putNextEntry(entry);
        zip.write(text(4));
        zip.closeEntry();
        Here.now();
        zip.close();
        System.out.println(
                bytes.size() + " " + zipped.size() + " " + inflater.finished() + " " + inflater.inflate(packed));
        inflater.reset();
        withHeaders.setInput(bytes.toByteArray());
        System.out.println(withHeaders.inflate(unpacked) + " " + withHeaders.getAdler());
        deflater.end();
        withHeaders.end();
        inflater.end();
        Here.now();
        System.out.println(read(new InflaterInputStream(new ByteArrayInputStream(bytes.toByteArray()))));
        try {
            inflater.getTotalIn();
            inflater.reset();
        } catch (NullPointerException | IllegalStateException e) {
            System.out.println(e.getMessage());
        }
    }

    public static void main(String[] args) throws IOException, DataFormatException {
        Here.begin();
        try (Directory directory = Directory.make()) {
            Path path = write(directory);
            files(path);
            connections(path);
            streamed(path);
            deflaters();
        }
    }
}
