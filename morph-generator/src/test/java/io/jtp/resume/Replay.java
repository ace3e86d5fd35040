package io.jtp.resume;

import io.jtp.snapshot.Morphs.FrameReplay;
import java.util.Iterator;
import java.util.List;

/** Plays the part of the real one for morphs that run inside a test, on one thread. */
public final class Replay {

    public static float active;

    private static Iterator<FrameReplay> script;
    private static FrameReplay next;
    private static FrameReplay current;
    private static Object[] heap;
    private static int primitive;
    private static int reference;

    private Replay() {}

    /** Lets the next call of an outermost method run through these frames; object number n is {@code objects[n]}. */
    public static void begin(List<FrameReplay> frames, Object[] objects) {
        script = frames.iterator();
        next = script.next();
        current = null;
        heap = objects;
        active = 1;
    }

    public static int entry(int method) {
        if (next == null || next.method() != method) {
            return -1;
        }
        checkConsumed();
        current = next;
        next = script.hasNext() ? script.next() : null;
        primitive = 0;
        reference = 0;
        return current.point();
    }

    public static int i() {
        return (int) j();
    }

    public static long j() {
        return current.primitives()[primitive++];
    }

    public static float f() {
        return Float.intBitsToFloat(i());
    }

    public static double d() {
        return Double.longBitsToDouble(j());
    }

    public static Object a() {
        return heap[current.references()[reference++]];
    }

    public static void arrived() {
        checkConsumed();
        if (next != null) {
            throw new IllegalStateException("arrived before the last frame");
        }
        active = 0;
    }

    private static void checkConsumed() {
        if (current != null && (primitive != current.primitives().length || reference != current.references().length)) {
            throw new IllegalStateException("values of " + current + " are left over");
        }
    }
}
