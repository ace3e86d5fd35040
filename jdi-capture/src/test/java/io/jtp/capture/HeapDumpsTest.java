package io.jtp.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.tools.attach.VirtualMachine;
import io.jtp.capture.TargetJvm.Jdk;
import io.jtp.capture.hprof.HprofDump;
import io.jtp.capture.hprof.HprofException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The file that a JVM writes its heap to. */
@Timeout(120)
class HeapDumpsTest {

    /** Takes a JVM longer to write than it takes to kill a process. */
    private static final String MEGABYTES = "400";

    @TempDir
    private Path directory;

    static List<Jdk> jdks() {
        return TargetJvm.jdks();
    }

    /** A process that makes a dump, to be killed. */
    static final class Dumper {
        private Dumper() {}

        public static void main(String[] args) throws IOException {
            new HeapDumps(Long.parseLong(args[0]), Path.of(args[1])).dump().close();
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void nobodyElseFindsOrReadsIt(Jdk jdk) throws Exception {
        Path leftOver = Files.createFile(directory.resolve("jtp-heap-" + ended(jdk) + "-x.hprof"));
        try (TargetJvm jvm = sleeping(jdk);
                HprofDump dump = new HeapDumps(attached(jvm), directory).dump()) {
            assertThat(dump.size()).isGreaterThan(1000);
            assertThat(leftOver).doesNotExist();
            assertThat(directory).isEmptyDirectory();
            Path open = openIn(directory, ProcessHandle.current().pid()).orElseThrow();
            assertThat(Files.getPosixFilePermissions(open)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
        assertThat(openIn(directory, ProcessHandle.current().pid())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void nothingIsLeftOfItWhenTheReaderIsKilled(Jdk jdk) throws Exception {
        try (TargetJvm jvm = TargetJvm.start(jdk, options(), ObstaclePrograms.class.getName(), "memory", MEGABYTES)) {
            jvm.awaitLine("ready");
            long pid = attached(jvm);
            Process dumper = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Dumper.class.getName(),
                            "" + pid,
                            directory.toString())
                    .inheritIO()
                    .start();
            try {
                while (openIn(directory, dumper.pid()).isEmpty()) {
                    assertThat(dumper.isAlive()).isTrue();
                    Thread.onSpinWait();
                }
            } finally {
                dumper.destroyForcibly().waitFor();
            }
            // the JVM answers when it is done with the dump
            AttachSocket.ask(pid, "properties");
            assertThat(directory).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aFullDirectoryIsToldOf(Jdk jdk) throws Exception {
        // a JVM that may write no file of more than some hundred kB
        Path java = Files.createDirectories(directory.resolve("home/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nulimit -f 500; exec " + jdk.home().resolve("bin/java") + " \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        Path scratch = Files.createDirectory(directory.resolve("scratch"));
        try (TargetJvm jvm = sleeping(new Jdk(directory.resolve("home"), jdk.version()))) {
            HeapDumps dumps = new HeapDumps(attached(jvm), scratch);
            assertThatThrownBy(dumps::dump)
                    .isInstanceOf(HprofException.class)
                    .hasMessageContaining("cut off")
                    .hasMessageContaining("incomplete");
            assertThat(scratch).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aMissingDirectoryIsToldOf(Jdk jdk) throws Exception {
        try (TargetJvm jvm = sleeping(jdk)) {
            HeapDumps dumps = new HeapDumps(attached(jvm), directory.resolve("missing"));
            assertThatThrownBy(dumps::dump).isInstanceOf(HprofException.class).hasMessageContaining("missing");
        }
    }

    private static List<String> options() {
        return List.of("-cp", TargetJvm.classPathOf(ObstaclePrograms.class));
    }

    private static TargetJvm sleeping(Jdk jdk) {
        TargetJvm jvm = TargetJvm.start(jdk, ObstaclePrograms.class, "sleep");
        jvm.awaitLine("ready");
        return jvm;
    }

    private static long attached(TargetJvm jvm) throws Exception {
        long pid = jvm.process().pid();
        VirtualMachine.attach(Long.toString(pid)).detach();
        return pid;
    }

    private static long ended(Jdk jdk) throws Exception {
        Process process = new ProcessBuilder(jdk.home().resolve("bin/java").toString(), "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.waitFor();
        return process.pid();
    }

    /** {@return a file in that directory that the process has open although it is deleted} */
    private static Optional<Path> openIn(Path directory, long pid) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc", "" + pid, "fd"))) {
            return open.filter(fd ->
                            target(fd).startsWith(directory + "/") && target(fd).endsWith(" (deleted)"))
                    .findFirst();
        }
    }

    private static String target(Path fd) {
        try {
            return Files.readSymbolicLink(fd).toString();
        } catch (NoSuchFileException e) {
            // closed meanwhile
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
