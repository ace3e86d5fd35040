package io.jtp.capture.heap;

import io.jtp.snapshot.FileState;
import io.jtp.snapshot.Sha256;
import io.jtp.snapshot.ZlibLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** The files that a process on this machine has open or mapped, as Linux tells in {@code /proc}. */
public final class ProcessFiles {

    private static final String CLOSE_IT = "Move the program before the file is opened or after it is closed";

    /** Flags of open(2) on Linux, x86-64 and AArch64 alike. */
    private static final int ACCESS_MODE = 3;

    private static final int APPEND = 02000;
    private static final int SYNC = 04010000;
    private static final int KEPT = ACCESS_MODE | APPEND | SYNC;

    /** O_LARGEFILE (by architecture), O_NOATIME, O_CLOEXEC and O_NONBLOCK, which make no difference for regular files here. */
    private static final int NOT_NEEDED = 0100000 | 0400000 | 01000000 | 02000000 | 04000;

    private final long pid;

    /** @param pid of the process, or 0 if it is not on this machine */
    public ProcessFiles(long pid) {
        this.pid = pid;
    }

    /** @param flags as in {@code NativePart.OpenFile} */
    record Open(FileState file, int flags, long position) {}

    /** @param position in the file */
    record Mapped(FileState file, boolean writable, long position) {}

    /** Why a file cannot be opened again. */
    static final class UnsuitableException extends Exception {
        private static final long serialVersionUID = 1;
        private final String remedy;

        UnsuitableException(String problem, String remedy) {
            super(problem);
            this.remedy = remedy;
        }

        String remedy() {
            return remedy;
        }
    }

    /** {@return what is known of an open regular file} */
    Open open(int descriptor) throws UnsuitableException {
        Path proc = proc("an open file");
        Path link = proc.resolve("fd/" + descriptor);
        try {
            String path = Files.readSymbolicLink(link).toString();
            if (!Files.isRegularFile(link)) {
                throw new UnsuitableException("an open pipe, device or socket: " + path, CLOSE_IT);
            }
            Map<String, String> info = Files.readAllLines(proc.resolve("fdinfo/" + descriptor)).stream()
                    .map(line -> line.split(":\\s*", 2))
                    .filter(parts -> Set.of("pos", "flags").contains(parts[0]))
                    .collect(java.util.stream.Collectors.toMap(parts -> parts[0], parts -> parts[1]));
            long position = Long.parseLong(info.get("pos"));
            int flags = Integer.parseInt(info.get("flags"), 8);
            if ((flags & ~(KEPT | NOT_NEEDED)) != 0) {
                throw new UnsuitableException(
                        "a file opened in an unusual way (flags " + info.get("flags") + "): " + path, CLOSE_IT);
            }
            requireThere(path, link, "an open file");
            return new Open(FileState.of(path, link, position), flags & KEPT, position);
        } catch (IOException e) {
            throw new UnsuitableException("an open file about which nothing can be learned: " + e, CLOSE_IT);
        }
    }

    /** {@return the file behind a piece of memory that is shared with it} */
    Mapped mapped(long address, int size) throws UnsuitableException {
        Path proc = proc("a mapped file");
        try {
            for (String line : Files.readAllLines(proc.resolve("maps"))) {
                String[] parts = line.split("\\s+", 6);
                long start = Long.parseUnsignedLong(parts[0].substring(0, parts[0].indexOf('-')), 16);
                long end = Long.parseUnsignedLong(parts[0].substring(parts[0].indexOf('-') + 1), 16);
                if (start <= address && address + size <= end) {
                    return mapped(parts, proc.resolve("map_files/" + parts[0]), address - start);
                }
            }
        } catch (IOException e) {
            throw new UnsuitableException("a mapped file about which nothing can be learned: " + e, CLOSE_IT);
        }
        throw new UnsuitableException("a mapped file that the operating system does not tell", CLOSE_IT);
    }

    private Mapped mapped(String[] line, Path link, long offset) throws UnsuitableException, IOException {
        String path = line[5];
        if (!line[1].endsWith("s")) {
            throw new UnsuitableException(
                    "a private mapping of " + path, "Move the program when it is not used any more");
        }
        requireThere(path, link, "a mapped file");
        long position = Long.parseLong(line[2], 16) + offset;
        return new Mapped(FileState.of(path, link, position), line[1].charAt(1) == 'w', position);
    }

    /** {@return the library that a function of zlib's is in} */
    ZlibLibrary zlib(long function) throws UnsuitableException {
        String remedy = "Move the program before it is given data, or after it is reset or ended";
        Path proc = Path.of("/proc", Long.toString(pid));
        if (pid == 0 || !Files.isDirectory(proc)) {
            throw new UnsuitableException(
                    "only the program's own machine knows its zlib",
                    "Run jtp on the machine that the program runs on, which must be a Linux; or: " + remedy);
        }
        try {
            return ZlibLibrary.of(proc, function);
        } catch (IOException e) {
            throw new UnsuitableException("its zlib was not found (" + e.getMessage() + ")", remedy);
        }
    }

    /** {@return SHA-256 of a file that the process has loaded code from, in hexadecimal digits} */
    String digest(String path) throws UnsuitableException {
        String remedy =
                "Move the program where the library is not needed, or keep its file as long as the program runs";
        Path proc = proc("a native library");
        try {
            if (Files.readAllLines(proc.resolve("maps")).stream().noneMatch(line -> line.endsWith(" " + path))) {
                throw new UnsuitableException("a native library whose file has been deleted or replaced", remedy);
            }
            return Sha256.of(Files.readAllBytes(Path.of(proc.toString(), "root", path)));
        } catch (IOException e) {
            throw new UnsuitableException("a native library whose file cannot be read: " + e.getMessage(), remedy);
        }
    }

    private Path proc(String what) throws UnsuitableException {
        Path proc = Path.of("/proc", Long.toString(pid));
        if (pid == 0 || !Files.isDirectory(proc)) {
            throw new UnsuitableException(
                    what + ", of which only the program's own machine knows the rest",
                    "Run jtp on the machine that the program runs on, which must be a Linux; or: " + CLOSE_IT);
        }
        return proc;
    }

    /** The process may see other directories than this one does. */
    private void requireThere(String path, Path link, String what) throws UnsuitableException, IOException {
        Path there = Path.of("/proc", Long.toString(pid), "root", path);
        if (!Files.exists(there, LinkOption.NOFOLLOW_LINKS) || !Files.isSameFile(there, link)) {
            throw new UnsuitableException(
                    what + " that has been deleted or replaced: " + path,
                    "Nothing of that path could be opened again. Move the program after it is closed");
        }
    }
}
