package io.jtp.capture.hprof;

import java.io.IOException;

/** A heap dump that is not what it should be: cut off, or of a format that is not known. */
public final class HprofException extends IOException {

    private static final long serialVersionUID = 1;

    public HprofException(String message) {
        super(message);
    }

    public HprofException(String message, Throwable cause) {
        super(message, cause);
    }
}
