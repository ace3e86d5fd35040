package io.jtp.capture.heap;

import io.jtp.capture.heap.ProcessFiles.UnsuitableException;
import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.capture.jdwp.WholeArrays;
import io.jtp.snapshot.NativePart;
import io.jtp.snapshot.ZlibLayout;
import io.jtp.snapshot.ZlibLibrary;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Inflaters and deflaters, whose state is zlib's. One that has not been given any data since it was made or reset can be made anew, and so can an
 * inflater without headers that has come to the end. What that takes, whether it expects headers, only zlib knows: so its
 * structures are looked at, in the target's memory. Of one that is half way they are copied, for a destination with the very same zlib.
 */
final class ZlibStreams {

    private static final String UNUSED_ONLY = "Move the program before it is given data, or after it is reset or ended";

    /** Of a state as much as tells whether it is unused. */
    private static final int BEGINNING = 192;

    /** The mode after a reset, and after a look at no data. */
    private static final Set<Integer> MODES_OF_UNUSED = Set.of(16180, 16192);

    private static final int MODE_AT_THE_END = 16208;

    private static final Set<Integer> STATUS_OF_UNUSED = Set.of(42, 113);

    /**
     * @param special whether it may be in a state that can be made anew
     * @param reference id of the object that has the address
     */
    private record Stream(int object, boolean inflating, boolean finished, boolean special, long reference) {
        String kind() {
            return inflating ? "a decompressor" : "a compressor";
        }
    }

    private final TargetClasses classes;
    private final HeapWalk walk;
    private final ObjectTable table;
    private final ProcessFiles files;
    private final Map<Integer, Stream> streams = new LinkedHashMap<>();
    private final Map<Integer, Long> addresses = new HashMap<>();
    private final List<HeapCapture.Memory> next = new ArrayList<>();
    private final List<NativeParts.Part> parts = new ArrayList<>();

    ZlibStreams(TargetClasses classes, HeapWalk walk, ProcessFiles files) {
        this.classes = classes;
        this.walk = walk;
        this.table = walk.table();
        this.files = files;
    }

    /** As {@link NativeParts#note}, for an inflater or deflater. */
    Set<String> note(int object, CapturedType type, long[] bits) {
        boolean inflating = type.type.isA("java/util/zip/Inflater");
        boolean finished = type.value(bits, "finished") != 0;
        boolean unused = type.value(bits, "bytesRead") == 0
                && type.value(bits, "bytesWritten") == 0
                && type.value(bits, inflating ? "needDict" : "finish") == 0
                && !finished;
        long reference = type.value(bits, "zsRef");
        boolean special = unused || inflating && finished;
        streams.put(object, new Stream(object, inflating, finished, special, reference));
        return Set.of();
    }

    /** As {@link NativeParts#note}, for what has the address. */
    Set<String> noteReference(int object, CapturedType type, long[] bits) {
        addresses.put(object, type.value(bits, "address"));
        return Set.of("address");
    }

    /** {@return what is to be looked at of the target's memory} To be asked for when the walk is over, until there is no more. */
    List<HeapCapture.Memory> looks() {
        for (Stream stream : streams.values()) {
            long address = addresses.getOrDefault(table.find(stream.reference), 0L);
            if (address != 0) {
                next.add(new Look(address, ZlibLayout.STREAM_BYTES, memory -> begin(stream, address, memory)));
            }
        }
        streams.clear();
        List<HeapCapture.Memory> looks = List.copyOf(next);
        next.clear();
        return looks;
    }

    private void begin(Stream stream, long address, ByteBuffer zStream) {
        if (!stream.special) {
            halfWay(stream, address, zStream);
            return;
        }
        next.add(new Look(zStream.getLong(ZlibLayout.STATE), BEGINNING, state -> {
            boolean simple = state.getLong(0) == address
                    && (stream.inflating ? inflater(stream, state) : deflater(stream, state));
            if (!simple) {
                halfWay(stream, address, zStream);
            }
        }));
    }

    private boolean inflater(Stream stream, ByteBuffer state) {
        int mode = state.getInt(ZlibLayout.INFLATE_MODE);
        boolean headers = state.getInt(ZlibLayout.INFLATE_WRAP) != 0;
        boolean unused = !stream.finished
                && MODES_OF_UNUSED.contains(mode)
                && state.getInt(ZlibLayout.INFLATE_HAVE_DICTIONARY) == 0;
        boolean ended = stream.finished && !headers && mode == MODE_AT_THE_END;
        if (unused || ended) {
            parts.add(t -> new NativePart.Inflation(t.number(stream.object), headers, stream.finished));
        }
        return unused || ended;
    }

