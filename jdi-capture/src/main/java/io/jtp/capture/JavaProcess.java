package io.jtp.capture;

import java.util.Optional;

/**
 * A JVM on this machine.
 *
 * @param user who it belongs to, or empty if that is not told
 * @param main main class, jar file, or whatever else was given to the {@code java} command; empty if it is not told
 * @param jdk its release, for example {@code 17.0.15}; empty if it is not told
 * @param jdwp where its JDWP agent listens; empty if it does not, or does so only when asked for it
 * @param impediment why jtp cannot attach to it; empty if it can
 */
public record JavaProcess(
        long pid, String user, String main, String jdk, Optional<String> jdwp, Optional<Impediment> impediment) {}
