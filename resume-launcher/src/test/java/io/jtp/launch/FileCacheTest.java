package io.jtp.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent to a host, and what is there afterwards. */
final class FileCacheTest {
    @TempDir
    Path directory;

    private TestSshServer server;
    private Destination destination;
    private Path agent;

    @BeforeEach
    void connect() throws Exception {
        server = new TestSshServer(directory);
        destination = Destination.connect(server.address(), server.options());
        agent = Fixture.agentJar(directory);
    }

    @AfterEach
    void stopServer() throws Exception {
        destination.close();
        server.close();
    }

    @Test
    void filesKeepNameAndContentAndAreTheUsersAlone() throws Exception {
        Path jar = random("odd 'name' ünï.jar", 200_000);
        PlacedFiles placed = destination.place(agent, Fixture.packed(List.of(jar, directory.resolve("missing.jar"))));
        Path cache = server.home().resolve(".cache/jtp");
        assertThat(placed.classPath()).hasSize(1);
        Path stored = Path.of(placed.classPath().get(0));
        assertThat(stored).startsWith(cache).hasFileName("odd 'name' ünï.jar").hasSameBinaryContentAs(jar);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(stored)))
                .isEqualTo("rw-------");
        assertThat(placed.bytesSent()).isEqualTo(200_000 + Files.size(agent));
    }

    @Test
    void xdgCacheHomeIsUsed() throws Exception {
        Path elsewhere = directory.resolve("else where");
        server.setEnvironment("XDG_CACHE_HOME", elsewhere.toString());
        assertThat(destination.place(agent, Fixture.packed(List.of())).agentJar())
                .startsWith(elsewhere + "/jtp/");
    }

    @Test
    void onlyWhatChangedIsSentAgain() throws Exception {
        Path one = random("one.jar", 1000);
        Path two = random("two.jar", 2000);
        destination.place(agent, Fixture.packed(List.of(one, two)));
        random("two.jar", 3000);
        PlacedFiles again = destination.place(agent, Fixture.packed(List.of(one, two)));
        assertThat(again.filesSent()).isEqualTo(1);
        assertThat(again.bytesSent()).isEqualTo(3000);
    }

    @Test
    void aFileThatWasCutShortIsSentAgain() throws Exception {
        Path jar = random("one.jar", 1000);
        Path stored = Path.of(destination
                .place(agent, Fixture.packed(List.of(jar)))
                .classPath()
                .get(0));
        Files.write(stored, new byte[10]);
        assertThat(destination.place(agent, Fixture.packed(List.of(jar))).filesSent())
                .isEqualTo(1);
        assertThat(stored).hasSameBinaryContentAs(jar);
    }

    @Test
    void aDirectoryOfClassesIsTheSameJarWheneverItIsPacked() throws Exception {
        Path classes = Files.createDirectories(directory.resolve("classes/a/b"))
                .getParent()
                .getParent();
        Files.writeString(classes.resolve("a/b/C.class"), "not really");
        Files.writeString(classes.resolve("messages.properties"), "x=1");
        String first = destination
                .place(agent, Fixture.packed(List.of(classes)))
                .classPath()
                .get(0);
        Files.setLastModifiedTime(classes.resolve("messages.properties"), FileTime.fromMillis(1));
        PlacedFiles again = destination.place(agent, Fixture.packed(List.of(classes)));
        assertThat(again.filesSent()).isZero();
        assertThat(again.classPath()).containsExactly(first);
        try (JarFile jar = new JarFile(first)) {
            assertThat(jar.stream().map(entry -> entry.getName()))
                    .containsExactly("a/", "a/b/", "a/b/C.class", "messages.properties");
        }
    }

    @Test
    void aFullDiskIsSaidAndNothingIsLeftThere() throws Exception {
        Path small = Files.createDirectory(directory.resolve("small"));
        boolean root = System.getProperty("user.name").equals("root");
        if (root) {
            run("mount", "-t", "tmpfs", "-o", "size=256k", "jtp-test", small.toString());
        } else {
            // without the right to mount, a limit on the size of files stands in for the disk
            server.setPrelude("trap '' XFSZ; ulimit -f 100; ");
        }
        try {
            server.setEnvironment("XDG_CACHE_HOME", small.toString());
            Path jar = random("large.jar", 2_000_000);
            assertThatThrownBy(() -> destination.place(agent, Fixture.packed(List.of(jar))))
                    .isInstanceOfSatisfying(
                            LaunchException.class,
                            e -> assertThat(e.kind()).isEqualTo(LaunchException.Kind.ENVIRONMENT))
                    .hasMessageContainingAll(
                            "large.jar (2000000 bytes) could not be stored on tester@127.0.0.1",
                            root ? "No space left on device" : "File too large");
            try (Stream<Path> files = Files.walk(small)) {
                assertThat(files.filter(Files::isRegularFile)
                                .map(file -> file.getFileName().toString()))
                        .containsExactly("jtp-agent.jar");
            }
        } finally {
            if (root) {
                run("umount", small.toString());
            }
        }
    }

    @Test
    void aHomeThatCannotBeWrittenIsSaid() throws Exception {
        server.setEnvironment("XDG_CACHE_HOME", "/proc/no");
        assertThatThrownBy(() -> destination.place(agent, Fixture.packed(List.of())))
                .hasMessageContainingAll("cache directory on tester@127.0.0.1", "cannot be made", "/proc/no");
    }

    private Path random(String name, int size) throws Exception {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return Files.write(directory.resolve(name), bytes);
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
    }
}
