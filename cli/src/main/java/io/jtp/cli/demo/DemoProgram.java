package io.jtp.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** {@link Nested}, running in a JVM of its own with a JDWP agent, as a user would start it. */
public final class DemoProgram implements AutoCloseable {

    /** Where it is to be moved, as {@code --at} takes it. */
    public static final String PLACE = Nested.class.getName() + ".moment";

    /** What it prints last, after the pid. */
    public static final String LAST_LINE = "main  result = 87.5";

    /** The line after which it waits for a byte of input. */
    private static final String READY_LINE = "c     has";

    /** A JVM is up in well under a second; this is for a machine that has everything else to do. */
    private static final int START_LIMIT_SECONDS = 60;

    /**
     * A line of the program's.
     *
     * @param pid of the process that printed it
     */
    public record Line(long pid, String text) {}

    private final Process process;
    private final List<String> command;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final List<Line> lines = new ArrayList<>();
    private final Thread reader;

    private DemoProgram(Process process, List<String> command, Consumer<Line> output) {
        this.process = process;
        this.command = command;
        this.reader = new Thread(() -> read(output), "output of the demo's program");
        reader.setDaemon(true);
    }

    /**
     * Starts it, and returns when it waits in the innermost call.
     *
     * @param directory gets its class file
     * @param output gets each line that comes out of its standard output, whoever printed it
     */
    public static DemoProgram start(Path directory, Consumer<Line> output) throws IOException, InterruptedException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=127.0.0.1:0",
                "-cp",
                copyClass(directory).toString(),
                Nested.class.getName());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        DemoProgram program = new DemoProgram(process, command, output);
        try {
            program.reader.start();
            program.ready.get(START_LIMIT_SECONDS, TimeUnit.SECONDS);
            return program;
        } catch (ExecutionException | TimeoutException e) {
            program.close();
            throw new IOException(
                    "the demo's program did not start: " + String.join(" ", command) + "; it printed "
                            + program.lines(),
                    e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** {@return how it was started} */
    public List<String> command() {
        return command;
    }

    /** Lets it run on to {@link #PLACE}. */
    public void letGo() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** Waits for its end, and for the last of its output to have been handed out. */
    public int awaitEnd() throws InterruptedException {
        int code = process.waitFor();
        reader.join();
        return code;
    }

    /** {@return all that has come out of its standard output} */
    public List<Line> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** The class alone: the tool's own jar would bring all of its libraries along. */
    private static Path copyClass(Path directory) throws IOException {
        String file = Nested.class.getName().replace('.', '/') + ".class";
        Path copy = directory.resolve(file);
        Files.createDirectories(copy.getParent());
        try (InputStream in = Nested.class.getResourceAsStream("/" + file)) {
            Files.copy(in, copy);
        }
        return directory;
    }

    private void read(Consumer<Line> output) {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                Line line = parse(text);
                synchronized (lines) {
                    lines.add(line);
                }
                output.accept(line);
                if (line.text().startsWith(READY_LINE)) {
                    ready.complete(null);
                }
            }
            ready.completeExceptionally(new IOException("it ended too early"));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    private static Line parse(String text) {
        int blank = text.indexOf(' ');
        boolean ours = blank > 0 && text.substring(0, blank).chars().allMatch(Character::isDigit);
        return ours ? new Line(Long.parseLong(text.substring(0, blank)), text.substring(blank + 1)) : new Line(0, text);
    }
}
