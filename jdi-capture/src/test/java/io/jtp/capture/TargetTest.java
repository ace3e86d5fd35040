package io.jtp.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.jdi.VMDisconnectedException;
import io.jtp.capture.TargetException.Reason;
import io.jtp.capture.TargetJvm.Jdk;
import io.jtp.snapshot.Obstacle;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be attached to, what is said of what cannot, and what is known of it then. */
class TargetTest {

    static List<Jdk> jdks() {
        return TargetJvm.jdks();
    }

    private static TargetException failure(String name) {
        return catchThrowableOfType(TargetException.class, () -> Target.attach(name));
    }

    private static void assertFailure(String name, Reason reason, String message) {
        TargetException failure = failure(name);
        assertThat(failure.reason()).as(failure.getMessage()).isEqualTo(reason);
        assertThat(failure).hasMessageContaining(message);
    }

    @Test
    void noSuchProcess() {
        assertFailure("999999999", Reason.NOT_FOUND, "There is no process 999999999");
    }

    @Test
    void neitherPidNorAddress() {
        assertFailure("somewhere", Reason.NOT_FOUND, "'somewhere' is neither a pid nor host:port");
    }

    @Test
    void nobodyListens() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertFailure("127.0.0.1:" + free, Reason.NOT_FOUND, "nothing listens on 127.0.0.1:" + free);
    }

    /** The Attach API would send it a signal that ends it. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void notAJavaProgram() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        try {
            assertFailure(
                    Long.toString(process.pid()),
                    Reason.UNSUITABLE,
                    "Process " + process.pid() + " is not a Java program");
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void noJdwp(Jdk jdk) throws Exception {
        Process process = new ProcessBuilder(
                        jdk.home().resolve("bin/java").toString(),
                        "-cp",
                        TargetJvm.classPathOf(TargetTest.class),
                        FramePrograms.class.getName(),
                        "nested")
                .start();
        try {
            assertThat(process.getInputStream().read()).isEqualTo('r');
            assertFailure(
                    Long.toString(process.pid()),
                    Reason.UNSUITABLE,
                    "runs without a JDWP agent. Start the program with `jtp run -- java ...`, or with"
                            + " -agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0");
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Else the JVM would wait for the thread in which a method is invoked, and that thread, since it loads a class, for the JVM. */
    @ParameterizedTest
    @MethodSource("jdks")
    void aProgramThatIsAboutToEndIsHeldUntilItIsLetGo(Jdk jdk) throws Exception {
        try (TargetJvm jvm = TargetJvm.start(jdk, FramePrograms.class, "nested")) {
            jvm.awaitLine("ready");
            try (Target target = Target.attach(Long.toString(jvm.process().pid()));
                    HostThread host = target.host()) {
                jvm.println("");
                jvm.awaitLine("35");
                TargetException end = catchThrowableOfType(
                        TargetException.class, () -> target.events().await(List.of(), Deadline.in(TargetJvm.PATIENCE)));
                assertThat(end.reason()).isEqualTo(Reason.ENDED);
                Object loaded = new Invoker(host.thread())
                        .callStatic(
                                "java.lang.Class",
                                "forName",
                                "(Ljava/lang/String;)Ljava/lang/Class;",
                                "java.util.zip.Adler32");
                assertThat(loaded).isNotNull();
                assertThat(jvm.process().isAlive()).isTrue();
            }
            assertThat(jvm.process().waitFor(TargetJvm.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(jvm.process().exitValue()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void anotherDebuggerIsAttached(Jdk jdk) throws Exception {
        try (TargetJvm jvm = TargetJvm.start(jdk, FramePrograms.class, "nested")) {
            jvm.awaitLine("ready");
            String pid = Long.toString(jvm.process().pid());
            try (Target first = Target.attach(pid)) {
                assertFailure(pid, Reason.BUSY, "Process " + pid + " has a debugger attached already");
                assertThat(first.vm().canGetBytecodes()).isTrue();
            }
            jvm.println("");
            jvm.awaitLine("35");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    @Timeout(30)
    void programThatEndsDuringCalls(Jdk jdk) throws Exception {
        try (TargetJvm jvm = TargetJvm.start(jdk, FramePrograms.class, "nested")) {
            jvm.awaitLine("ready");
            try (Target target = Target.attach(Long.toString(jvm.process().pid()))) {
                Invoker invoker = new Invoker(target.host().thread());
                jvm.println("");
                assertThatThrownBy(() -> {
                            while (true) {
                                CallThread.prepare(invoker, target.events(), target.pipe());
                            }
                        })
                        .isInstanceOfAny(
                                InvocationFailedException.class, VMDisconnectedException.class, IOException.class);
            }
            assertThat(jvm.process().waitFor()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void jdwpOnDemand(Jdk jdk) throws Exception {
        String option = "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,onjcmd=y,address=127.0.0.1:0";
        Process process = new ProcessBuilder(
                        jdk.home().resolve("bin/java").toString(),
                        option,
                        "-cp",
                        TargetJvm.classPathOf(TargetTest.class),
                        FramePrograms.class.getName(),
                        "nested")
                .start();
        try {
            if (process.getInputStream().read() == 'r') {
                try (Target target = Target.attach(Long.toString(process.pid()))) {
                    assertThat(target.origin().vmArguments()).isEmpty();
                }
            } else {
                assertThat(jdk.version()).as("knows onjcmd").isGreaterThan(17);
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void whatTheProgramRunsWith(Jdk jdk, @TempDir Path directory) throws Exception {
        Path library = Files.createDirectories(directory.resolve("lib"));
        StripDebug.copy(FramePrograms.class, library);
        Path jar = jarThatNames(directory, "lib/ missing.jar");
        try (TargetJvm jvm =
                TargetJvm.start(jdk, List.of("-Dwith blank=a b", "-Xmx64m", "-jar"), jar.toString(), "nested")) {
            jvm.awaitLine("ready");
            try (Target target = Target.attach(Long.toString(jvm.process().pid()))) {
                assertThat(target.obstacles()).isEmpty();
                assertThat(target.origin().vmArguments()).containsExactly("-Dwith blank=a b", "-Xmx64m");
                assertThat(target.origin().mainClass()).isEqualTo("io/jtp/capture/FramePrograms");
                assertThat(target.origin().classPath()).containsExactly(jar.toString(), library.toString());
                assertThat(target.origin().workingDirectory())
                        .isEqualTo(Path.of("").toAbsolutePath().toString());
                assertThat(target.origin().properties()).containsEntry("with blank", "a b");
                assertThat(target.origin().vmVersion()).startsWith(jdk.version() + ".");
                assertThat(target.origin().pid()).isEqualTo(jvm.process().pid());
            }
        }
    }

    private static Path jarThatNames(Path directory, String classPath) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FramePrograms.class.getName());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        Path jar = directory.resolve("program.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }

    @Test
    void otherAgentsAreObstacles() {
        List<String> given = List.of(
                "-Xmx1g",
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0",
                "-javaagent:/opt/monitor.jar",
                "-javaagent:/home/me/.cache/jtp/abc/jtp-agent.jar");
        VmOptions resumed = VmOptions.of(given, true);
        assertThat(resumed.options()).containsExactly("-Xmx1g", "-javaagent:/opt/monitor.jar");
        assertThat(resumed.obstacles())
                .extracting(Obstacle::place)
                .containsExactly("JVM option -javaagent:/opt/monitor.jar");
        assertThat(VmOptions.of(given, false).obstacles()).hasSize(2);
    }
}
