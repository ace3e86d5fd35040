package io.jtp.snapshot;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * A program in a file: its cargo, and the class path entries that it has to find when it goes on.
 *
 * <pre>
 *   cargo        as {@link SnapshotFile} writes it
 *   class path   chunks, see {@link ChunkedInput}: int count, and for each entry, in order, its file name and the SHA-256 of its content
 *                (UTF), its size (long), and whether the content follows (boolean); then a SHA-256 over all this
 *   contents     of those entries, one behind the other
 * </pre>
 *
 * <p>Without its content an entry has to be where it was: a file is recognised by its SHA-256, a directory is taken as it is then, and its
 * SHA-256 and size are left empty.
 *
 * @param classPath in the order of {@link Origin#classPath()}
 */
public record ProgramFile(Cargo cargo, List<PackedFile> classPath) {

    private static final int LONGEST_CLASS_PATH = 100_000;

    /**
     * Writes a program; flushes, does not close.
     *
     * @param contents whether to write the contents of the class path too, so that the file is enough by itself
     */
    public static void write(OutputStream out, Cargo cargo, List<PackedFile> classPath, boolean contents)
            throws IOException {
        if (classPath.size() != cargo.snapshot().program().origin().classPath().size()) {
            throw new IllegalArgumentException("a class path of " + classPath.size() + " entries");
        }
        SnapshotFile.write(out, cargo);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream list = new DataOutputStream(bytes);
        list.writeInt(classPath.size());
        for (PackedFile entry : classPath) {
            boolean measured = contents || !entry.isDirectory();
            list.writeUTF(entry.name());
            list.writeUTF(measured ? entry.sha256() : "");
            list.writeLong(measured ? entry.size() : 0);
            list.writeBoolean(contents);
        }
        ChunkedOutput chunks = new ChunkedOutput(out, Sha256.digest());
        bytes.writeTo(chunks);
        chunks.finish();
        if (contents) {
            for (PackedFile entry : classPath) {
                entry.writeTo(out);
            }
        }
        out.flush();
    }

    /**
     * Reads a program. The class path's contents stay in the file, which is read again when they are asked for.
     *
     * @throws SnapshotFormatException if this is not a whole, unaltered program of this format
     */
    public static ProgramFile read(Path file) throws IOException {
        long size = Files.size(file);
        try (Positioned in = new Positioned(new BufferedInputStream(Files.newInputStream(file)))) {
            Cargo cargo = SnapshotFile.read(in);
            List<String> paths = cargo.snapshot().program().origin().classPath();
            List<PackedFile> classPath = new ArrayList<>();
            for (Listed each : list(in, paths)) {
                Path path = Path.of(paths.get(classPath.size()));
                if (each.follows) {
                    classPath.add(content(file, in, size, each));
                } else if (each.sha256.isEmpty()) {
                    classPath.add(PackedFile.of(path));
                } else {
                    classPath.add(PackedFile.of(
                            each.name,
                            each.sha256,
                            each.size,
                            out -> PackedFile.of(path).writeTo(out)));
                }
            }
            if (in.read() >= 0) {
                throw new SnapshotFormatException("the snapshot is damaged: something follows it in " + file);
            }
            return new ProgramFile(cargo, List.copyOf(classPath));
        }
    }

    private record Listed(String name, String sha256, long size, boolean follows) {}

    private static List<Listed> list(InputStream in, List<String> paths) throws IOException {
        byte[] bytes = new ChunkedInput(in, Sha256.digest()).readAllBytes();
        DataInputStream list = new DataInputStream(new ByteArrayInputStream(bytes));
        List<Listed> entries = new ArrayList<>();
        try {
            int count = list.readInt();
            if (count != paths.size() || count > LONGEST_CLASS_PATH) {
                throw new SnapshotFormatException("the snapshot is damaged: a class path of " + count + " entries");
            }
            for (int i = 0; i < count; i++) {
                Listed entry = new Listed(list.readUTF(), list.readUTF(), list.readLong(), list.readBoolean());
                String form = entry.follows ? "[0-9a-f]{64}" : "([0-9a-f]{64})?";
                if (entry.size < 0 || !entry.sha256.matches(form) || !isFileName(entry.name)) {
                    throw new SnapshotFormatException("the snapshot is damaged: a class path entry " + entry);
                }
                entries.add(entry);
            }
        } catch (EOFException e) {
            throw new SnapshotFormatException("the snapshot is damaged: its class path ends too early", e);
        }
        return entries;
    }

    /** It becomes the name of a file in a directory of ours. */
    private static boolean isFileName(String name) {
        return !name.isEmpty() && !name.equals(".") && !name.equals("..") && name.indexOf('/') < 0;
    }

    private static PackedFile content(Path file, Positioned in, long fileSize, Listed entry) throws IOException {
        long from = in.position;
        if (entry.size > fileSize - from) {
            throw new SnapshotFormatException("the snapshot is truncated");
        }
        MessageDigest digest = Sha256.digest();
        InputStream content = new DigestInputStream(in, digest);
        byte[] buffer = new byte[ChunkedOutput.CHUNK];
        for (long left = entry.size; left > 0; ) {
            int part = content.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (part < 0) {
                throw new SnapshotFormatException("the snapshot is truncated");
            }
            left -= part;
        }
        if (!Sha256.hex(digest).equals(entry.sha256)) {
            throw new SnapshotFormatException("the snapshot is damaged: " + entry.name + " in it is not what it was");
        }
        return PackedFile.of(entry.name, entry.sha256, entry.size, out -> {
            try (FileChannel channel = FileChannel.open(file)) {
                for (long done = 0; done < entry.size; ) {
                    long part = channel.transferTo(from + done, entry.size - done, Channels.newChannel(out));
                    if (part <= 0) {
                        throw new IOException(file + " has become shorter");
                    }
                    done += part;
                }
            }
        });
    }

    /** Knows how much has been read. */
    private static final class Positioned extends FilterInputStream {
        private long position;

        Positioned(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            if (next >= 0) {
                position++;
            }
            return next;
        }

        @Override
        public int read(byte[] bytes, int offset, int count) throws IOException {
            int read = super.read(bytes, offset, count);
            if (read > 0) {
                position += read;
            }
            return read;
        }
    }
}
