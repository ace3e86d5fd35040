package io.jtp.capture;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.VirtualMachine;
import com.sun.tools.attach.AttachNotSupportedException;
import io.jtp.capture.heap.Columns;
import io.jtp.capture.heap.HeapDumper;
import io.jtp.capture.jdwp.JdwpConnection;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.classfile.JvmClassFiles;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A child JVM with a JDWP agent that runs a program of the test class path, ended at {@link #close}.
 *
 * <pre>{@code
 * try (TargetJvm target = TargetJvm.start(jdk, Program.class)) {
 *     target.awaitLine("ready");
 *     VirtualMachine vm = target.attach();
 * }
 * }</pre>
 */
public final class TargetJvm implements AutoCloseable {

    /** A loaded machine may take long to start a JVM; a test that waits longer hangs. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Pattern LISTENING = Pattern.compile("Listening for transport dt_socket at address: .*?(\\d+)");
    private static final String END = "<end of output>";

    /**
     * A JDK on this machine.
     *
     * @param version feature release
     */
    public record Jdk(Path home, int version) {
        @Override
        public String toString() {
            return "JDK " + version;
        }
    }

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();
    private int port;

    private TargetJvm(Process process) {
        this.process = process;
        Thread reader = new Thread(this::readOutput, "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** {@return the JDKs to test against} One of each feature release from 17 on that is found, for {@code @MethodSource}. */
    public static List<Jdk> jdks() {
        List<Jdk> found = new ArrayList<>();
        Path own = Path.of(System.getProperty("java.home"));
        try (Stream<Path> installed =
                Files.isDirectory(own.resolveSibling(".")) ? Files.list(own.getParent()) : Stream.of()) {
            Stream.concat(Stream.of(own), installed.sorted()).forEach(home -> {
                int version = version(home);
                if (version >= 17 && found.stream().noneMatch(jdk -> jdk.version() == version)) {
                    found.add(new Jdk(home, version));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** 0 if there is no JDK. */
    private static int version(Path home) {
        Path release = home.resolve("release");
        if (!Files.isExecutable(home.resolve("bin/javac")) || !Files.isReadable(release)) {
            return 0;
        }
        Properties properties = new Properties();
        try (BufferedReader reader = Files.newBufferedReader(release)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
        return Integer.parseInt(version.split("[.+-]")[0]);
    }

    /** Starts a program of the test class path. */
    public static TargetJvm start(Jdk jdk, Class<?> main, String... arguments) {
        String classPath = classPathOf(main);
        return start(jdk, List.of("-cp", classPath), main.getName(), arguments);
    }

    /** {@return the directory or jar a class was loaded from} */
    public static String classPathOf(Class<?> type) {
        return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath()).getPath();
    }

    /** Starts a program with these JVM options, class path included; returns when the JDWP agent listens. */
    public static TargetJvm start(Jdk jdk, List<String> options, String main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(jdk.home().resolve("bin/java").toString());
        command.add("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0");
        command.addAll(options);
        command.add(main);
        command.addAll(List.of(arguments));
        try {
            TargetJvm target = new TargetJvm(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
            try {
                target.port = Integer.parseInt(target.awaitLine(LISTENING).group(1));
                return target;
            } catch (RuntimeException e) {
                target.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readOutput() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = reader.readLine()) != null) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add(e.toString());
        }
        lines.add(END);
    }

    /** {@return what makes dumps of its heap, also while it is suspended} */
    public HeapDumper dumper() throws IOException {
        try {
            com.sun.tools.attach.VirtualMachine.attach(Long.toString(process.pid()))
                    .detach();
        } catch (AttachNotSupportedException e) {
            throw new IOException(e);
        }
        return new HeapDumps(process.pid(), Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** {@return what asks the objects of a suspended target in columns, however few they are} */
    public static Columns columns(VirtualMachine vm, JdwpPipe pipe) throws IOException {
        try {
            Events events = new Events(vm);
            // not closed: the columns use it
            Invoker invoker = new Invoker(HostThread.stopSuspended(vm, events).orElseThrow());
            CallThread calls = CallThread.prepare(invoker, events, pipe);
            return TargetColumns.prepare(invoker, pipe, calls).by(invoker, 1);
        } catch (TargetException | InvocationFailedException e) {
            throw new IOException(e);
        }
    }

    /** The port of the JDWP agent on 127.0.0.1. */
    public int port() {
        return port;
    }

    public Process process() {
        return process;
    }

    /** Waits until the program prints this line on standard output or error. */
    public void awaitLine(String line) {
        awaitLine(Pattern.compile(Pattern.quote(line)));
    }

    /** Waits until the program prints a line that matches as a whole. */
    public Matcher awaitLine(Pattern pattern) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            String line = nextLine(deadline, pattern);
            seen.add(line);
            Matcher matcher = pattern.matcher(line);
            if (matcher.matches()) {
                return matcher;
            }
            if (line.equals(END)) {
                throw new AssertionError("the program ended before it printed " + pattern + ". Output: " + seen);
            }
        }
    }

    private String nextLine(long deadline, Pattern pattern) {
        try {
            String line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null) {
                throw new AssertionError("the program did not print " + pattern + " in time. Output: " + seen);
            }
            return line;
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** {@return what it has printed so far, up to the line last waited for} */
    public List<String> seen() {
        return List.copyOf(seen);
    }

    /** Sends the program a line on its standard input. */
    public void println(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JdwpConnection connect() throws IOException {
        return JdwpConnection.open("127.0.0.1", port, PATIENCE);
    }

    /** {@return the class files that a target was started with} */
    static JvmClassFiles classFiles(Target target) throws IOException {
        return new JvmClassFiles(
                target.javaHome(),
                target.origin().classPath().stream().map(Path::of).toList());
    }

    /** JDI over a connection of ours. */
    public static VirtualMachine attach(JdwpConnection connection) throws IOException {
        return Bootstrap.virtualMachineManager().createVirtualMachine(connection);
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
