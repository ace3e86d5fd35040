package io.jtp.cli.batch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Commands of the plan's author, around a move. They may run a second time if the batch was killed while they ran. */
final class Hook {
    static final String BEFORE = "before";
    static final String AFTER = "after";

    private Hook() {}

    /** What became of it. */
    record Result(int exitCode, String output) {}

    /**
     * Runs a command to its end.
     *
     * @param variables of its environment, in addition to this process's
     */
    static Result run(String command, Map<String, String> variables) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        builder.environment().putAll(variables);
        Process process = builder.start();
        try (InputStream output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), text.strip());
        } catch (InterruptedException e) {
            process.destroy();
            throw e;
        }
    }
}
