package io.jtp.snapshot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A regular file at one instant, so that it can be told at the destination whether the file of that path is the same and unchanged.
 *
 * @param path absolute, without symbolic links
 * @param modifiedNanos since the epoch
 * @param machine tells one running operating system from another; on the same one {@code device} and {@code inode} have to agree, too
 * @param sample SHA-256 of its beginning and of what is around a position in it; empty if it cannot be read
 * @param copy path of a copy that was made for the destination, to be opened there instead; empty if there is none
 */
public record FileState(
        String path,
        long size,
        long modifiedNanos,
        String machine,
        long device,
        long inode,
        String sample,
        String copy) {

    /** Changes with every start of a Linux. */
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    /** How many bytes of the beginning, before the position and behind it are read. */
    private static final int SAMPLE = 1 << 16;

    /**
     * {@return what a file is like now}
     *
     * @param path what it is called
     * @param file where to look at it
     * @param position which part of it matters
     */
    public static FileState of(String path, Path file, long position) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(file, "unix:size,lastModifiedTime,dev,ino");
        return new FileState(
                path,
                (Long) attributes.get("size"),
                ((FileTime) attributes.get("lastModifiedTime")).to(TimeUnit.NANOSECONDS),
                Files.isReadable(BOOT_ID) ? Files.readString(BOOT_ID).strip() : "",
                (Long) attributes.get("dev"),
                (Long) attributes.get("ino"),
                Files.isReadable(file) ? sample(file, position) : "",
                "");
    }

    /** {@return the same with a copy of it} */
    public FileState copiedTo(String place) {
        return new FileState(path, size, modifiedNanos, machine, device, inode, sample, place);
    }

    /** {@return where it is to be opened} */
    public String place() {
        return copy.isEmpty() ? path : copy;
    }

    /**
     * {@return how the file of this path differs here, in words, or null if it is the same}
     *
     * @param position as it was given to {@link #of}
     */
    public String difference(long position) throws IOException {
        Path file = Path.of(place());
        if (!Files.isRegularFile(file)) {
            return "is not there";
        }
        FileState here = of(path, file, position);
        if (!copy.isEmpty()) {
            return here.size == size && here.sample.equals(sample) ? null : "has not been copied as it was";
        }
        boolean sameMachine = !machine.isEmpty() && machine.equals(here.machine);
        if (sameMachine && (here.device != device || here.inode != inode)) {
            return "is another file now";
        } else if (here.size != size) {
            return "has " + here.size + " bytes instead of " + size;
        } else if (here.modifiedNanos != modifiedNanos) {
            return "was modified at " + FileTime.from(here.modifiedNanos, TimeUnit.NANOSECONDS) + " instead of "
                    + FileTime.from(modifiedNanos, TimeUnit.NANOSECONDS);
        } else if (!sameMachine && (sample.isEmpty() || !here.sample.equals(sample))) {
            return "has other contents, or cannot be read to compare them";
        }
        return null;
    }

    private static String sample(Path file, long position) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            MessageDigest digest = Sha256.digest();
            ByteBuffer buffer = ByteBuffer.allocate(2 * SAMPLE);
            for (long from : new long[] {0, Math.max(0, position - SAMPLE)}) {
                buffer.clear();
                while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
                    // until it is full, or the file ends
                    continue;
                }
                digest.update(buffer.flip());
            }
            return Sha256.hex(digest);
        }
    }
}
