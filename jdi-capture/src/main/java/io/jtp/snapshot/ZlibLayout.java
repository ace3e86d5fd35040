package io.jtp.snapshot;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How zlib's structures lie in the memory of a 64-bit little-endian machine, as far as jtp looks at them. They are none of zlib's interface,
 * but have hardly changed since version 1.2.11; {@link #inflates} and {@link #deflates} tell from what must be in them whether they are as
 * is known here.
 */
public final class ZlibLayout {

    /** Size of {@code z_stream}. */
    public static final int STREAM_BYTES = 112;

    public static final int TOTAL_IN = 16;
    public static final int TOTAL_OUT = 40;
    public static final int MESSAGE = 48;
    public static final int STATE = 56;

    /** Address of a function of zlib's own, as no JDK gives it another one. */
    public static final int ALLOCATE = 64;

    public static final int DATA_TYPE = 88;
    public static final int ADLER = 96;

    /** Both states begin with the address of the {@code z_stream}, which is all of them that a copy must not have. */
    public static final int SHARED = 8;

    public static final int INFLATE_BYTES = 7160;
    public static final int INFLATE_MODE = 8;
    public static final int INFLATE_WRAP = 16;
    public static final int INFLATE_HAVE_DICTIONARY = 20;
    public static final int INFLATE_WINDOW_BITS = 56;
    public static final int INFLATE_WINDOW = 72;

    /** What refers to tables in the state itself, or in the library. */
    public static final List<Integer> INFLATE_TABLES = List.of(104, 112, 144);

    private static final int INFLATE_GZIP_HEAD = 48;
    private static final int INFLATE_WINDOW_SIZE = 60;
    private static final int INFLATE_WINDOW_HAVE = 64;
    private static final int INFLATE_WINDOW_NEXT = 68;
    private static final int INFLATE_CODES = 1368;
    private static final int INFLATE_SANE = 7144;
    private static final int FIRST_MODE = 16180;
    private static final int LAST_MODE = 16211;

    public static final int DEFLATE_STATUS = 8;
    public static final int DEFLATE_PENDING = 16;
    public static final int DEFLATE_PENDING_SIZE = 24;
    public static final int DEFLATE_PENDING_OUT = 32;
    public static final int DEFLATE_WRAP = 48;
    public static final int DEFLATE_WINDOW_SIZE = 80;
    public static final int DEFLATE_WINDOW_BITS = 84;
    public static final int DEFLATE_WINDOW_MASK = 88;
    public static final int DEFLATE_WINDOW = 96;
    public static final int DEFLATE_PREVIOUS = 112;
    public static final int DEFLATE_HEAD = 120;
    public static final int DEFLATE_HASH_SIZE = 132;
    public static final int DEFLATE_START = 172;
    public static final int DEFLATE_LOOK_AHEAD = 180;

    /** What refers to the blocks in which a deflater keeps its data, in the order of {@link #blocks}. */
    public static final List<Integer> DEFLATE_BLOCKS =
            List.of(DEFLATE_PENDING, DEFLATE_WINDOW, DEFLATE_PREVIOUS, DEFLATE_HEAD);

    private static final int DEFLATE_GZIP_HEAD = 56;
    private static final int DEFLATE_HASH_BITS = 136;
    private static final int DEFLATE_HASH_MASK = 140;

    /** Each has the address of a tree in the state, and that of a static one in the library. */
    private static final Map<Integer, Integer> DEFLATE_TREES = Map.of(2904, 212, 2928, 2504, 2952, 2748);

    private static final int STATIC_TREE = 16;
    private static final int DEFLATE_SYMBOLS = 5888;

    /** Only in 1.2.11; later this is a number. */
    private static final int DEFLATE_DISTANCES = 5904;

    /** Size of {@code deflate_state} by zlib's version. */
    private static final Map<String, Integer> DEFLATE_BYTES =
            Map.of("1.2.11", 5952, "1.2.12", 5952, "1.2.13", 5952, "1.3", 5952, "1.3.1", 5952, "1.3.2", 5968);

    private ZlibLayout() {}

    /** {@return whether the structures of this version of zlib are known} */
    public static boolean knows(String version) {
        return DEFLATE_BYTES.containsKey(version);
    }

    /** {@return the size of a state} */
    public static int stateBytes(boolean inflating, String version) {
        return inflating ? INFLATE_BYTES : DEFLATE_BYTES.get(version);
    }

    /** {@return whether this can be the state of an inflater at that address} */
    public static boolean inflates(ByteBuffer state, long address, long stream, ZlibLibrary library) {
        int mode = state.getInt(INFLATE_MODE);
        int window = 1 << state.getInt(INFLATE_WINDOW_BITS);
        int size = state.getInt(INFLATE_WINDOW_SIZE);
        return state.getLong(0) == stream
                && mode >= FIRST_MODE
                && mode <= LAST_MODE
                && state.getLong(INFLATE_GZIP_HEAD) == 0
                && window == 1 << 15
                && (size == 0 || size == window)
                && Integer.compareUnsigned(state.getInt(INFLATE_WINDOW_HAVE), size) <= 0
                && Integer.compareUnsigned(state.getInt(INFLATE_WINDOW_NEXT), size) <= 0
                && state.getInt(INFLATE_SANE) == 1
                && INFLATE_TABLES.stream().allMatch(at -> {
                    long table = state.getLong(at);
                    return table == 0
                            || table >= address + INFLATE_CODES && table <= address + INFLATE_SANE
                            || library.contains(table);
                });
    }

    /** {@return whether this can be the state of a deflater at that address} */
    public static boolean deflates(ByteBuffer state, long address, long stream, ZlibLibrary library) {
        int window = state.getInt(DEFLATE_WINDOW_SIZE);
        int hash = state.getInt(DEFLATE_HASH_SIZE);
        long pending = state.getLong(DEFLATE_PENDING);
        long pendingEnd = pending + state.getLong(DEFLATE_PENDING_SIZE);
        return state.getLong(0) == stream
                && state.getLong(DEFLATE_GZIP_HEAD) == 0
                && state.getInt(DEFLATE_WINDOW_BITS) == 15
                && window == 1 << 15
                && state.getInt(DEFLATE_WINDOW_MASK) == window - 1
                && state.getLong(DEFLATE_WINDOW + 8) == 2L * window
                && state.getInt(DEFLATE_HASH_BITS) == 15
                && hash == 1 << 15
                && state.getInt(DEFLATE_HASH_MASK) == hash - 1
                && pendingEnd > pending
                && pendingEnd - pending <= 1 << 20
                && state.getLong(DEFLATE_PENDING_OUT) >= pending
                && state.getLong(DEFLATE_PENDING_OUT) <= pendingEnd
                && state.getLong(DEFLATE_SYMBOLS) >= pending
                && state.getLong(DEFLATE_SYMBOLS) < pendingEnd
                && DEFLATE_TREES.entrySet().stream()
                        .allMatch(tree -> state.getLong(tree.getKey()) == address + tree.getValue()
                                && library.contains(state.getLong(tree.getKey() + STATIC_TREE)));
    }

    /** {@return the sizes in bytes of an inflater's window or a deflater's blocks} */
    public static List<Integer> blocks(boolean inflating, ByteBuffer state) {
        if (inflating) {
            return state.getLong(INFLATE_WINDOW) == 0 ? List.of() : List.of(1 << state.getInt(INFLATE_WINDOW_BITS));
        }
        int window = state.getInt(DEFLATE_WINDOW_SIZE);
        return List.of(
                Math.toIntExact(state.getLong(DEFLATE_PENDING_SIZE)),
                2 * window,
                2 * window,
                2 * state.getInt(DEFLATE_HASH_SIZE));
    }

    /** {@return where the addresses are that a deflater keeps from its beginning to its end} */
    public static List<Integer> deflateConstants(String version) {
        List<Integer> all = new ArrayList<>(DEFLATE_BLOCKS);
        DEFLATE_TREES.keySet().forEach(tree -> {
            all.add(tree);
            all.add(tree + STATIC_TREE);
        });
        all.add(DEFLATE_SYMBOLS);
        if ("1.2.11".equals(version)) {
            all.add(DEFLATE_DISTANCES);
        }
        return all;
    }
}
