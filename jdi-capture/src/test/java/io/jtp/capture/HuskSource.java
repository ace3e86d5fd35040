package io.jtp.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import io.jtp.capture.TargetJvm.Jdk;
import io.jtp.capture.jdwp.JdwpConnection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A child JVM that runs {@link HuskProgram}, its output kept byte for byte, ended at {@link #close}. */
final class HuskSource implements AutoCloseable {
    private final Process process;
    private final int port;
    private final StringBuilder heard = new StringBuilder();
    private final CompletableFuture<String> output;
    private final CompletableFuture<String> errors;

    private HuskSource(Process process) throws IOException {
        this.process = process;
        String listening = line(process.getInputStream());
        this.port = Integer.parseInt(
                listening.substring(listening.lastIndexOf(':') + 1).strip());
        String ready = line(process.getInputStream());
        heard.append(ready);
        this.output = CompletableFuture.supplyAsync(() -> hear(process.getInputStream()));
        this.errors = CompletableFuture.supplyAsync(() -> all(process.getErrorStream()));
    }

    static HuskSource start(Jdk jdk) throws IOException {
        // a JVM does not react to signals that were ignored when it was started, as nohup and a shell's & make them
        Process process = new ProcessBuilder(
                        "env",
                        "--default-signal=HUP,INT,TERM",
                        jdk.home().resolve("bin/java").toString(),
                        "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0",
                        "-cp",
                        TargetJvm.classPathOf(HuskProgram.class),
                        HuskProgram.class.getName())
                .start();
        try {
            return new HuskSource(process);
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    Process process() {
        return process;
    }

    /** {@return the main thread, which stands in {@link HuskProgram#pass}} */
    ThreadReference stop() throws IOException, InterruptedException {
        VirtualMachine vm = TargetJvm.attach(JdwpConnection.open("127.0.0.1", port, TargetJvm.PATIENCE));
        Stop stop = Stop.at(vm, HuskProgram.class, "pass");
        type("go\n");
        return stop.await();
    }

    /** Has another process bring the program to this stage, and kills that process. */
    void killToolAt(HuskTool.Stage stage) throws IOException, InterruptedException {
        Process tool = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HuskTool.class.getName(),
                        Integer.toString(port),
                        stage.name())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = new BufferedReader(new InputStreamReader(tool.getInputStream(), UTF_8))) {
            if (!"attached".equals(said.readLine())) {
                throw new IOException("the tool did not attach");
            }
            type("go\n");
            if (!stage.name().equals(said.readLine())) {
                throw new IOException("the tool did not come to " + stage);
            }
            if (stage == HuskTool.Stage.COMMITTED) {
                awaitOutput(HuskTool.MOVED);
            }
        } finally {
            tool.destroyForcibly();
            tool.waitFor();
        }
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    void type(String text) throws IOException {
        process.getOutputStream().write(text.getBytes(UTF_8));
        process.getOutputStream().flush();
    }

    void endInput() throws IOException {
        process.getOutputStream().close();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(TargetJvm.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the source did not end. Output: " + output + ", errors: " + errors);
        }
        return process.exitValue();
    }

    /**
     * Complete once the process has ended. Without what the JDWP agent prints when a debugger has gone and it listens again; that
     * line can come in the middle of the program's output, but not of what it prints in one go.
     */
    String output() {
        return output.join().replaceAll("Listening for transport .*\\n", "");
    }

    /** Likewise, and without what the JDWP agent prints when a debugger dies. */
    String errors() {
        return errors.join().replaceAll("ERROR: transport error .*\\n", "");
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int next;
        while ((next = in.read()) >= 0) {
            line.append((char) next);
            if (next == '\n') {
                return line.toString();
            }
        }
        throw new IOException("the program ended: " + line);
    }

    private String hear(InputStream in) {
        try {
            byte[] bytes = new byte[256];
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                synchronized (heard) {
                    heard.append(new String(bytes, 0, count, UTF_8));
                    heard.notifyAll();
                }
            }
            return heard.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitOutput(String text) throws InterruptedException {
        long deadline = System.nanoTime() + TargetJvm.PATIENCE.toNanos();
        synchronized (heard) {
            while (heard.indexOf(text) < 0) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError("no " + text + " in the output: " + heard);
                }
                heard.wait(left);
            }
        }
    }

    private static String all(InputStream in) {
        try {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
