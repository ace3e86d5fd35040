package io.jtp.launch;

import io.jtp.snapshot.Cargo;
import io.jtp.snapshot.SnapshotFile;
import io.jtp.snapshot.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A JVM that was started at a destination to take a program over.
 *
 * <p>Its methods are called in this order, by one thread: {@link #awaitReady}, {@link #send}, {@link #awaitPrepared}, {@link #go};
 * from then on its standard streams are the program's, and {@link #waitFor} waits for its end; of a program that is detached all that is
 * left to do is {@link #close}. {@link #kill} may be called at any time
 * and from any thread. Up to {@link #go} the JVM ends by itself when it loses its tool: the agent halts it at the end of its input.
 */
public final class DestinationJvm implements AutoCloseable {
    /** From GO to GONE only threads have to be woken. */
    static final Duration GONE_LIMIT = Duration.ofSeconds(30);

    /** The agent halts its JVM at the end of its input, even one that is still starting; after this it is killed. */
    static final Duration HALT_LIMIT = Duration.ofSeconds(3);

    /** How long a JVM that was killed, or whose output has ended, may take to be gone. */
    static final Duration END_LIMIT = Duration.ofSeconds(5);

    /** Output that nobody has read yet; when it is full, the program's next write waits, as with a pipe. */
    private static final int BUFFER = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(DestinationJvm.class);

    private final Shell shell;
    private final BytePipe output = new BytePipe(BUFFER);
    private final BytePipe errors = new BytePipe(BUFFER);
    private final StderrTap errorTap = new StderrTap(errors.sink());
    private final RunningCommand command;
    private final Printed printed = new Printed();
    private volatile boolean released;

    DestinationJvm(Shell shell, LaunchSpec spec) throws LaunchException {
        this.shell = shell;
        command = shell.start(BootScript.of(spec), output.sink(), errorTap);
    }

    /**
     * Waits until the JVM is up and its agent waits for the cargo.
     *
     * @return what the agent tells about its JVM
     */
    public Map<String, String> awaitReady(Duration limit) throws LaunchException {
        output.setDeadline(System.nanoTime() + limit.toNanos());
        try {
            return expect(Wire.Kind.READY, "while it started");
        } catch (IOException e) {
            throw failure("before it was ready", limit, e);
        }
    }

    /**
     * Sends the snapshot and the morphs.
     *
     * @return how many bytes that took
     */
    public long send(Cargo cargo) throws LaunchException {
        try (StallGuard guard = new StallGuard(command.stdin(), command::abandon, StallGuard.STALL_LIMIT)) {
            SnapshotFile.write(guard, cargo);
            guard.flush();
            return guard.written();
        } catch (StallGuard.StalledException e) {
            throw LaunchException.environment(
                    "While the snapshot was being sent, the line to " + shell.name() + " " + e.getMessage(), e);
        } catch (IOException e) {
            throw lastWords("while the snapshot was being sent", e);
        }
    }

    /**
     * Waits until heap and stacks are restored and every thread stands at the barrier.
     *
     * @return what the agent tells about it
     */
    public Map<String, String> awaitPrepared(Duration limit) throws LaunchException {
        output.setDeadline(System.nanoTime() + limit.toNanos());
        try {
            return expect(Wire.Kind.PREPARED, "while it restored the program");
        } catch (IOException e) {
            throw failure("before the program was restored", limit, e);
        }
    }

    /**
     * Lets the program run there. After this call, however it ends, the program may be running there, so the source must not.
     *
     * @return what the agent tells about it
     */
    public Map<String, String> go() throws LaunchException {
        output.setDeadline(System.nanoTime() + GONE_LIMIT.toNanos());
        return letGo();
    }

    /** As {@link #go}, for a JVM that a debugger holds: it takes as long as its user likes. */
    public Map<String, String> goWhenResumed() throws LaunchException {
        output.clearDeadline();
        return letGo();
    }

    private Map<String, String> letGo() throws LaunchException {
        errorTap.programFollows();
        released = true;
        try {
            Map<String, String> goDetails = errorTap.directory()
                    .map(directory -> Map.of(Wire.DETACHED, directory))
                    .orElse(Map.of());
            Wire.send(command.stdin(), new Wire.Message(Wire.Kind.GO, goDetails));
            Map<String, String> details = expect(Wire.Kind.GONE, "after it was told to let the program run");
            output.clearDeadline();
            shell.bePatient();
            return details;
        } catch (IOException e) {
            throw failure("before it confirmed that the program runs", GONE_LIMIT, e);
        }
    }

    /** {@return the JVM's process id there, once it is ready; empty if its shell never told} */
    public OptionalLong pid() {
        return errorTap.pid();
    }

    /** {@return where the program's standard input is written to; closing it is end of file} */
    public OutputStream stdin() {
        return command.stdin();
    }

    /** {@return the program's standard output. What is not read makes the program wait: read both at the same time} */
    public InputStream stdout() {
        return output.source();
    }

    /** {@return the program's standard error} */
    public InputStream stderr() {
        return errors.source();
    }

    /**
     * Waits for the program to end, without limit. Its output has to be read meanwhile.
     *
     * @return its exit code; 128 + n if signal n killed it
     * @throws LaunchException if the connection was lost first: the program's fate is not known
     */
    public int waitFor() throws LaunchException, InterruptedException {
        Optional<RunningCommand.Ending> ending = Optional.empty();
        while (ending.isEmpty()) {
            ending = command.await(Duration.ofDays(1));
        }
        if (ending.get() instanceof RunningCommand.Ending.Exited exited) {
            return exited.code();
        }
        throw LaunchException.environment(((RunningCommand.Ending.Lost) ending.get()).why()
                + " while the program was running there. It may go on there"
                + (pid().isPresent() ? " as process " + pid().getAsLong() : "") + ", without its streams");
    }

    /** Asks the program to end, as SIGTERM does: its shutdown hooks run. */
    public void terminate() throws LaunchException {
        OptionalLong process = pid();
        if (process.isPresent()) {
            shell.run("kill -TERM " + process.getAsLong(), END_LIMIT);
        }
    }

    /**
     * Ends the JVM, at any stage: its input is closed, which makes the agent halt it before GO; if that is not enough, it is killed.
     *
     * @return whether it is known to be gone. One that cannot be reached any more ends by itself, if this is before GO, when its SSH
     *     server notices the loss
     */
    public boolean kill() {
        boolean interrupted = Thread.interrupted();
        try {
            return end();
        } catch (InterruptedException e) {
            interrupted = true;
            return false;
        } finally {
            command.abandon();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean end() throws InterruptedException {
        output.abandon();
        errors.abandon();
        try {
            command.stdin().close();
        } catch (IOException e) {
            LOG.debug("the input of the JVM on {} was closed already", shell.name(), e);
        }
        Optional<RunningCommand.Ending> ending = command.await(released ? Duration.ZERO : HALT_LIMIT);
        if (ending.isEmpty() && pid().isPresent()) {
            try {
                shell.run("kill -KILL " + pid().getAsLong(), END_LIMIT);
            } catch (LaunchException e) {
                LOG.debug("the JVM on {} could not be killed", shell.name(), e);
            }
            ending = command.await(END_LIMIT);
        }
        return ending.isPresent() && ending.get() instanceof RunningCommand.Ending.Exited;
    }

    /** Before GO the same as {@link #kill}; after it, lets go of a program that runs on: its standard streams are closed. */
    @Override
    public void close() {
        if (!released) {
            kill();
        } else {
            output.abandon();
            errors.abandon();
            command.release();
        }
    }

    private Map<String, String> expect(Wire.Kind wanted, String when) throws IOException, LaunchException {
        Wire.Message message = Wire.receive(output.source(), printed);
        if (message.kind() == Wire.Kind.FAILED) {
            throw failed(message, when);
        }
        if (message.kind() != wanted) {
            throw new IOException("the agent said " + message.kind() + " where " + wanted + " was due");
        }
        return message.details();
    }

    private LaunchException failed(Wire.Message message, String when) {
        LOG.debug("the agent on {} failed: {}", shell.name(), message.details().get("stackTrace"));
        return LaunchException.environment("The JVM on " + shell.name() + " gave up " + when + ": "
                + message.details().getOrDefault("message", "it did not say why") + printed());
    }

    /** The line broke while we were sending; if the agent said why, that is the reason. */
    private LaunchException lastWords(String when, IOException broken) {
        output.setDeadline(System.nanoTime() + END_LIMIT.toNanos());
        try {
            Wire.Message message = Wire.receive(output.source(), printed);
            if (message.kind() == Wire.Kind.FAILED) {
                return failed(message, when);
            }
        } catch (IOException e) {
            broken.addSuppressed(e);
        }
        return failure(when, END_LIMIT, broken);
    }

    private LaunchException failure(String when, Duration limit, IOException cause) {
        String jvm = "The JVM on " + shell.name();
        if (Thread.currentThread().isInterrupted()) {
            return LaunchException.environment("Interrupted while waiting for " + jvm, cause);
        }
        if (cause instanceof InterruptedIOException) {
            return LaunchException.environment(
                    jvm + " did not answer within " + limit.toSeconds() + " s " + when + printed(), cause);
        }
        try {
            Optional<RunningCommand.Ending> ending = command.await(END_LIMIT);
            if (ending.isEmpty()) {
                return LaunchException.environment(
                        jvm + " does not talk like a jtp agent " + when + ": " + cause.getMessage() + printed(), cause);
            }
            return LaunchException.environment(
                    ending.get() instanceof RunningCommand.Ending.Exited exited
                            ? jvm + " ended with exit code " + exited.code() + " " + when + printed()
                            : ((RunningCommand.Ending.Lost) ending.get()).why() + " " + when,
                    cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return LaunchException.environment("Interrupted while waiting for " + jvm, e);
        }
    }

    private String printed() {
        String text = (printed.text() + "\n" + errorTap.before()).strip();
        return text.isEmpty() ? "" : ". It printed:\n" + text.indent(4).stripTrailing();
    }

    /** The beginning of what a JVM prints on standard output besides talking with us. */
    private static final class Printed extends OutputStream {
        private static final int MOST = 64 * 1024;

        private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

        @Override
        public void write(int next) {
            if (seen.size() < MOST) {
                seen.write(next);
            }
        }

        String text() {
            return seen.toString(StandardCharsets.UTF_8).strip();
        }
    }
}
