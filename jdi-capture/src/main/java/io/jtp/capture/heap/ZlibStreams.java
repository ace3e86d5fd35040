package io.jtp.capture.heap;

import io.jtp.capture.jdwp.Commands;
import io.jtp.snapshot.NativePart;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Inflaters and deflaters, whose state is zlib's. One that has not been given any data since it was made or reset can be made anew, and so can an
 * inflater without headers that has come to the end. What that takes, whether it expects headers, only zlib knows: so its
 * structures are looked at, in the target's memory. Whether they are laid out as is known is seen from what must be in them.
 */
final class ZlibStreams {

    private static final String HALF_WAY = "Move the program before it is given data, or after it is reset or ended";

    /** Of {@code z_stream}, on 64-bit machines. */
    private static final int STREAM_BYTES = 112;

    private static final int STATE = 56;

    /** Of {@code inflate_state} and {@code deflate_state} as much as is looked at. Both begin with the address of the z_stream. */
    private static final int STATE_BYTES = 192;

    private static final int INFLATE_MODE = 8;
    private static final int INFLATE_WRAP = 16;
    private static final int INFLATE_HAVE_DICTIONARY = 20;

    /** The mode after a reset, and after a look at no data. */
    private static final Set<Integer> MODES_OF_UNUSED = Set.of(16180, 16192);

    private static final int MODE_AT_THE_END = 16208;

    private static final int DEFLATE_STATUS = 8;
    private static final int DEFLATE_WRAP = 48;
    private static final int DEFLATE_WINDOW_SIZE = 80;
    private static final int DEFLATE_WINDOW_BITS = 84;
    private static final int DEFLATE_WINDOW_MASK = 88;
    private static final int DEFLATE_START = 172;
    private static final int DEFLATE_LOOK_AHEAD = 180;
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
    private final Map<Integer, Stream> streams = new LinkedHashMap<>();
    private final Map<Integer, Long> addresses = new HashMap<>();
    private final List<HeapCapture.Memory> states = new ArrayList<>();
    private final List<NativeParts.Part> parts = new ArrayList<>();

    ZlibStreams(TargetClasses classes, HeapWalk walk) {
        this.classes = classes;
        this.walk = walk;
        this.table = walk.table();
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

    /** {@return what is to be looked at of the target's memory} To be called when the walk is over. */
    List<HeapCapture.Memory> streams() {
        List<HeapCapture.Memory> looks = new ArrayList<>();
        for (Stream stream : streams.values()) {
            long address = addresses.getOrDefault(table.find(stream.reference), 0L);
            if (address != 0 && !stream.special) {
                refuse(stream, "half way");
            } else if (address != 0) {
                looks.add(new Look(stream, address, STREAM_BYTES, address));
            }
        }
        streams.clear();
        return looks;
    }

    /** {@return what is to be looked at after {@link #streams}} */
    List<HeapCapture.Memory> states() {
        List<HeapCapture.Memory> looks = new ArrayList<>(states);
        states.clear();
        return looks;
    }

    private void seen(Stream stream, long address, ByteBuffer memory) {
        if (memory.capacity() == STREAM_BYTES) {
            states.add(new Look(stream, memory.getLong(STATE), STATE_BYTES, address));
            return;
        }
        boolean known = memory.getLong(0) == address
                && (stream.inflating ? inflater(stream, memory) : deflater(stream, memory));
        if (!known) {
            refuse(stream, "in a state that is not known");
        }
    }

    private boolean inflater(Stream stream, ByteBuffer state) {
        int mode = state.getInt(INFLATE_MODE);
        boolean headers = state.getInt(INFLATE_WRAP) != 0;
        boolean unused =
                !stream.finished && MODES_OF_UNUSED.contains(mode) && state.getInt(INFLATE_HAVE_DICTIONARY) == 0;
        boolean ended = stream.finished && !headers && mode == MODE_AT_THE_END;
        if (unused || ended) {
            parts.add(t -> new NativePart.Inflation(t.number(stream.object), headers, stream.finished));
        }
        return unused || ended;
    }

    private boolean deflater(Stream stream, ByteBuffer state) {
        int size = state.getInt(DEFLATE_WINDOW_SIZE);
        boolean unused = size == 1 << state.getInt(DEFLATE_WINDOW_BITS)
                && size - 1 == state.getInt(DEFLATE_WINDOW_MASK)
                && STATUS_OF_UNUSED.contains(state.getInt(DEFLATE_STATUS))
                && state.getInt(DEFLATE_START) == 0
                && state.getInt(DEFLATE_LOOK_AHEAD) == 0;
        if (unused) {
            boolean headers = state.getInt(DEFLATE_WRAP) != 0;
            parts.add(t -> new NativePart.Deflation(t.number(stream.object), headers));
        }
        return unused;
    }

    private void refuse(Stream stream, String state) {
        walk.obstacles().add(table.path(stream.object), stream.kind() + " " + state, HALF_WAY);
    }

    /** A look at a structure of zlib's. */
    private final class Look implements HeapCapture.Memory {

        private final Stream stream;
        private final long address;
        private final int size;
        private final long zStream;

        Look(Stream stream, long address, int size, long zStream) {
            this.stream = stream;
            this.address = address;
            this.size = size;
            this.zStream = zStream;
        }

        @Override
        public long address() {
            return address;
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public void add(long array, int length) throws IOException {
            ByteBuffer memory = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
            for (long value :
                    classes.pipe().ask(Commands.elements(array, 0, length)).values()) {
                memory.put((byte) value);
            }
            seen(stream, zStream, memory);
        }
    }

    List<NativeParts.Part> parts() {
        return parts;
    }
}
