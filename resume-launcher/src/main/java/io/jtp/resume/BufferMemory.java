package io.jtp.resume;

import io.jtp.snapshot.NativePart.Mapping;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import jdk.internal.misc.Unsafe;

/**
 * Gives direct buffers their memory. The JDK makes a buffer with memory of the right size, so that all is accounted for as usual; what it
 * has, its cleaner above all, is then given to the program's buffer.
 */
final class BufferMemory {

    private static final Unsafe UNSAFE = Internals.UNSAFE;
    private static final long ADDRESS = Internals.offset(Buffer.class, "address");
    private static final long REFERENT = Internals.offset(Reference.class, "referent");
    private static final long CLEANER =
            Internals.offset(ByteBuffer.allocateDirect(0).getClass(), "cleaner");

    private BufferMemory() {}

    static void allocate(Object buffer, byte[] contents) {
        ByteBuffer made = ByteBuffer.allocateDirect(contents.length);
        made.put(contents);
        give(made, buffer);
    }

    /** @throws IllegalStateException if the file is not there, or not the same */
    static void map(Object buffer, Mapping mapping) throws IOException {
        OpenFiles.require(mapping.file(), mapping.position());
        Set<StandardOpenOption> options = mapping.writable()
                ? Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE)
                : Set.of(StandardOpenOption.READ);
        try (FileChannel channel = FileChannel.open(Path.of(mapping.file().place()), options)) {
            MapMode mode = mapping.writable() ? MapMode.READ_WRITE : MapMode.READ_ONLY;
            give(channel.map(mode, mapping.position(), mapping.size()), buffer);
        }
    }

    private static void give(ByteBuffer made, Object buffer) {
        Object cleaner = UNSAFE.getReference(made, CLEANER);
        UNSAFE.putReference(cleaner, REFERENT, buffer);
        UNSAFE.putReference(buffer, CLEANER, cleaner);
        UNSAFE.putLong(buffer, ADDRESS, UNSAFE.getLong(made, ADDRESS));
        Reference.reachabilityFence(made);
    }

    static void view(Object buffer, Object owner, int offset) {
        UNSAFE.putLong(buffer, ADDRESS, UNSAFE.getLong(owner, ADDRESS) + offset);
    }
}
