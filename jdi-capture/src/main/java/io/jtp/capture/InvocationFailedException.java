package io.jtp.capture;

/** A method that was invoked in the target threw an exception, or did not return in time. */
public final class InvocationFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    InvocationFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
