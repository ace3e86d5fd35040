package io.jtp.resume;

import java.time.Duration;

/**
 * What stands behind {@code -javaagent:jtp-agent.jar=}: a comma-separated list of {@code key=value}.
 *
 * @param timeout {@code timeout}, seconds: how long the threads may take to rebuild their stacks
 * @param fork {@code fork=N}: which of several copies of the program this is, from 1 on, for its system property {@code jtp.fork}; 0 if it is not one of
 *     several
 * @param stored {@code stored=true}: the program has been in a file, and its clock has not gone on meanwhile
 * @param debug {@code debug=true}: a debugger is going to attach, and READY is to tell where to
 * @param detached {@code detached=ID}: whether it is to go on without the tool's line, see {@link Line}. The id is for those who look at the
 *     process's command line
 */
record AgentOptions(Duration timeout, int fork, boolean stored, boolean debug, boolean detached) {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    /**
     * @param text may be null or empty
     * @throws IllegalArgumentException naming what is not understood
     */
    static AgentOptions parse(String text) {
        Duration timeout = DEFAULT_TIMEOUT;
        int fork = 0;
        boolean stored = false;
        boolean debug = false;
        boolean detached = false;
        if (text == null || text.isEmpty()) {
            return new AgentOptions(timeout, fork, stored, debug, detached);
        }
        for (String option : text.split(",")) {
            int equals = option.indexOf('=');
            String key = equals < 0 ? option : option.substring(0, equals);
            String value = option.substring(equals + 1);
            switch (key) {
                case "timeout" -> timeout = Duration.ofSeconds(Long.parseLong(value));
                case "fork" -> fork = Integer.parseInt(value);
                case "stored" -> stored = Boolean.parseBoolean(value);
                case "debug" -> debug = Boolean.parseBoolean(value);
                case "detached" -> detached = true;
                default -> throw new IllegalArgumentException("unknown agent option " + option);
            }
        }
        return new AgentOptions(timeout, fork, stored, debug, detached);
    }
}
