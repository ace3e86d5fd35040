package io.jtp.capture.jdwp;

import java.io.IOException;

/** The target answered a command with an error code. */
public final class JdwpErrorException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The object was collected, or never was one. */
    public static final int INVALID_OBJECT = 20;

    public static final int INVALID_THREAD = 10;
    public static final int THREAD_NOT_SUSPENDED = 13;

    private final int code;

    JdwpErrorException(Command<?> command, int code) {
        super("JDWP command " + command.set() + "." + command.number() + " failed with error " + code);
        this.code = code;
    }

    /** {@return the error constant of the JDWP specification} */
    public int code() {
        return code;
    }
}
