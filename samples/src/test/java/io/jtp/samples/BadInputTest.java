package io.jtp.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.cli.demo.LoopbackSshServer;
import io.jtp.samples.bad.OpenSocket;
import io.jtp.samples.expressions.Nested;
import io.jtp.samples.harness.Baseline;
import io.jtp.samples.harness.Ending;
import io.jtp.samples.harness.JavaProcess;
import io.jtp.samples.harness.Jdk;
import io.jtp.samples.harness.Mover;
import io.jtp.samples.harness.TestHome;
import io.jtp.samples.harness.Tool;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What cannot work says why and what to do, has its exit code, and leaves the program as it was. */
@Isolated("it changes the user's keys")
class BadInputTest {
    private static final int USAGE = 2;
    private static final int REFUSED = 3;
    private static final int ROLLED_BACK = 4;

    private static final List<String> AT_MOMENT = List.of("--at", "io.jtp.samples.Here.moment");

    @TempDir
    private static Path shared;

    /** Its user is let in. */
    private static LoopbackSshServer server;

    /** Its user is another one, its host key is not known. */
    private static LoopbackSshServer stranger;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws Exception {
        server = LoopbackSshServer.start(Files.createDirectory(shared.resolve("server")));
        stranger = LoopbackSshServer.start(Files.createDirectory(shared.resolve("stranger")));
        TestHome.useIdentity(server.identity());
        TestHome.know(Files.readString(server.knownHosts()));
        TestHome.forget(Files.readString(stranger.knownHosts()));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        stranger.close();
    }

    @Test
    void no_such_process() throws Exception {
        try (JavaProcess ended = JavaProcess.start(Jdk.current(), List.of("-version"), directory)) {
            ended.awaitEnd();
            assertFails(
                    Tool.start(List.of("attach", "" + ended.pid(), "--to", "local")), USAGE, "" + ended.pid(), "no");
        }
    }

    @Test
    void not_a_java_process() throws Exception {
        try (JavaProcess cat = JavaProcess.start(List.of("cat"), directory)) {
            assertFails(
                    Tool.start(List.of("attach", "" + cat.pid(), "--to", "local")),
                    USAGE,
                    "" + cat.pid(),
                    "not a Java program");
            cat.type("still there\n");
            cat.endInput();
            assertThat(cat.awaitEnd().out()).isEqualTo("still there\n");
        }
    }

