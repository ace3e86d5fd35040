package io.jtp.capture;

/** Is told how far a {@link Capture} is. Called on the thread that captures; must return at once, since the program stands still. */
@FunctionalInterface
public interface CaptureListener {

    /** What a capture does, in order. */
    enum Step {
        /** The program runs, and from here on stops where it is to be moved. */
        RENDEZVOUS,
        /** It has stopped. If this proves to be a place where it cannot be moved, it runs on, and this comes again. */
        CHECK,
        /** The program stands still from here on. */
        FRAMES,
        HEAP
    }

    void begins(Step step);
}
