package io.jtp.cli;

import java.nio.file.Path;

/**
 * Where jtp keeps files on this machine.
 *
 * @param cache what can be made again: the agent jar
 * @param state snapshots of programs whose hand-over has not been confirmed
 */
public record Directories(Path cache, Path state) {

    /** {@return the user's, by the XDG base directory specification} */
    public static Directories ofUser() {
        return new Directories(
                base("XDG_CACHE_HOME", ".cache").resolve("jtp"),
                base("XDG_STATE_HOME", ".local/state").resolve("jtp"));
    }

    private static Path base(String variable, String fallback) {
        String value = System.getenv(variable);
        // the specification has relative paths ignored
        return value != null && Path.of(value).isAbsolute()
                ? Path.of(value)
                : Path.of(System.getProperty("user.home")).resolve(fallback);
    }
}
