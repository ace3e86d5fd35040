package io.jtp.resume;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.snapshot.Cargo;
import io.jtp.snapshot.SnapshotFile;
import io.jtp.snapshot.Wire;
import io.jtp.snapshot.Wire.Kind;
import io.jtp.snapshot.Wire.Message;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A destination JVM with the agent, and the tool's side of the conversation with it. Ended at {@link #close}. */
final class AgentJvm implements AutoCloseable {

    /** A loaded machine may take long to start a JVM; a test that waits longer hangs. */
    private static final long PATIENCE_SECONDS = 60;

    private static final Path AGENT_JAR = Path.of("target", "jtp-agent.jar").toAbsolutePath();

    /** A JDK on this machine. */
    record Jdk(Path home, int version) {
        @Override
        public String toString() {
            return "JDK " + version;
        }
    }

    /** How a program ended. */
    record Ending(int exitCode, String out, String err) {}

    private final Process process;
    private final Path errors;
    final OutputStream in;
    final InputStream out;

    private AgentJvm(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        in = process.getOutputStream();
        out = process.getInputStream();
    }

    /** {@return one of each feature release from 17 on that is found beside our own} */
    static List<Jdk> jdks() throws IOException {
        List<Jdk> found = new ArrayList<>();
        Path own = Path.of(System.getProperty("java.home"));
        try (Stream<Path> installed = Files.list(own.getParent())) {
            for (Path home : Stream.concat(Stream.of(own), installed.sorted()).toList()) {
                int version = version(home);
                if (version >= 17 && found.stream().noneMatch(jdk -> jdk.version() == version)) {
                    found.add(new Jdk(home, version));
                }
            }
        }
        return found;
    }

    private static int version(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isExecutable(home.resolve("bin/java")) || !Files.isReadable(release)) {
            return 0;
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(release)) {
            properties.load(in);
        }
        String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
        return Integer.parseInt(version.split("[.+-]")[0]);
    }

    /** Starts a JVM with the agent for a program of the test class path. */
    static AgentJvm start(Jdk jdk, Class<?> main, String agentArguments, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(jdk.home().resolve("bin/java").toString());
        command.addAll(List.of(options));
        command.add("-javaagent:" + AGENT_JAR + "=" + agentArguments);
        command.add("-cp");
        command.add(classPath(main).toString());
        command.add(main.getName());
        Path errors = Files.createTempFile("jtp-test", ".err");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        return new AgentJvm(process, errors);
    }

    static Path classPath(Class<?> main) {
        return new File(main.getProtectionDomain().getCodeSource().getLocation().getPath()).toPath();
    }

    /** {@return what READY tells} */
    Map<String, String> awaitReady() throws IOException {
        return await(Kind.READY);
    }

    void send(Cargo cargo) throws IOException {
        OutputStream buffered = new BufferedOutputStream(in);
        SnapshotFile.write(buffered, cargo);
        buffered.flush();
    }

    /** {@return the details of the next message, which has to be of this kind} */
    Map<String, String> await(Kind kind) throws IOException {
        Message message = Wire.receive(out, OutputStream.nullOutputStream());
        assertThat(message.kind()).as("%s", message.details()).isEqualTo(kind);
        return message.details();
    }

    void go() throws IOException {
        Wire.send(in, Message.of(Kind.GO));
        await(Kind.GONE);
    }

    /** Closes standard input and waits for the end. */
    Ending finish() throws IOException, InterruptedException {
        in.close();
        return end();
    }

    Ending end() throws IOException, InterruptedException {
        String printed = new String(out.readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Ending(process.exitValue(), printed, Files.readString(errors));
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(errors);
    }
}
