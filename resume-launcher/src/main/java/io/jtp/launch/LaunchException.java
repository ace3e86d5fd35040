package io.jtp.launch;

/** Something at or on the way to the destination does not work. The message is written for the person who has to act on it. */
public final class LaunchException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Who has to change something. */
    public enum Kind {
        /** What was asked for cannot be: a wrong path, a missing file. The command has to be given differently. */
        USAGE,
        /** The command was right, the surroundings were not: host, network, login, disk, the JVM over there. */
        ENVIRONMENT
    }

    private final Kind kind;

    public LaunchException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    static LaunchException usage(String message) {
        return new LaunchException(Kind.USAGE, message, null);
    }

    static LaunchException environment(String message) {
        return new LaunchException(Kind.ENVIRONMENT, message, null);
    }

    static LaunchException environment(String message, Throwable cause) {
        return new LaunchException(Kind.ENVIRONMENT, message, cause);
    }

    public Kind kind() {
        return kind;
    }
}
