package io.jtp.resume;

import io.jtp.snapshot.Frame;
import io.jtp.snapshot.LoadedClass;
import io.jtp.snapshot.Morphs.FrameReplay;
import io.jtp.snapshot.Morphs.ThreadReplay;
import io.jtp.snapshot.ThreadState;

/** How one thread rebuilds its stack, and how far it is. Only that thread changes it. */
final class ThreadScript {

    final Thread thread;

    /** Whether it leaves its carrier while it waits. */
    final boolean virtual;

    /** Whether it is interrupted from GO on, if it is virtual. Others are from the beginning. */
    private final boolean interrupted;

    /** What handles its uncaught exceptions from GO on; until then {@link Conductor} does. */
    Object uncaughtExceptionHandler;

    private final Conductor conductor;
    private final Object[] objects;
    private final FrameReplay[] replays;
    private final Frame[] frames;

    /**
     * For each entry, whether it is the first of its frame, and the frame's method is of the program and so cannot be called by chance.
     * What follows for the same frame can be of other classes.
     */
    private final boolean[] ofProgram;

    private final LoadedClass[] declaring;
    private final Class<?>[] types;

    /** For each frame, which class initialiser it runs, see {@link Initializers#step(Frame)}. */
    private final int[] initializers;

    private final Completion completion;
    private final String name;

    /** Whether it ends at once instead of waiting for GO, as it has ended at the source. */
    private final boolean ends;

    /** Whether the thread is doing something of the agent's own. Methods of the JDK are ordinary ones then, although they may be morphs. */
    private boolean busy;

    private volatile int entered;
    private long[] primitives;
    private int[] references;
    private int nextPrimitive;
    private int nextReference;
    private volatile boolean arrived;

    /** The object in whose wait set it is to be, or has been, or null. */
    final Object monitor;

    /** Whether it has been, and goes on at GO as soon as it has the monitor. */
    final boolean reenters;

    /** Whether it waits for other threads before it goes on to rebuild its stack. */
    private volatile boolean heldUp;

    /**
     * @param objects the heap's objects by number, until {@link Conductor} lets go of them
     */
    ThreadScript(
            Thread thread,
            Conductor conductor,
            Object[] objects,
            ThreadReplay replay,
            ThreadState state,
            Types types,
            Initializers initializers,
            Completion completion) {
        this.thread = thread;
        this.conductor = conductor;
        this.objects = objects;
        this.completion = completion;
        name = state.name();
        virtual = VirtualCopies.isVirtual(thread);
        interrupted = state.interrupted();
        ends = state.hasEnded();
        monitor = replay.monitor() == 0 ? null : objects[replay.monitor()];
        reenters = state.reenters() != 0;
        replays = replay.frames().toArray(new FrameReplay[0]);
        int innermost = replays.length - 1;
        if (innermost >= 0) {
            replays[innermost] = TimeLimit.apply(state, replays[innermost], ClockRedirect.now());
        }
        int morphed = 0;
        for (Frame frame : state.frames()) {
            if (frame.treatment() == Frame.Treatment.MORPH) {
                morphed++;
            }
        }
        int scripted = 0;
        for (int i = 0; i < replays.length; i++) {
            if (isFirst(i)) {
                scripted++;
            }
        }
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
        this.types = new Class<?>[frames.length];
        this.initializers = new int[frames.length];
        for (int i = 0; i < frames.length; i++) {
            ofProgram[i] = isFirst(i) && types.isOfProgram(frames[i].type());
            declaring[i] = types.description(frames[i].type());
            this.types[i] = types.type(frames[i].type());
            this.initializers[i] = initializers.step(frames[i]);
        }
        if (this.initializers[0] != Initializers.NONE && !Internals.UNSAFE.shouldBeInitialized(this.types[0])) {
            throw new IllegalStateException(
                    "thread " + name + " begins with the initialiser of a class that has been initialised");
        }
    }

    private boolean isFirst(int replay) {
        return replay == 0 || replays[replay].frame() != replays[replay - 1].frame();
    }

    int enter(int method) {
        int next = entered;
        if (busy || next == replays.length) {
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
        if (replay.after().length > 0) {
            heldUp = true;
            busy = true;
            conductor.awaitArrivalOf(virtual, replay.after());
            busy = false;
            heldUp = false;
        }
        entered = next + 1;
        primitives = replay.primitives();
        references = replay.references();
        nextPrimitive = 0;
        nextReference = 0;
        if (initializers[next] != Initializers.NONE) {
            complete(initializers[next]);
        }
        if (next + 1 < initializers.length && initializers[next + 1] != Initializers.NONE) {
            requireUninitialized(next + 1);
        }
        return replay.point();
    }

    private void complete(int initializer) {
        busy = true;
        try {
            completion.run(initializer);
        } catch (Throwable e) {
            conductor.fail(this, "objects of a class that is being initialised could not be made: " + e);
        }
        busy = false;
    }

    /** Otherwise the frame would go on instead of calling the initialiser. */
    private void requireUninitialized(int frame) {
        busy = true;
        boolean uninitialized = Internals.UNSAFE.shouldBeInitialized(types[frame]);
        busy = false;
        if (!uninitialized) {
            conductor.fail(this, "the class whose initialiser comes next has been initialised already");
        }
    }

    private boolean isOfProgram(int method) {
        for (int i = 0; i < replays.length; i++) {
            if (replays[i].method() == method && ofProgram[i]) {
                return true;
            }
        }
        return false;
    }

    long primitive() {
        return primitives[nextPrimitive++];
    }

    Object reference() {
        int number = references[nextReference++];
        Object object = objects[number];
        if (object == null && number != 0) {
            conductor.fail(this, "an object is needed whose class is not being initialised yet");
        }
        return object;
    }

    void arrive() {
        if (entered != replays.length) {
            conductor.fail(this, "a frame went on that is not the innermost one");
        }
        if (hasValuesLeft()) {
            conductor.fail(this, "its innermost frame went on with values of its own left over");
        }
        arrived = true;
        conductor.report();
        if (reenters) {
            pass();
            conductor.awaitEnd();
        } else if (monitor == null && !ends) {
            conductor.awaitGo(virtual);
            if (virtual && interrupted) {
                thread.interrupt();
            }
        }
        // one that waits for a notification has to be in the wait set when others lock the monitor, so it goes there at
        // once
    }

    /** Until GO a thread whose wait is over waits on, a little at a time, since others may need the monitor. */
    void pass() {
        boolean interrupted = false;
        while (monitor != null && !conductor.isReleased()) {
            try {
                monitor.wait(1);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            thread.interrupt();
        }
    }

    /** {@return whether it locks that in whose wait set another thread is, or was} @param other position of that thread */
    boolean locksMonitorOf(int other) {
        for (FrameReplay replay : replays) {
            for (int before : replay.after()) {
                if (before == other) {
                    return true;
                }
            }
        }
        return false;
    }

    boolean isHeldUp() {
        return heldUp;
    }

    private boolean hasValuesLeft() {
        return nextPrimitive != primitives.length || nextReference != references.length;
    }

    boolean hasArrived() {
        return arrived && !(ends && thread.isAlive());
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
