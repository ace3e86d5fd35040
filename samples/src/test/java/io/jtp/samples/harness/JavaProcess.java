package io.jtp.samples.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A child process whose output is kept and can be waited for. Closing it kills it if it still runs. */
public final class JavaProcess implements AutoCloseable {

    /** How long anything that a test waits for may take: far longer than it ever does, so that only a hang meets it. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What a sample says when it waits for a line. */
    static final String LINE_WANTED = "waiting for a line";

    /** Said by a JDWP agent that cannot listen again, since the program ends just when its debugger has left, whichever debugger it is. */
    private static final Pattern LISTENS_NO_MORE =
            Pattern.compile("ERROR: JDWP Transport dt_socket failed to initialize, VM_DEAD\\(112\\)\\R");

    private final List<String> command;
    private final Process process;
    private final Captured out;
    private final Captured err;

    private JavaProcess(List<String> command, Process process) {
        this.command = List.copyOf(command);
        this.process = process;
        this.out = new Captured(process.getInputStream(), "stdout of " + process.pid());
        this.err = new Captured(process.getErrorStream(), "stderr of " + process.pid());
    }

    /** Starts {@code java} with these arguments in that directory. */
    public static JavaProcess start(Jdk jdk, List<String> arguments, Path directory) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(jdk.java().toString());
        command.addAll(arguments);
        return start(command, directory);
    }

    /**
     * Starts a class of this JVM's class path in a JVM of its own, see {@link #here}.
     *
     * @param furtherOptions for the JVM
     */
    public static JavaProcess startHere(
            Class<?> mainClass, List<String> furtherOptions, List<String> arguments, Path directory)
            throws IOException {
        return start(here(mainClass, furtherOptions, arguments), directory);
    }

    /**
     * {@return the command that starts a class of this JVM's class path in a JVM of its own} With this one's home: Kryo without Unsafe and C1
     * alone, as {@code ./jtp} has it.
     */
    public static List<String> here(Class<?> mainClass, List<String> furtherOptions, List<String> arguments) {
        List<String> command = new ArrayList<>(
                List.of(Jdk.current().java().toString(), "-Dkryo.unsafe=false", "-XX:TieredStopAtLevel=1"));
        command.addAll(furtherOptions);
        command.add("-Duser.home=" + System.getProperty("user.home"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass.getName()));
        command.addAll(arguments);
        return command;
    }

    /** Starts a command in that directory, in this process's environment less what would make a JVM print. */
    public static JavaProcess start(List<String> command, Path directory) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        return new JavaProcess(command, builder.start());
    }

    public long pid() {
        return process.pid();
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Writes to its standard input. A process that has ended already reads nothing: what it did says enough. */
    public void type(String text) {
        OutputStream stdin = process.getOutputStream();
        try {
            stdin.write(text.getBytes(StandardCharsets.UTF_8));
            stdin.flush();
        } catch (IOException e) {
            err.note("[test: nobody reads standard input any more: " + e.getMessage() + "]");
        }
    }

    /** Writes more than it may read before it ends, and ends its standard input. */
    public void typeRest(String text) {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // it has ended; if it has not, but waits for a line, then it never ends, which is noticed
            return;
        }
    }

    /** Ends its standard input. */
    public void endInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            err.note("[test: nobody reads standard input any more: " + e.getMessage() + "]");
        }
    }

    /** Waits until standard output looks like that. */
    public void awaitOutput(Predicate<String> condition) throws InterruptedException {
        if (!out.await(condition, PATIENCE)) {
            throw new AssertionError("did not print what was waited for\n" + this);
        }
    }

    /** As {@link #awaitOutput} for standard error. */
    public void awaitErrors(Predicate<String> condition) throws InterruptedException {
        awaitErrors(condition, PATIENCE);
    }

    /** The same for what can take longer than usual. */
    public void awaitErrors(Predicate<String> condition, Duration patience) throws InterruptedException {
        if (!err.await(condition, patience)) {
            throw new AssertionError("did not print what was waited for\n" + this);
        }
    }

    /** Waits until a sample has said for the so-manieth time that it waits for a line, see {@code Here}. */
    public void awaitLineWanted(int times) throws InterruptedException {
        awaitErrors(text -> linesWanted(text) == times);
    }

    /** {@return how often a sample has said that it waits for a line} @param errors what it wrote on standard error */
    static int linesWanted(String errors) {
        return errors.split(LINE_WANTED, -1).length - 1;
    }

    /** Waits for its end and for the end of its output. {@return what it printed, without what its JVM says of a debugger that left} */
    public Ending awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("does not end\n" + this);
        }
        out.awaitEnd();
        err.awaitEnd();
        return new Ending(out.text(), LISTENS_NO_MORE.matcher(err.text()).replaceAll(""), process.exitValue());
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** {@return what it has printed so far} */
    public String output() {
        return out.text();
    }

    public String errors() {
        return err.text();
    }

    /** Kills it as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** The command, what it printed and how it ended, for a failure message. */
    @Override
    public String toString() {
        return String.join(" ", command) + "\n  process " + process.pid()
                + (process.isAlive() ? " runs" : " ended with " + process.exitValue()) + "\n--- its stdout\n"
                + out.text() + "\n--- its stderr\n" + err.text() + "\n---";
    }

    /** Collects a stream in a thread of its own. */
    private static final class Captured {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Thread reader;
        private boolean ended;

        Captured(InputStream stream, String name) {
            reader = new Thread(() -> read(stream), name);
            reader.setDaemon(true);
            reader.start();
        }

        private void read(InputStream stream) {
            byte[] buffer = new byte[8192];
            try (stream) {
                int length;
                while ((length = stream.read(buffer)) >= 0) {
                    add(buffer, length);
                }
            } catch (IOException e) {
                note("[test: reading ended: " + e.getMessage() + "]");
            } finally {
                end();
            }
        }

        private synchronized void add(byte[] buffer, int length) {
            bytes.write(buffer, 0, length);
            notifyAll();
        }

        private synchronized void end() {
            ended = true;
            notifyAll();
        }

        synchronized void note(String text) {
            bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        }

        /** ISO 8859-1, so that no two outputs of different bytes are the same text. */
        synchronized String text() {
            return bytes.toString(StandardCharsets.ISO_8859_1);
        }

        synchronized boolean await(Predicate<String> condition, Duration patience) throws InterruptedException {
            long deadline = System.nanoTime() + patience.toNanos();
            while (!condition.test(text())) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (ended || left <= 0) {
                    return false;
                }
                wait(left);
            }
            return true;
        }

        void awaitEnd() throws InterruptedException {
            reader.join(PATIENCE.toMillis());
            if (reader.isAlive()) {
                throw new AssertionError(
                        reader.getName() + " stays open although the process has ended. So far: " + text());
            }
        }
    }
}
