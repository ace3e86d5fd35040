package io.jtp.snapshot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file that the zlib of a process on this machine comes from.
 *
 * @param digest SHA-256 of it, in hexadecimal digits
 * @param version of zlib, as its copyright says
 * @param start where it is mapped
 * @param end behind it
 */
public record ZlibLibrary(String digest, String version, long start, long end) {

    private static final String COPYRIGHT = " inflate ";

    /**
     * Finds the file behind an address.
     *
     * @param process its directory in {@code /proc}
     * @param address of a function of zlib's
     * @throws IOException if there is no such file, or no zlib in it
     */
    public static ZlibLibrary of(Path process, long address) throws IOException {
        String path = null;
        for (String line : Files.readAllLines(process.resolve("maps"))) {
            if (start(line) <= address && address < end(line)) {
                path = path(line);
            }
        }
        if (path == null || path.isEmpty()) {
            throw new IOException("zlib is in no file");
        }
        long first = Long.MAX_VALUE;
        long last = 0;
        for (String line : Files.readAllLines(process.resolve("maps"))) {
            if (path(line).equals(path)) {
                first = Math.min(first, start(line));
                last = Math.max(last, end(line));
            }
        }
        byte[] file = Files.readAllBytes(Path.of(process.toString(), "root", path));
        return new ZlibLibrary(Sha256.of(file), version(path, file), first, last);
    }

    private static long start(String line) {
        return Long.parseUnsignedLong(line.substring(0, line.indexOf('-')), 16);
    }

    private static long end(String line) {
        return Long.parseUnsignedLong(line.substring(line.indexOf('-') + 1, line.indexOf(' ')), 16);
    }

    /** Empty for memory that is of no file. */
    private static String path(String line) {
        String[] parts = line.split("\\s+", 6);
        return parts.length < 6 || !parts[5].startsWith("/") ? "" : parts[5];
    }

    private static String version(String path, byte[] file) throws IOException {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        int at = text.indexOf(COPYRIGHT + "1.");
        int end = at < 0 ? -1 : text.indexOf(' ', at + COPYRIGHT.length());
        if (end < 0) {
            throw new IOException(path + " has no zlib in it");
        }
        return text.substring(at + COPYRIGHT.length(), end);
    }

    /** {@return whether there is something of it at an address} */
    public boolean contains(long address) {
        return start <= address && address < end;
    }
}
