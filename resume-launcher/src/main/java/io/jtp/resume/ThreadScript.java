package io.jtp.resume;

import io.jtp.snapshot.Frame;
import io.jtp.snapshot.LoadedClass;
import io.jtp.snapshot.Morphs.FrameReplay;
import io.jtp.snapshot.Morphs.ThreadReplay;
import io.jtp.snapshot.ThreadState;

/** How one thread rebuilds its stack, and how far it is. Only that thread changes it. */
final class ThreadScript {

    final Thread thread;

    /** What handles its uncaught exceptions from GO on; until then {@link Conductor} does. */
    Object uncaughtExceptionHandler;

    private final Conductor conductor;
    private final Object[] objects;
    private final FrameReplay[] replays;
    private final Frame[] frames;

    /** For each frame, whether its method is of the program and so cannot be called by chance. */
    private final boolean[] ofProgram;

    private final LoadedClass[] declaring;
    private final String name;

    private volatile int entered;
    private long[] primitives;
    private int[] references;
    private int nextPrimitive;
    private int nextReference;
    private volatile boolean arrived;

    /**
     * @param objects the heap's objects by number, until {@link Conductor} lets go of them
     */
    ThreadScript(
            Thread thread, Conductor conductor, Object[] objects, ThreadReplay replay, ThreadState state, Types types) {
        this.thread = thread;
        this.conductor = conductor;
        this.objects = objects;
        name = state.name();
        replays = replay.frames().toArray(new FrameReplay[0]);
        long morphed = state.frames().stream()
                .filter(frame -> frame.treatment() == Frame.Treatment.MORPH)
                .count();
        long scripted =
                replay.frames().stream().mapToInt(FrameReplay::frame).distinct().count();
        if (morphed != scripted || scripted == 0) {
            throw new IllegalArgumentException(
                    "thread " + name + " has " + morphed + " frames to rebuild and " + scripted + " are scripted");
        }
        frames = new Frame[replays.length];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = state.frames().get(replays[i].frame());
        }
        ofProgram = new boolean[frames.length];
        declaring = new LoadedClass[frames.length];
        for (int i = 0; i < frames.length; i++) {
            ofProgram[i] = types.isOfProgram(frames[i].type());
            declaring[i] = types.description(frames[i].type());
        }
    }

    int enter(int method) {
        int next = entered;
        if (next == replays.length) {
            return -1;
        }
        FrameReplay replay = replays[next];
        if (replay.method() != method) {
            // code of the JDK may run between two frames; code of the program may not
            if (isOfProgram(method)) {
                conductor.fail(this, "it entered another method of the program instead");
            }
            return -1;
        }
        if (next > 0 && hasValuesLeft()) {
            // the JVM has called this method, on account of something in the resume code before the call
            return -1;
        }
        entered = next + 1;
        primitives = replay.primitives();
        references = replay.references();
        nextPrimitive = 0;
        nextReference = 0;
        return replay.point();
    }

    private boolean isOfProgram(int method) {
        for (int i = 0; i < replays.length; i++) {
            if (replays[i].method() == method) {
                return ofProgram[i];
            }
        }
        return false;
    }

    long primitive() {
        return primitives[nextPrimitive++];
    }

    Object reference() {
        return objects[references[nextReference++]];
    }

    void arrive() {
        if (entered != replays.length) {
            conductor.fail(this, "a frame went on that is not the innermost one");
        }
        if (hasValuesLeft()) {
            conductor.fail(this, "its innermost frame went on with values of its own left over");
        }
        arrived = true;
        conductor.arrived();
    }

    private boolean hasValuesLeft() {
        return nextPrimitive != primitives.length || nextReference != references.length;
    }

    boolean hasArrived() {
        return arrived;
    }

    /** {@return for a message: which thread, and which frame it rebuilt last and was to rebuild next} */
    String progress() {
        int reached = entered;
        StringBuilder text =
                new StringBuilder("thread ").append(name).append(": ").append(reached);
        text.append(" of ").append(frames.length).append(" frames were rebuilt");
        if (reached > 0) {
            text.append(", the last one ").append(frame(reached - 1));
        }
        if (reached < frames.length) {
            text.append(", the next one would be ").append(frame(reached));
        }
        return text.toString();
    }

    private String frame(int number) {
        Frame frame = frames[number];
        return declaring[number].name().replace('/', '.') + "." + frame.method() + frame.descriptor() + " line "
                + frame.line();
    }
}
