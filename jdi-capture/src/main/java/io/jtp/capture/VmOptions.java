package io.jtp.capture;

import io.jtp.snapshot.Obstacle;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The options that a JVM was started with, less those of its JDWP agent, and of jtp's own, with which it was started if the program was
 * moved there, and less those that say which module is to be started, and where modules are.
 *
 * @param mainModule name of the module that is started, or empty
 * @param modulePath of the last option that gives one, as that is the one that counts, or empty
 * @param agents the options that load other agents
 */
record VmOptions(List<String> options, String mainModule, String modulePath, List<String> agents) {

    /** The agent names itself on the boot class path, so its file always has this name. */
    private static final Pattern OUR_AGENT = Pattern.compile("-javaagent:(.*/)?jtp-agent\\.jar(=.*)?");

    private static final String MAIN_MODULE = "-Djdk.module.main=";
    private static final String MODULE_PATH = "--module-path=";

    /** @param resumed whether the agent of jtp is loaded */
    static VmOptions of(List<String> all, boolean resumed) {
        List<String> options = new ArrayList<>();
        List<String> agents = new ArrayList<>();
        String mainModule = "";
        String modulePath = "";
        for (String option : all) {
            if (JdwpOption.is(option) || option.equals("-Xdebug")) {
                continue;
            }
            if (resumed && OUR_AGENT.matcher(option).matches()) {
                continue;
            }
            if (option.startsWith(MAIN_MODULE)) {
                mainModule = option.substring(MAIN_MODULE.length());
                continue;
            }
            if (option.startsWith(MODULE_PATH)) {
                modulePath = option.substring(MODULE_PATH.length());
                continue;
            }
            options.add(option);
            if (option.startsWith("-javaagent:")
                    || option.startsWith("-agentlib:")
                    || option.startsWith("-agentpath:")
                    || option.startsWith("-Xrun")) {
                agents.add(option);
            }
        }
        return new VmOptions(List.copyOf(options), mainModule, modulePath, List.copyOf(agents));
    }

    /** Agents may have changed classes and hold state that is not in the heap. */
    List<Obstacle> obstacles() {
        return agents.stream()
                .map(agent -> new Obstacle(
                        "JVM option " + agent,
                        "an agent is loaded, whose state cannot be moved",
                        "Start the program without it"))
                .toList();
    }
}
