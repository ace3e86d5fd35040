package io.jtp.capture;

/** The program cannot be worked on. It was left, or put back, as it was; the message says what the user can do. */
public final class TargetException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong, for an exit code. */
    public enum Reason {
        /** The user named something that is not there: no such process, nobody listens, no such class or line. */
        NOT_FOUND,
        /** It is there, but not a HotSpot JVM, of another user, or not started with JDWP. */
        UNSUITABLE,
        /** Another debugger is attached. */
        BUSY,
        /** The program has come to its end by itself. */
        ENDED,
        /** The program ended, or the connection to it broke, while it was worked on. */
        LOST
    }

    private final Reason reason;

    TargetException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    TargetException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** {@return what is wrong} */
    public Reason reason() {
        return reason;
    }
}
