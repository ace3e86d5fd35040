package io.jtp.capture.heap;

import java.io.IOException;

/** The target cannot be made to answer in {@link Columns}. */
public final class ColumnsException extends IOException {

    private static final long serialVersionUID = 1L;

    public ColumnsException(String message, Throwable cause) {
        super(message, cause);
    }
}
