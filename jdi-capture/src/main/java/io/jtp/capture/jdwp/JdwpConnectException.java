package io.jtp.capture.jdwp;

import java.io.IOException;

/** No JDWP connection could be made; the program was not touched. */
public final class JdwpConnectException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What went wrong, for messages that say what to do. */
    public enum Reason {
        /** The host name is unknown or the host does not answer. */
        UNREACHABLE,
        /** Nothing listens there: no JDWP agent, or it is taken by a debugger already and listens no more. */
        REFUSED,
        /** The connection was closed during the handshake: another debugger is attached or was quicker. */
        CLOSED,
        /** Whoever listens there does not speak JDWP. */
        NOT_JDWP,
        /** Nothing was heard in time. */
        TIMEOUT
    }

    private final Reason reason;

    JdwpConnectException(Reason reason, String message, IOException cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
