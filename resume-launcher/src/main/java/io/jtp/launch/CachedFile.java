package io.jtp.launch;

import io.jtp.snapshot.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A file by its content.
 *
 * @param name file name, kept at the destination, because an agent jar names itself and messages show it
 * @param sha256 of the content, in hexadecimal
 * @param size in bytes
 * @param content to be read again, as often as it is sent
 */
record CachedFile(String name, String sha256, long size, Content content) {

    /** Something that can be read more than once. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** {@return its path below the cache's root} */
    String path() {
        return sha256 + "/" + name;
    }

    /** {@return a class path entry; the classes of a directory are packed into a jar, the same bytes for the same classes} */
    static CachedFile of(Path entry) throws IOException {
        if (Files.isDirectory(entry)) {
            byte[] jar = pack(entry);
            Path name = entry.toAbsolutePath().normalize().getFileName();
            return of((name == null ? "root" : name) + ".jar", out -> out.write(jar));
        }
        return of(entry.getFileName().toString(), out -> {
            try (InputStream in = Files.newInputStream(entry)) {
                in.transferTo(out);
            }
        });
    }

    private static CachedFile of(String name, Content content) throws IOException {
        MessageDigest digest = Sha256.digest();
        long[] size = new long[1];
        try (DigestOutputStream out = new DigestOutputStream(new CountingNull(size), digest)) {
            content.writeTo(out);
        }
        return new CachedFile(name, Sha256.hex(digest), size[0], content);
    }

    private static byte[] pack(Path directory) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream jar = new ZipOutputStream(bytes);
                Stream<Path> walk = Files.walk(directory, java.nio.file.FileVisitOption.FOLLOW_LINKS)) {
            List<Path> files = walk.filter(path -> !path.equals(directory))
                    .sorted((a, b) -> a.toString().compareTo(b.toString()))
                    .toList();
            for (Path file : files) {
                boolean folder = Files.isDirectory(file);
                String relative = directory.relativize(file).toString().replace('\\', '/');
                ZipEntry entry = new ZipEntry(folder ? relative + "/" : relative);
                // a time without zone, the first that a jar can hold: the same everywhere
                entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
                jar.putNextEntry(entry);
                if (!folder) {
                    Files.copy(file, jar);
                }
                jar.closeEntry();
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return bytes.toByteArray();
    }

    private static final class CountingNull extends OutputStream {
        private final long[] size;

        CountingNull(long[] size) {
            this.size = size;
        }

        @Override
        public void write(int b) {
            size[0]++;
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
            size[0] += count;
        }
    }
}
