package io.jtp.capture;

/** Is told how far a {@link Capture} is. Called on the thread that captures; must return at once, since the program stands still. */
@FunctionalInterface
public interface CaptureListener {

    /** What a capture does, in order. */
    enum Step {
        /** Waits for the program to come to a place where it can be moved; it runs. */
        RENDEZVOUS,
        /** The program stands still from here on. */
        FRAMES,
        HEAP
    }

    void begins(Step step);
}
