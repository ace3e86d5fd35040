package io.jtp.snapshot;

import java.util.List;

/**
 * What the morph generator made from a snapshot: classes with entry points, and the script by which the threads run through them.
 *
 * @param classes to be defined (program) or retransformed (JDK) instead of the originals
 * @param guards classes of the program's class loaders and above, or their morphs, whose {@code loadClass(String)} asks the agent first; they
 *     are in place while the loaders' classes are defined
 * @param replays one for each thread of {@link Program#threads()}, in the same order
 */
public record Morphs(List<MorphClass> classes, List<MorphClass> guards, List<ThreadReplay> replays) {

    /** Without guards. */
    public Morphs(List<MorphClass> classes, List<ThreadReplay> replays) {
        this(classes, List.of(), replays);
    }

    /**
     * A class file in place of the original.
     *
     * @param type which class
     * @param classFile the whole class file
     * @param wayBack for each method with entry points, from the morph's byte code offsets to the original's
     */
    public record MorphClass(int type, byte[] classFile, List<WayBack> wayBack) {}

    /**
     * From byte code offsets of a morphed method to the original's, ascending.
     *
     * @param morph offset of each instruction of the morph that stands for an instruction of the original
     * @param original offset of that instruction in the original
     * @param standIns one for each replayed call that makes an object which was there already
     * @param morphCode {@link #digest} of the morph's code without its constant pool indices, which the JVM may change
     * @param originalCode {@link #digest} of the original's
     */
    public record WayBack(
            String method,
            String descriptor,
            int[] morph,
            int[] original,
            List<StandIn> standIns,
            byte[] morphCode,
            byte[] originalCode) {

        /** {@return the SHA-256 of a method's code array} */
        public static byte[] digest(byte[] code) {
            return Sha256.digest().digest(code);
        }
    }

    /**
     * While a constructor's call is replayed for an object that was known before, a dummy is in all places of the caller's frame that the
     * verifier holds for uninitialised, or will be what the call returns. Right after the call the object takes its place.
     *
     * @param call offset, in the morph, of the call
     * @param slot local variable of the morph that holds the object during the call
     */
    public record StandIn(int call, int slot) {}

    /**
     * How one thread rebuilds its stack.
     *
     * @param frames in the order of the calls; each frame with {@link Frame.Treatment#MORPH} has at least one
     * @param monitor number of the object in whose wait set the thread is, or was, 0 if it is none. It gets there before GO, by waiting again
     */
    public record ThreadReplay(List<FrameReplay> frames, int monitor) {
        public ThreadReplay(List<FrameReplay> frames) {
            this(frames, 0);
        }
    }

    /**
     * What {@code io.jtp.resume.Replay} hands to the resume code of one call of a morphed method. Most frames are rebuilt by one call; a
     * frame of a constructor that has called another one for its object takes several: itself without values, to make that call again; the
     * constructors called, each of which does nothing but call the next one, up to that of {@code Object}; itself again with its values.
     *
     * @param frame which frame of the thread it helps to rebuild, see {@link ThreadState#frames()}
     * @param method number of the method, as its guard passes it to {@code Replay.entry}
     * @param point number of the resume point in that method
     * @param primitives ints, longs and raw bits of floats and doubles, in the order in which the resume code asks for them
     * @param references object numbers, in the order in which the resume code asks for them
     * @param after threads, by their position in the snapshot, that have to be in the wait set of a monitor before this frame is filled,
     *     since it locks it
     */
    public record FrameReplay(int frame, int method, int point, long[] primitives, int[] references, int[] after) {
        public FrameReplay(int frame, int method, int point, long[] primitives, int[] references) {
            this(frame, method, point, primitives, references, new int[0]);
        }
    }
}
