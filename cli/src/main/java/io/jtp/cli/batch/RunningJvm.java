package io.jtp.cli.batch;

import java.util.List;

/**
 * A JVM of this user on this machine.
 *
 * @param pid its process
 * @param main its main class, or jar file
 * @param movable whether it runs with a JDWP agent, as far as can be told from outside
 * @param deadline what its command line says, see {@code jtp evacuate}; else empty
 */
public record RunningJvm(long pid, String main, boolean movable, java.util.Optional<java.time.Duration> deadline) {

    /** Finds them. */
    public interface Finder {
        List<RunningJvm> find() throws java.io.IOException;
    }
}