    private boolean deflater(Stream stream, ByteBuffer state) {
        int size = state.getInt(ZlibLayout.DEFLATE_WINDOW_SIZE);
        boolean unused = size == 1 << state.getInt(ZlibLayout.DEFLATE_WINDOW_BITS)
                && size - 1 == state.getInt(ZlibLayout.DEFLATE_WINDOW_MASK)
                && STATUS_OF_UNUSED.contains(state.getInt(ZlibLayout.DEFLATE_STATUS))
                && state.getInt(ZlibLayout.DEFLATE_START) == 0
                && state.getInt(ZlibLayout.DEFLATE_LOOK_AHEAD) == 0;
        if (unused) {
            boolean headers = state.getInt(ZlibLayout.DEFLATE_WRAP) != 0;
            parts.add(t -> new NativePart.Deflation(t.number(stream.object), headers));
        }
        return unused;
    }

    private void halfWay(Stream stream, long address, ByteBuffer zStream) {
        ZlibLibrary library;
        try {
            library = files.zlib(zStream.getLong(ZlibLayout.ALLOCATE));
        } catch (UnsuitableException e) {
            refuse(stream, e.getMessage(), e.remedy());
            return;
        }
        if (!ZlibLayout.knows(library.version())) {
            refuse(stream, "zlib " + library.version() + ", whose data jtp does not know", UNUSED_ONLY);
            return;
        }
        long at = zStream.getLong(ZlibLayout.STATE);
        next.add(new Look(at, ZlibLayout.stateBytes(stream.inflating, library.version()), state -> {
            boolean known = stream.inflating
                    ? ZlibLayout.inflates(state, at, address, library)
                    : ZlibLayout.deflates(state, at, address, library);
            if (known) {
                copy(stream, library, zStream, state);
            } else {
                refuse(stream, "data of zlib's that are not as jtp knows them", UNUSED_ONLY);
            }
        }));
    }

    private void copy(Stream stream, ZlibLibrary library, ByteBuffer zStream, ByteBuffer state) {
        List<Integer> pointers = stream.inflating ? List.of(ZlibLayout.INFLATE_WINDOW) : ZlibLayout.DEFLATE_BLOCKS;
        List<Integer> sizes = ZlibLayout.blocks(stream.inflating, state);
        int stored = store(stream, zStream);
        int storedState = store(stream, state);
        int[] blocks = new int[sizes.size()];
        for (int i = 0; i < blocks.length; i++) {
            int block = i;
            next.add(new Look(
                    state.getLong(pointers.get(i)), sizes.get(i), memory -> blocks[block] = store(stream, memory)));
        }
        parts.add(t -> new NativePart.ZlibState(
                t.number(stream.object),
                library.digest(),
                t.number(stored),
                t.number(storedState),
                IntStream.of(blocks).map(t::number).boxed().toList()));
    }

    /** {@return a byte array of the snapshot} */
    private int store(Stream stream, ByteBuffer memory) {
        int copy = table.add(0, walk.bytes(), stream.object, table.edge("memory"));
        walk.bytes().store.cut();
        ((PrimitiveArrayStore) walk.bytes().store)
                .addArray(copy, memory.capacity())
                .put(memory.array());
        return copy;
    }

    private void refuse(Stream stream, String problem, String remedy) {
        walk.obstacles().add(table.path(stream.object), stream.kind() + " half way: " + problem, remedy);
    }

    List<NativeParts.Part> parts() {
        return parts;
    }

    /** A look at some of zlib's memory. */
    private final class Look implements HeapCapture.Memory {

        private final long address;
        private final ByteBuffer memory;
        private final Consumer<ByteBuffer> whole;

        Look(long address, int size, Consumer<ByteBuffer> whole) {
            this.address = address;
            this.memory = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
            this.whole = whole;
        }

        @Override
        public long address() {
            return address;
        }

        @Override
        public int size() {
            return memory.capacity();
        }

        @Override
        public void add(long array, int length) throws IOException {
            JdwpPipe pipe = classes.pipe();
            WholeArrays.inPieces(
                    length,
                    (first, count) -> pipe.send(Commands.elements(array, first, count), region -> {
                        for (long value : region.values()) {
                            memory.put((byte) value);
                        }
                    }));
            pipe.finish();
            if (!memory.hasRemaining()) {
                whole.accept(memory);
            }
        }
    }
}
