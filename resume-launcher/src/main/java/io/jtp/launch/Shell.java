package io.jtp.launch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Runs scripts for {@code /bin/sh} at a destination. */
interface Shell {

    /** What a script that ran to its end left. */
    record Result(int exitCode, String output, String errors) {}

    /**
     * Starts a script.
     *
     * @param script of any length; its commands may read the standard input that follows
     * @param output gets its standard output. It is written to by the thread that serves all commands of this shell: it should not block
     *     for long
     * @param errors the same for its standard error
     */
    RunningCommand start(String script, OutputStream output, OutputStream errors) throws LaunchException;

    /**
     * {@return the command that makes a shell read this script from its standard input, whatever the user's login shell is} The
     * script itself is not on the command line: so it may be long, and is quoted by no shell but ours. {@code dd} with a block size of
     * one takes exactly the script and leaves what follows.
     */
    static String bootstrap(byte[] script) {
        return "exec /bin/sh -c 'eval \"$(dd bs=1 count=" + script.length + " 2>/dev/null)\"'";
    }

    /** Writes what gets its standard input. */
    interface Input {
        void writeTo(OutputStream stdin) throws IOException;
    }

    /** Runs a script with empty standard input to its end. */
    default Result run(String script, Duration limit) throws LaunchException {
        return run(script, stdin -> {}, limit);
    }

    /**
     * Runs a script to its end.
     *
     * @param limit how long it may take after its input was written
     */
    default Result run(String script, Input input, Duration limit) throws LaunchException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        RunningCommand command = start(script, output, errors);
        try {
            IOException broken = feed(command, input, name());
            Optional<RunningCommand.Ending> ending = command.await(limit);
            String printed = errors.toString(StandardCharsets.UTF_8);
            if (ending.isEmpty()) {
                throw LaunchException.environment("A command on " + name() + " did not end within " + limit.toSeconds()
                        + " s. It printed: " + printed.strip());
            }
            if (ending.get() instanceof RunningCommand.Ending.Exited exited) {
                return new Result(exited.code(), output.toString(StandardCharsets.UTF_8), printed);
            }
            throw LaunchException.environment(((RunningCommand.Ending.Lost) ending.get()).why(), broken);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LaunchException.environment("interrupted while waiting for a command on " + name(), e);
        } finally {
            command.abandon();
        }
    }

    /** @return what went wrong, or null: a command that ends early does not read its input, its exit code says why */
    private static IOException feed(RunningCommand command, Input input, String name) throws LaunchException {
        try (OutputStream stdin = command.stdin();
                StallGuard guard = new StallGuard(stdin, command::abandon, StallGuard.STALL_LIMIT)) {
            input.writeTo(guard);
            guard.flush();
            return null;
        } catch (StallGuard.StalledException e) {
            throw LaunchException.environment("The line to " + name + " " + e.getMessage(), e);
        } catch (IOException e) {
            return e;
        }
    }

    /** From now on a program runs there, and a line that is silent for a while is better waited for than given up. */
    default void bePatient() {}

    /** {@return what this is, for messages} */
    String name();
}
