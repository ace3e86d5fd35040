package io.jtp.resume;

import io.jtp.snapshot.NativePart.ZlibState;
import io.jtp.snapshot.ZlibLayout;
import io.jtp.snapshot.ZlibLibrary;
import java.io.IOException;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import jdk.internal.misc.Unsafe;

/**
 * Lays what zlib had of an inflater or deflater half way over a stream that is made here. The addresses in it are those of the new stream's own
 * memory, and of the same places in the library.
 */
final class ZlibStates {

    private static final Unsafe UNSAFE = Internals.UNSAFE;
    private static final Path SELF = Path.of("/proc/self");

    private final ByteBuffer source;
    private final ByteBuffer sourceState;
    private final List<byte[]> blocks;
    private final long stream;
    private final long state;

    /** What has to be added to an address in the library. */
    private final long moved;

    private ZlibStates(ZlibState part, Object[] objects, long stream) {
        source = memory(objects[part.stream()]);
        sourceState = memory(objects[part.state()]);
        blocks = new ArrayList<>();
        for (int block : part.blocks()) {
            blocks.add((byte[]) objects[block]);
        }
        this.stream = stream;
        this.state = UNSAFE.getLong(stream + ZlibLayout.STATE);
        this.moved = UNSAFE.getLong(stream + ZlibLayout.ALLOCATE) - source.getLong(ZlibLayout.ALLOCATE);
    }

    private static ByteBuffer memory(Object bytes) {
        return ByteBuffer.wrap((byte[]) bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** @throws IllegalStateException if zlib is another one here */
    static void make(Object object, ZlibState part, Object[] objects) throws Throwable {
        if (object instanceof Inflater) {
            // the kind that accepts a dictionary at any time; what it expects is in the state
            ZlibStates made = new ZlibStates(part, objects, ZlibStreams.inflate(false));
            made.inflate(made.requireSame(part.library()));
            ZlibStreams.give(Inflater.class, object, made.stream);
        } else {
            ZlibStates made = new ZlibStates(part, objects, ZlibStreams.deflate((Deflater) object, false));
            made.deflate(made.requireSame(part.library()));
            ZlibStreams.give(Deflater.class, object, made.stream);
        }
    }

    private ZlibLibrary requireSame(String digest) throws IOException {
        ZlibLibrary here = ZlibLibrary.of(SELF, UNSAFE.getLong(stream + ZlibLayout.ALLOCATE));
        if (!here.digest().equals(digest)) {
            throw new IllegalStateException("compressed data are half way, and zlib is another one here ("
                    + here.version() + "). Move the program before they are begun, or after their end");
        }
        return here;
    }

    /** {@return the new stream's state, if it is what a state is known to be} */
    private ByteBuffer own(boolean inflating, ZlibLibrary here) {
        ByteBuffer own = memory(new byte[sourceState.capacity()]);
        UNSAFE.copyMemory(null, state, own.array(), Internals.BYTES, own.capacity());
        boolean known = inflating
                ? ZlibLayout.inflates(own, state, stream, here)
                : ZlibLayout.deflates(own, state, stream, here);
        List<Integer> sizes = new ArrayList<>();
        for (byte[] block : blocks) {
            sizes.add(block.length);
        }
        if (!known || !ZlibLayout.blocks(inflating, own).equals(sizes)) {
            throw new IllegalStateException(
                    "zlib " + here.version() + " does not keep its data as it did at the source");
        }
        return own;
    }

    private void inflate(ZlibLibrary here) throws Throwable {
        if (!blocks.isEmpty()) {
            byte[] window = blocks.get(0);
            Internals.LOOKUP
                    .findStatic(
                            Inflater.class,
                            "setDictionary",
                            MethodType.methodType(void.class, long.class, byte[].class, int.class, int.class))
                    .invoke(stream, window, 0, 1);
        }
        long window = own(true, here).getLong(ZlibLayout.INFLATE_WINDOW);
        copyState();
        UNSAFE.putLong(state + ZlibLayout.INFLATE_WINDOW, window);
        copyBlocks(List.of(ZlibLayout.INFLATE_WINDOW));
        long old = source.getLong(ZlibLayout.STATE);
        for (int at : ZlibLayout.INFLATE_TABLES) {
            long table = sourceState.getLong(at);
            boolean own = table >= old && table < old + sourceState.capacity();
            UNSAFE.putLong(state + at, own ? table - old + state : inLibrary(table));
        }
    }

    private void deflate(ZlibLibrary here) {
        ByteBuffer own = own(false, here);
        copyState();
        for (int at : ZlibLayout.deflateConstants(here.version())) {
            UNSAFE.putLong(state + at, own.getLong(at));
        }
        long pending =
                sourceState.getLong(ZlibLayout.DEFLATE_PENDING_OUT) - sourceState.getLong(ZlibLayout.DEFLATE_PENDING);
        UNSAFE.putLong(state + ZlibLayout.DEFLATE_PENDING_OUT, own.getLong(ZlibLayout.DEFLATE_PENDING) + pending);
        copyBlocks(ZlibLayout.DEFLATE_BLOCKS);
    }

    /** @param pointers where the addresses of the blocks are in the state */
    private void copyBlocks(List<Integer> pointers) {
        for (int i = 0; i < blocks.size(); i++) {
            byte[] block = blocks.get(i);
            copy(block, 0, UNSAFE.getLong(state + pointers.get(i)), block.length);
        }
    }

    /** All but the addresses that the caller puts right. */
    private void copyState() {
        copy(
                sourceState.array(),
                ZlibLayout.SHARED,
                state + ZlibLayout.SHARED,
                sourceState.capacity() - ZlibLayout.SHARED);
        UNSAFE.putLong(stream + ZlibLayout.TOTAL_IN, source.getLong(ZlibLayout.TOTAL_IN));
        UNSAFE.putLong(stream + ZlibLayout.TOTAL_OUT, source.getLong(ZlibLayout.TOTAL_OUT));
        UNSAFE.putLong(stream + ZlibLayout.MESSAGE, inLibrary(source.getLong(ZlibLayout.MESSAGE)));
        UNSAFE.putInt(stream + ZlibLayout.DATA_TYPE, source.getInt(ZlibLayout.DATA_TYPE));
        UNSAFE.putLong(stream + ZlibLayout.ADLER, source.getLong(ZlibLayout.ADLER));
    }

    private long inLibrary(long address) {
        return address == 0 ? 0 : address + moved;
    }

    private static void copy(byte[] bytes, int from, long address, int length) {
        UNSAFE.copyMemory(bytes, Internals.BYTES + from, null, address, length);
    }
}
