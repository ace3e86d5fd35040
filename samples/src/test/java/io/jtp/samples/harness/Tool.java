package io.jtp.samples.harness;

import io.jtp.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import picocli.CommandLine;

/** A {@code jtp} command that runs in this process, in a thread of its own, as the user sees it: output and exit code. */
public final class Tool {
    private final List<String> arguments;
    private final Screen out = new Screen();
    private final Screen err = new Screen();
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    private final Thread thread;

    private Tool(List<String> arguments) {
        this.arguments = List.copyOf(arguments);
        this.thread = new Thread(this::execute, "jtp " + String.join(" ", arguments));
        this.thread.setDaemon(true);
        this.exitCode.whenComplete((code, failure) -> {
            out.end();
            err.end();
        });
    }

    public static Tool start(List<String> arguments) {
        Tool tool = new Tool(arguments);
        tool.thread.start();
        return tool;
    }

    private void execute() {
        try {
            CommandLine jtp =
                    Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
            exitCode.complete(jtp.execute(arguments.toArray(new String[0])));
        } catch (Throwable e) {
            exitCode.completeExceptionally(e);
        }
    }

    /** {@return whether standard error came to look like that before the command ended} It may take its time, but not for ever. */
    public boolean awaitErrors(Predicate<String> condition) throws InterruptedException {
        boolean came = err.await(condition);
        if (!came && !hasEnded()) {
            throw new AssertionError("jtp does not come to where it was to come; " + whereItIs());
        }
        return came;
    }

    /** Waits until standard output looks like that. */
    public void awaitOutput(Predicate<String> condition) throws InterruptedException {
        if (!out.await(condition)) {
            throw new AssertionError("jtp does not print what it was to print; " + whereItIs());
        }
    }

    /** Waits for its end. */
    public int awaitExitCode() throws InterruptedException {
        try {
            return exitCode.get(JavaProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("jtp threw an exception\n" + this, e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("jtp does not end; " + whereItIs(), e);
        }
    }

    /**
     * Moves a sample that waits for a line to where it comes next to its moment, and waits for the command's end.
     *
     * @param to the destination
     * @param typed what the sample is given once jtp waits for it
     * @return the command, which has ended with this exit code
     */
    public static Tool moveAtMoment(JavaProcess source, String to, String typed, int exitCode, List<String> options)
            throws InterruptedException, IOException {
        List<String> command =
                new ArrayList<>(List.of("attach", "" + source.pid(), "--to", to, "--at", "io.jtp.samples.Here.moment"));
        command.addAll(options);
        Tool tool = start(command);
        try {
            tool.awaitErrors(text -> text.contains(Mover.WAITS));
            source.type(typed);
            int ended = tool.awaitExitCode();
            if (ended != exitCode) {
                throw new AssertionError("jtp ended with " + ended + " and not with " + exitCode + "\n" + tool);
            }
            return tool;
        } finally {
            tool.abandon();
        }
    }

    /** {@return its stack, and what it has printed} */
    String whereItIs() {
        StringBuilder stack = new StringBuilder("it is at\n");
        for (StackTraceElement at : thread.getStackTrace()) {
            stack.append("  at ").append(at).append('\n');
        }
        return stack.append(this).toString();
    }

    public boolean hasEnded() {
        return exitCode.isDone();
    }

    public String output() {
        return out.text();
    }

    public String errors() {
        return err.text();
    }

    /** Interrupts it if it still runs; for the end of a test that has failed. */
    public void abandon() {
        thread.interrupt();
    }

    @Override
    public String toString() {
        return "jtp " + String.join(" ", arguments) + "\n  "
                + (exitCode.isDone() && !exitCode.isCompletedExceptionally()
                        ? "exit code " + exitCode.join()
                        : "no exit code")
                + "\n--- its stdout\n" + out.text() + "\n--- its stderr\n" + err.text() + "\n---";
    }

    /** A writer whose text can be waited for. */
    private static final class Screen extends Writer {
        private final StringBuilder text = new StringBuilder();
        private boolean ended;

        @Override
        public synchronized void write(char[] buffer, int offset, int length) {
            text.append(buffer, offset, length);
            notifyAll();
        }

        @Override
        public void flush() {
            // nothing is held back
        }

        @Override
        public void close() {
            end();
        }

        synchronized void end() {
            ended = true;
            notifyAll();
        }

        synchronized String text() {
            return text.toString();
        }

        synchronized boolean await(Predicate<String> condition) throws InterruptedException {
            long deadline = System.nanoTime() + JavaProcess.PATIENCE.toNanos();
            while (!condition.test(text.toString())) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (ended || left <= 0) {
                    return false;
                }
                wait(left);
            }
            return true;
        }
    }
}
