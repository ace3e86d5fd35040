package io.jtp.snapshot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A file by its content: what a class path entry is on another machine, or at another time. The classes of a directory are packed into a
 * jar, the same bytes for the same classes.
 *
 * <p>It is read when something is asked for that takes it, and then again whenever it is written. Thread-safe.
 */
public final class PackedFile {

    /** A directory is packed in memory. */
    private static final long LARGEST_DIRECTORY = 512L << 20;

    /** Something that can be read more than once. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** @param sha256 of the content, in hexadecimal @param size in bytes */
    private record Measure(String sha256, long size) {}

    private final String name;
    private final Optional<Path> place;
    private Content content;
    private Measure measure;

    private PackedFile(String name, Optional<Path> place, Content content, Measure measure) {
        this.name = name;
        this.place = place;
        this.content = content;
        this.measure = measure;
    }

    /** {@return a class path entry as it is on this machine} Nothing of it is read yet. */
    public static PackedFile of(Path entry) {
        Path absolute = entry.toAbsolutePath();
        Path last = absolute.normalize().getFileName();
        String name = last == null ? "root" : last.toString();
        return new PackedFile(
                Files.isDirectory(entry) ? name + ".jar" : name, Optional.of(absolute), copyOf(absolute), null);
    }

    /** A file of a known content that may be nowhere else on this machine. */
    static PackedFile of(String name, String sha256, long size, Content content) {
        return new PackedFile(name, Optional.empty(), content, new Measure(sha256, size));
    }

    /** {@return its file name, kept wherever it is brought} An agent jar names itself, and messages show it. */
    public String name() {
        return name;
    }

    /** {@return where just this is on this machine, as it was when this was made: a file, or a directory of classes} */
    public Optional<Path> place() {
        return place;
    }

    /** {@return false if it is no more than a path at which there is nothing} */
    public boolean isThere() {
        return place.isEmpty() || Files.exists(place.get());
    }

    /** {@return whether it takes packing to know its content} */
    public boolean isDirectory() {
        return place.isPresent() && Files.isDirectory(place.get());
    }

    /** {@return SHA-256 of the content, in hexadecimal} */
    public String sha256() throws IOException {
        return measure().sha256;
    }

    /** {@return size of the content in bytes} */
    public long size() throws IOException {
        return measure().size;
    }

    /** {@return whether that is there, and has this content} */
    public boolean is(Path entry) throws IOException {
        return Files.exists(entry) && of(entry).measure().equals(measure());
    }

    /**
     * Writes the content; does not close.
     *
     * @throws IOException if it cannot be read, or is not any more what it was
     */
    public void writeTo(OutputStream out) throws IOException {
        Measure before = measure();
        Measure written = measure(content, out);
        if (!written.equals(before)) {
            throw new IOException(place.map(Path::toString).orElse(name) + " is not what it was any more");
        }
    }

    private synchronized Measure measure() throws IOException {
        if (measure == null) {
            if (isDirectory()) {
                byte[] jar = pack(place.get());
                content = out -> out.write(jar);
            }
            measure = measure(content, OutputStream.nullOutputStream());
        }
        return measure;
    }

    private static Measure measure(Content content, OutputStream out) throws IOException {
        MessageDigest digest = Sha256.digest();
        Counting counting = new Counting(out);
        content.writeTo(new DigestOutputStream(counting, digest));
        return new Measure(Sha256.hex(digest), counting.size);
    }

    private static Content copyOf(Path file) {
        return out -> {
            try (InputStream in = Files.newInputStream(file)) {
                in.transferTo(out);
            }
        };
    }

    private static byte[] pack(Path directory) throws IOException {
        long size = 0;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream jar = new ZipOutputStream(bytes);
                Stream<Path> walk = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> files = walk.filter(path -> !path.equals(directory))
                    .sorted((a, b) -> a.toString().compareTo(b.toString()))
                    .toList();
            for (Path file : files) {
                boolean folder = Files.isDirectory(file);
                String relative = directory.relativize(file).toString().replace('\\', '/');
                ZipEntry entry = new ZipEntry(folder ? relative + "/" : relative);
                // a time without zone, the first that a jar can hold: the same everywhere
                entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
                jar.putNextEntry(entry);
                if (!folder) {
                    size += Files.copy(file, jar);
                    if (size > LARGEST_DIRECTORY) {
                        throw new IOException("the directory " + directory + " on the class path has more than "
                                + (LARGEST_DIRECTORY >> 20)
                                + " MiB of files: it seems to hold other things than classes");
                    }
                }
                jar.closeEntry();
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return bytes.toByteArray();
    }

    private static final class Counting extends OutputStream {
        private final OutputStream out;
        private long size;

        Counting(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            size++;
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            out.write(bytes, offset, count);
            size += count;
        }
    }
}
