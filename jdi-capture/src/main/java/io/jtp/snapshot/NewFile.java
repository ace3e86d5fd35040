package io.jtp.snapshot;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A file that is being written. It may be read by its owner only, and appears whole or not at all.
 *
 * <p>Thread-safe: the end of this process by a signal closes it on another thread.
 */
public final class NewFile implements AutoCloseable {
    private final Path file;
    private final Path temporary;
    private final FileChannel channel;
    private boolean closed;

    private NewFile(Path file, Path temporary, FileChannel channel) {
        this.file = file;
        this.temporary = temporary;
        this.channel = channel;
    }

    /**
     * Begins a file beside the place where it is to appear.
     *
     * @throws IOException if none can be made in that directory
     */
    public static NewFile at(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path directory = absolute.getParent();
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Path temporary = Files.createTempFile(directory, "." + absolute.getFileName() + ".", ".part", attributes);
        return new NewFile(absolute, temporary, FileChannel.open(temporary, StandardOpenOption.WRITE));
    }

    /** {@return where to write it, without a buffer; closing that does not end it} */
    public OutputStream out() {
        OutputStream out = Channels.newOutputStream(channel);
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int count) throws IOException {
                out.write(bytes, offset, count);
            }

            @Override
            public void close() {
                // it appears, or is given up
            }
        };
    }

    /**
     * Puts it in its place. What was there is replaced.
     *
     * @return its place
     */
    public synchronized Path appear() throws IOException {
        if (closed) {
            throw new IOException(file + " has been given up");
        }
        channel.close();
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        closed = true;
        return file;
    }

    /** The same, when the disk has all of it: it is there even if the machine stops now. */
    public synchronized Path appearForGood() throws IOException {
        channel.force(true);
        Path place = appear();
        forceName(place.getParent());
        return place;
    }

    /** The name of a file is on the disk when its directory is. Not every system can be asked for that. */
    private static void forceName(Path directory) throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel names = FileChannel.open(directory)) {
                names.force(true);
            }
        }
    }

    /** If it has not appeared, nothing of it is left. */
    @Override
    public synchronized void close() throws IOException {
        if (!closed) {
            closed = true;
            try (channel) {
                Files.deleteIfExists(temporary);
            }
        }
    }
}
