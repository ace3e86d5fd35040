package io.jtp.snapshot;

import java.util.List;

/**
 * What an object stands for outside the Java heap. Its fields are copied like any others but for those that only the source's JVM can use;
 * the destination makes these anew when all objects are filled, in the order of the list.
 */
public sealed interface NativePart {

    /** {@return the number of the object} */
    int object();

    /**
     * A {@code FileDescriptor} of an open file: the file is opened again, never truncated, and set to the position.
     *
     * @param cleaned whether the descriptor is closed by a cleaner of its own when it is not reachable any more
     * @param flags as for open(2), access mode, O_APPEND, O_SYNC and O_DSYNC only
     */
    record OpenFile(int object, boolean cleaned, FileState file, int flags, long position) implements NativePart {

        /** O_RDONLY is none of them. */
        private static final int ACCESS_MODE = 3;

        /** {@return whether it is open for writing} */
        public boolean writable() {
            return (flags & ACCESS_MODE) != 0;
        }
    }

    /** A {@code PhantomCleanable} of the JDK's common cleaner, to be entered in the destination's. */
    record CommonCleanup(int object) implements NativePart {}

    /** The {@code CleanerImpl} of a cleaner of the program's own, whose thread begins with the program. */
    record CleanerThread(int object) implements NativePart {}

    /**
     * An {@code Inflater} that was given no data, or has come to the end.
     *
     * @param headers whether it expects a zlib header and checksum
     * @param finished whether it has come to the end; without headers only
     */
    record Inflation(int object, boolean headers, boolean finished) implements NativePart {}

    /**
     * A {@code Deflater} that was given no data.
     *
     * @param headers whether it writes a zlib header and checksum
     */
    record Deflation(int object, boolean headers) implements NativePart {}

    /**
     * An {@code Inflater} or {@code Deflater} half way: all that zlib has of it, laid out as {@link ZlibLayout} says.
     *
     * @param library digest of the file that zlib's code was in; no other code is known to understand it
     * @param stream number of the byte array that has what was in the {@code z_stream}
     * @param state the same of the state that it refers to
     * @param blocks the same of an inflater's window, if it has one, or a deflater's blocks
     */
    record ZlibState(int object, String library, int stream, int state, List<Integer> blocks) implements NativePart {}

    /**
     * A direct buffer that owns its memory.
     *
     * @param contents number of the byte array that has what is in it
     */
    record Memory(int object, int contents) implements NativePart {}

    /**
     * A mapped buffer that owns its mapping.
     *
     * @param writable whether what is written to it goes to the file
     * @param position of the buffer's first byte in the file
     */
    record Mapping(int object, FileState file, boolean writable, long position, int size) implements NativePart {}

    /**
     * A buffer that is a view of memory that another one owns.
     *
     * @param owner number of a buffer that comes before
     * @param offset in bytes
     */
    record MemoryView(int object, int owner, int offset) implements NativePart {}

    /**
     * A class that has loaded a native library, which the destination loads from the same file.
     *
     * @param digest SHA-256 of the file, in hexadecimal digits
     */
    record Library(int object, String path, String digest) implements NativePart {}

    /** An {@code ImageReader} of the JDK's own image, {@code lib/modules}, that was not closed. */
    record RuntimeImage(int object) implements NativePart {}

    /** A class of class loaders that {@code ClassLoader} knows to be parallel capable. One above it comes before. */
    record ParallelLoader(int object) implements NativePart {}
}