    @Test
    void nothing_listens_at_the_address() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertFails(Tool.start(List.of("attach", "127.0.0.1:" + port, "--to", "local")), USAGE, "127.0.0.1:" + port);
    }

    @Test
    void a_program_without_jdwp() throws Exception {
        try (JavaProcess source = start(Nested.class, List.of())) {
            assertFails(
                    attach(source, "--to", "local"),
                    USAGE,
                    "JDWP",
                    "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=");
            assertGoesOn(source, Nested.class);
        }
    }

    @Test
    void another_debugger_is_attached() throws Exception {
        try (JavaProcess source = start(Nested.class, List.of(Mover.JDWP.replace(",quiet=y", "")))) {
            Matcher listening = Pattern.compile("address: (\\d+)").matcher(source.output());
            assertThat(listening.find()).as(source.output()).isTrue();
            try (Socket debugger = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(listening.group(1)))) {
                byte[] handshake = "JDWP-Handshake".getBytes(StandardCharsets.US_ASCII);
                debugger.getOutputStream().write(handshake);
                assertThat(debugger.getInputStream().readNBytes(handshake.length))
                        .isEqualTo(handshake);
                assertFails(attach(source, "--to", "local"), ROLLED_BACK, "Another debugger");
            }
            source.type("\n");
            source.endInput();
            // the JDWP agent prints a line of its own when it begins to listen, and again some time after a debugger
            // has left
            assertThat(source.awaitEnd().out().replaceAll("Listening for transport .*\\R", ""))
                    .isEqualTo(undisturbed(Nested.class, List.of()).out());
        }
    }

    @Test
    void a_host_that_cannot_be_reached() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertDestinationFails("nobody@127.0.0.1:" + port, ROLLED_BACK, "127.0.0.1:" + port, "refused");
        assertDestinationFails("nobody@no-such-host.invalid", ROLLED_BACK, "no-such-host.invalid");
    }

    @Test
    void a_host_whose_key_is_not_known() throws Exception {
        assertDestinationFails(stranger.address(), ROLLED_BACK, "host key", "not known", "SHA256:", "ssh-keyscan");
    }

    @Test
    void a_host_whose_key_has_changed() throws Exception {
        try (LoopbackSshServer changed = LoopbackSshServer.start(Files.createDirectory(directory.resolve("changed")))) {
            // the key that is known for this address is another server's
            String other = Files.readString(stranger.knownHosts());
            String mine = Files.readString(changed.knownHosts());
            TestHome.know(mine.substring(0, mine.indexOf(' ')) + other.substring(other.indexOf(' ')));
            assertDestinationFails(changed.address(), ROLLED_BACK, "CHANGED", "ssh-keygen -R");
        }
    }

    @Test
    void a_login_that_is_refused() throws Exception {
        try (LoopbackSshServer closed = LoopbackSshServer.start(Files.createDirectory(directory.resolve("closed")))) {
            TestHome.know(Files.readString(closed.knownHosts()));
            assertDestinationFails(closed.address(), ROLLED_BACK, "demo", "id_ecdsa");
        }
    }

    @Test
    void no_jdk_at_the_given_place() throws Exception {
        try (JavaProcess source = start(Nested.class, List.of(Mover.JDWP))) {
            assertFails(
                    attach(
                            source,
                            "--to",
                            server.address(),
                            "--java",
                            directory.resolve("nowhere").toString()),
                    USAGE,
                    "nowhere",
                    "not there");
            assertGoesOn(source, Nested.class);
        }
    }

    @Test
    void another_jdk_at_the_given_place() throws Exception {
        Path java = directory.resolve("java");
        Files.writeString(java, """
                #!/bin/sh
                cat >&2 <<END
                    java.home = /opt/other
                    java.vm.version = 18.0.2+9-61
                    java.vm.vendor = Somebody Else
                    os.arch = amd64
                END
                """, StandardCharsets.US_ASCII);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        try (JavaProcess source = start(Nested.class, List.of(Mover.JDWP))) {
            assertFails(
                    attach(source, "--to", server.address(), "--java", java.toString()),
                    USAGE,
                    "18.0.2+9-61",
                    System.getProperty("java.vm.version"));
            assertGoesOn(source, Nested.class);
        }
    }

    @Test
    void a_class_file_that_is_gone() throws Exception {
        compile("String text = \"compiled once\";");
        try (JavaProcess source = startCompiled()) {
            Files.delete(directory.resolve("Compiled.class"));
            Tool tool = attach(source, "--to", "local");
            assertFails(tool, source, REFUSED, "Compiled", "class file");
            source.endInput();
            assertThat(source.awaitEnd().out()).isEqualTo("compiled once\n");
        }
    }

    @Test
    void a_class_file_that_is_not_the_one_that_runs() throws Exception {
        compile("String text = \"compiled once\";");
        try (JavaProcess source = startCompiled()) {
            compile("int more = 3; String text = \"compiled \" + more + \" times\";");
            Tool tool = attach(source, "--to", "local");
            assertFails(tool, source, REFUSED, "Compiled", "class file");
            source.endInput();
            assertThat(source.awaitEnd().out()).isEqualTo("compiled once\n");
        }
    }

    @Test
    void a_socket_in_an_object() throws Exception {
        try (JavaProcess source = start(OpenSocket.class, List.of(Mover.JDWP))) {
            assertFails(attach(source, "--to", "local"), source, REFUSED, "service", "listening", "ServerSocket");
            assertEndsAlike(source, OpenSocket.class);
        }
    }

    @Test
    void a_program_that_ends_before_it_comes_to_its_place() throws Exception {
        try (JavaProcess source = start(Nested.class, List.of(Mover.JDWP))) {
            Tool tool = attach(source, "--to", "local");
            tool.awaitErrors(text -> text.contains(Mover.WAITS));
            source.kill();
            assertFails(tool, ROLLED_BACK, "the program ended by itself before it could be moved");
        }
    }

    /** A JVM that prints on its standard output whenever it likes does not get in the way. */
    @Test
    void options_that_make_the_jvm_print() throws Exception {
        try (JavaProcess source = start(Nested.class, List.of(Mover.JDWP, "-Xlog:class+load"))) {
            Tool tool = attach(source, "--to", "local");
            tool.awaitErrors(text -> text.contains(Mover.WAITS));
            source.type("\n");
            source.endInput();
            assertThat(tool.awaitExitCode()).as("%s", tool).isZero();
            Ending ending = source.awaitEnd();
            assertThat(ending.out().lines().filter(line -> !line.startsWith("[")))
                    .as("%s", tool)
                    .containsExactlyElementsOf(
                            undisturbed(Nested.class, List.of()).out().lines().toList());
        }
    }

    private void assertDestinationFails(String destination, int exitCode, String... words) throws Exception {
        try (JavaProcess source = start(Nested.class, List.of(Mover.JDWP))) {
            assertFails(attach(source, "--to", destination), exitCode, words);
            assertGoesOn(source, Nested.class);
        }
    }

    /** Starts a program, which waits for a line then. */
    private JavaProcess start(Class<?> program, List<String> options) throws Exception {
        JavaProcess source = JavaProcess.start(Jdk.current(), command(program, options), directory);
        source.awaitLineWanted(1);
        return source;
    }

    private static List<String> command(Class<?> program, List<String> options) throws Exception {
        Path tests = Path.of(BadInputTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<String> command = new ArrayList<>(options);
        command.addAll(List.of(
                "-Djtp.samples.wait=0", "-cp", Baseline.classPath() + File.pathSeparator + tests, program.getName()));
        return command;
    }

    /** Compiles a program {@code Compiled} that declares {@code text} so, and prints it. */
    private void compile(String declaration) throws IOException {
        Path file = Files.writeString(directory.resolve("Compiled.java"), """
                public class Compiled {
                    public static void main(String[] args) {
                        io.jtp.samples.Here.begin();
                        %s
                        io.jtp.samples.Here.now();
                        System.out.println(text);
                    }
                }
                """.formatted(declaration));
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", Baseline.classPath(), "-d", directory.toString(), file.toString());
        assertThat(result).isZero();
    }

    private JavaProcess startCompiled() throws Exception {
        List<String> command = List.of(
                Mover.JDWP,
                "-Djtp.samples.wait=0",
                "-cp",
                directory + File.pathSeparator + Baseline.classPath(),
                "Compiled");
        JavaProcess source = JavaProcess.start(Jdk.current(), command, directory);
        source.awaitLineWanted(1);
        return source;
    }

    private static Tool attach(JavaProcess source, String... options) {
        List<String> command = new ArrayList<>(List.of("attach", "" + source.pid()));
        command.addAll(List.of(options));
        command.addAll(AT_MOMENT);
        return Tool.start(command);
    }

    private static void assertFails(Tool tool, int exitCode, String... words) throws InterruptedException {
        try {
            int code = tool.awaitExitCode();
            assertThat(tool.errors()).as("%s", tool).contains(words).doesNotContain("Exception", "\tat ");
            assertThat(code).as("exit code of %s", tool).isEqualTo(exitCode);
        } finally {
            tool.abandon();
        }
    }

    /** For what is found only when the program comes to its moment. */
    private static void assertFails(Tool tool, JavaProcess source, int exitCode, String... words)
            throws InterruptedException {
        tool.awaitErrors(text -> text.contains(Mover.WAITS));
        source.type("\n");
        assertFails(tool, exitCode, words);
    }

    private void assertGoesOn(JavaProcess source, Class<?> program) throws Exception {
        source.type("\n");
        assertEndsAlike(source, program);
    }

    private void assertEndsAlike(JavaProcess source, Class<?> program) throws Exception {
        source.endInput();
        assertThat(source.awaitEnd()).isEqualTo(undisturbed(program, List.of()));
    }

    private Ending undisturbed(Class<?> program, List<String> options) throws Exception {
        try (JavaProcess process = JavaProcess.start(Jdk.current(), command(program, options), directory)) {
            process.type("\n");
            process.endInput();
            return process.awaitEnd();
        }
    }
}
