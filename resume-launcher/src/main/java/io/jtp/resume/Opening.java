package io.jtp.resume;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;

/**
 * Makes the JDK's modules see us and lets us see what we need of them. Nothing here may mention a class that only the opening makes
 * accessible.
 */
final class Opening {

    /** The boot loader's unnamed module, where the agent is. */
    private static final Module AGENT = Opening.class.getModule();

    private Opening() {}

    /** Lets the agent use {@code jdk.internal.misc.Unsafe}. */
    static void openInternals(Instrumentation instrumentation) {
        if (Opening.class.getClassLoader() != null) {
            throw new IllegalStateException(
                    "the agent is not on the boot class path: its jar has to have the name jtp-agent.jar");
        }
        instrumentation.redefineModule(
                Object.class.getModule(),
                Set.of(AGENT),
                Map.of("jdk.internal.misc", Set.of(AGENT)),
                Map.of(),
                Set.of(),
                Map.of());
    }

    /** Lets the classes of a module call {@link Replay}. */
    static void letRead(Instrumentation instrumentation, Module module) {
        if (module.isNamed() && !module.canRead(AGENT)) {
            instrumentation.redefineModule(module, Set.of(AGENT), Map.of(), Map.of(), Set.of(), Map.of());
        }
    }
}
