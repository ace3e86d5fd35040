package io.jtp.resume;

import java.time.Duration;

/**
 * What stands behind {@code -javaagent:jtp-agent.jar=}: a comma-separated list of {@code key=value}.
 *
 * @param timeout {@code timeout}, seconds: how long the threads may take to rebuild their stacks
 */
record AgentOptions(Duration timeout) {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    /**
     * @param text may be null or empty
     * @throws IllegalArgumentException naming what is not understood
     */
    static AgentOptions parse(String text) {
        Duration timeout = DEFAULT_TIMEOUT;
        if (text == null || text.isEmpty()) {
            return new AgentOptions(timeout);
        }
        for (String option : text.split(",")) {
            int equals = option.indexOf('=');
            String key = equals < 0 ? option : option.substring(0, equals);
            String value = option.substring(equals + 1);
            if (!key.equals("timeout")) {
                throw new IllegalArgumentException("unknown agent option " + option);
            }
            timeout = Duration.ofSeconds(Long.parseLong(value));
        }
        return new AgentOptions(timeout);
    }
}
