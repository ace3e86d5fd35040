package io.jtp.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jtp.snapshot.Cargo;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every kind of destination. Each test boots a real JVM there. */
abstract class DestinationContract {
    @TempDir
    Path directory;

    Destination destination;

    /** Connects to the kind of destination under test. */
    abstract Destination connect() throws Exception;

    /** Connects to it again. */
    abstract Destination reconnect() throws Exception;

    /** {@return where the destination keeps state} */
    abstract Path state();

    @BeforeEach
    void connectFirst() throws Exception {
        destination = connect();
    }

    @AfterEach
    void closeLast() {
        destination.close();
    }

    @Test
    void aProgramIsTakenOverAndItsStreamsAndExitCodePassThrough() throws Exception {
        Path workingDirectory = directory.resolve("it's a \"new\" diré $HOME/`x` \\");
        String text = "two  words, 'quoted' \"twice\" $PATH \\ ünï\u4e2d";
        byte[] input = new byte[300_000];
        new Random(5).nextBytes(input);

        try (DestinationJvm jvm = boot(workingDirectory, "-Dfake.text=" + text, "-Dfake.exit=7")) {
            jvm.awaitReady(Fixture.LIMIT);
            Cargo cargo = Fixture.cargo();
            assertThat(jvm.send(cargo)).isEqualTo(Fixture.sizeOf(cargo));
            assertThat(jvm.awaitPrepared(Fixture.LIMIT)).containsEntry("objects", "2");
            jvm.go();

            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            int exitCode = StdioBridge.run(jvm, new Stdio(new ByteArrayInputStream(input), out, err));

            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            expected.writeBytes(TestSshServer.bytes(workingDirectory.toRealPath() + "\n" + text + "\n"));
            expected.writeBytes(input);
            assertThat(out.toByteArray()).isEqualTo(expected.toByteArray());
            assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("printed as an error\n");
            assertThat(exitCode).isEqualTo(7);
            Fixture.assertGone(jvm.pid().getAsLong());
        }
    }

    @Test
    void aProgramThatDoesNotReadItsInputEndsAllTheSame() throws Exception {
        try (DestinationJvm jvm = started("-Dfake.deaf=true", "-Dfake.exit=4")) {
            // a terminal at which nobody types
            BytePipe silent = new BytePipe(1);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThat(StdioBridge.run(jvm, new Stdio(silent.source(), out, OutputStream.nullOutputStream())))
                    .isEqualTo(4);
            assertThat(out).hasToString(directory.toRealPath() + "\nnull\n");
            silent.abandon();
        }
    }

    @Test
    void filesAreSentAndFetchedAndRemoved() throws Exception {
        byte[] content = new byte[3_000_000];
        new Random(6).nextBytes(content);
        Path large = Files.write(directory.resolve("a 'large' \u4e2d file"), content);
        Path empty = Files.createFile(directory.resolve("n".repeat(200)));
        Path fetched = Files.writeString(directory.resolve("fetched"), "overwritten");
        Path there;
        try (SentFiles files = destination.sentFiles()) {
            assertThat(files.whereabouts()).isEmpty();
            String first = files.send(large);
            String second = files.send(empty);
            there = Path.of(first).getParent();
            assertThat(files.whereabouts()).contains(there + " on " + destination.name());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(there)))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(first))))
                    .isEqualTo("rw-------");
            files.fetch(first, fetched);
            assertThat(fetched).hasSameBinaryContentAs(large);
            files.fetch(second, fetched);
            assertThat(fetched).isEmptyFile();
            assertThatThrownBy(() -> files.fetch(first + "x", fetched))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContaining("could not be fetched")
                    .hasMessageContaining("not there any more");
            assertThatThrownBy(() -> files.send(directory.resolve("missing")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("missing");
            assertThatThrownBy(() -> files.send(directory))
                    .as("what can be opened and not read")
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContaining("could not be sent");
        }
        assertThat(there).doesNotExist();
    }

    @Test
    void filesThatAreToBeKeptAreKept() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "content");
        SentFiles files = destination.sentFiles();
        String there = files.send(file);
        files.keep(true);
        files.close();
        assertThat(Path.of(there)).hasContent("content");
        files.keep(false);
        files.close();
        assertThat(Path.of(there)).doesNotExist();
    }

    @Test
    void aReaderWhoHasLeftDoesNotHoldTheProgramUp() throws Exception {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        try (DestinationJvm jvm = started("-Dfake.exit=5")) {
            ByteArrayInputStream much = new ByteArrayInputStream(new byte[5_000_000]);
            assertThat(StdioBridge.run(jvm, new Stdio(much, broken, broken))).isEqualTo(5);
        }
    }

    @Test
    void aJvmThatDiesWhileStartingIsQuoted() throws Exception {
        try (DestinationJvm jvm = boot(directory, "-Dfake.mode=DIES")) {
            assertThatThrownBy(() -> jvm.awaitReady(Fixture.LIMIT))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContainingAll(
                            destination.name(),
                            "exit code 3",
                            "before it was ready",
                            "something on standard output",
                            "and why it cannot start")
                    .hasMessageNotContaining(BootScript.PID_MARK);
        }
    }

    @Test
    void anOptionThatTheJvmDoesNotKnowIsQuoted() throws Exception {
        try (DestinationJvm jvm = boot(directory, "-XX:+NoSuchOption")) {
            assertThatThrownBy(() -> jvm.awaitReady(Fixture.LIMIT)).hasMessageContaining("NoSuchOption");
        }
    }

    @Test
    void aRestoreThatFailsGivesTheAgentsReason() throws Exception {
        try (DestinationJvm jvm = boot(directory, "-Dfake.mode=FAILS")) {
            jvm.awaitReady(Fixture.LIMIT);
            jvm.send(Fixture.cargo());
            assertThatThrownBy(() -> jvm.awaitPrepared(Fixture.LIMIT))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContainingAll("gave up", "class Missing is not there");
        }
    }

    @Test
    void waitingIsBoundedAndTheJvmIsGoneAfterClosing() throws Exception {
        long pid;
        try (DestinationJvm jvm = boot(directory, "-Dfake.mode=SILENT")) {
            assertThatThrownBy(() -> jvm.awaitReady(java.time.Duration.ofSeconds(1)))
                    .hasMessageContainingAll("did not answer within 1 s", "before it was ready");
            pid = jvm.pid().getAsLong();
        }
        Fixture.assertGone(pid);
    }

    @Test
    void theRealAgentSpeaksTheSameLanguage() throws Exception {
        PlacedFiles files = destination.place(Path.of("target/jtp-agent.jar"), Fixture.packed(Fixture.classPath()));
        RemoteJdk jdk = destination.findJdk(Optional.empty(), Fixture.THIS_JDK);
        try (DestinationJvm jvm = destination.boot(Fixture.spec(jdk.java(), files, directory, List.of()))) {
            assertThat(jvm.awaitReady(Fixture.LIMIT))
                    .containsEntry("pid", Long.toString(jvm.pid().getAsLong()))
                    .containsEntry("java.vm.version", Fixture.THIS_JDK.vmVersion());
            jvm.send(Fixture.cargo());
            jvm.awaitPrepared(Fixture.LIMIT);
            assertThat(jvm.kill()).isTrue();
            Fixture.assertGone(jvm.pid().getAsLong());
        }
    }

    @Test
    void aJvmThatIsKilledWhileItRestoresIsNoticedAtOnce() throws Exception {
        try (DestinationJvm jvm = boot(directory, "-Dfake.mode=THINKS")) {
            jvm.awaitReady(Fixture.LIMIT);
            jvm.send(Fixture.cargo());
            ProcessHandle.of(jvm.pid().getAsLong()).orElseThrow().destroyForcibly();
            assertThatThrownBy(() -> jvm.awaitPrepared(Fixture.LIMIT)).hasMessageContaining("exit code 137");
        }
    }

    @Test
    void killEndsAJvmThatWaitsForItsCargo() throws Exception {
        try (DestinationJvm jvm = boot(directory)) {
            jvm.awaitReady(Fixture.LIMIT);
            assertThat(jvm.kill()).isTrue();
            Fixture.assertGone(jvm.pid().getAsLong());
        }
    }

    @Test
    void killEndsAProgramThatRuns() throws Exception {
        try (DestinationJvm jvm = started()) {
            assertThat(jvm.kill()).isTrue();
            Fixture.assertGone(jvm.pid().getAsLong());
        }
    }

    @Test
    void aProgramThatIsKilledHasTheShellsExitCode() throws Exception {
        try (DestinationJvm jvm = started()) {
            ProcessHandle.of(jvm.pid().getAsLong()).orElseThrow().destroyForcibly();
            assertThat(jvm.waitFor()).isEqualTo(137);
        }
    }

    @Test
    void aWorkingDirectoryThatCannotBeMadeIsSaid() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");
        try (DestinationJvm jvm = boot(file.resolve("below"))) {
            assertThatThrownBy(() -> jvm.awaitReady(Fixture.LIMIT))
                    .hasMessageContaining(
                            "working directory " + file.resolve("below") + " is not there and cannot be made");
        }
    }

    @Test
    void anotherBuildIsNotTakenForTheProgramsOwn() {
        WantedJdk wanted = new WantedJdk("99.0.1+5", "Nobody", Optional.empty());
        assertThatThrownBy(() -> destination.findJdk(Optional.empty(), wanted))
                .isInstanceOfSatisfying(
                        LaunchException.class, e -> assertThat(e.kind()).isEqualTo(LaunchException.Kind.ENVIRONMENT))
                .hasMessageContainingAll("99.0.1+5 (Nobody)", Fixture.THIS_JDK.vmVersion(), "--java");
        String home = System.getProperty("java.home");
        assertThatThrownBy(() -> destination.findJdk(Optional.of(home), wanted))
                .hasMessageContainingAll(home, "is another build", "99.0.1+5 (Nobody)");
        assertThatThrownBy(() -> destination.findJdk(Optional.of("/no/such/java"), wanted))
                .isInstanceOfSatisfying(
                        LaunchException.class, e -> assertThat(e.kind()).isEqualTo(LaunchException.Kind.USAGE))
                .hasMessageContainingAll("/no/such/java", "is not there");
    }

    @Test
    void aJdkIsFoundByItsHomeAndByItsCommand() throws Exception {
        String home = System.getProperty("java.home");
        for (String given : List.of(home, home + "/bin/java")) {
            RemoteJdk jdk = destination.findJdk(Optional.of(given), Fixture.THIS_JDK);
            assertThat(jdk.java()).isEqualTo(home + "/bin/java");
            assertThat(jdk.home()).isEqualTo(home);
            assertThat(jdk.architecture()).isEqualTo(System.getProperty("os.arch"));
        }
    }

    /** {@return a JVM in which the program runs} */
    @Test
    void aDetachedProgramGoesOnWithoutTheTool() throws Exception {
        String id = newId();
        Path signal = directory.resolve("signal");
        long pid;
        try (DestinationJvm jvm = detached(id, "-Dfake.await=" + signal, "-Dfake.exit=6")) {
            jvm.go();
            pid = jvm.pid().getAsLong();
        }
        destination.close();
        destination = reconnect();
        DetachedPrograms programs = destination.detachedPrograms();
        assertThat(programs.state(id)).isEqualTo(new DetachedPrograms.State.Running(pid));

        String before = directory.toRealPath() + "\nnull\n";
        Screen out = new Screen();
        Screen err = new Screen();
        CompletableFuture<OptionalInt> following = new CompletableFuture<>();
        Thread follower = new Thread(() -> {
            try {
                following.complete(programs.copyOutput(id, true, out, err));
            } catch (LaunchException | InterruptedException e) {
                following.completeExceptionally(e);
            }
        });
        follower.start();
        out.await(before);
        Files.createFile(signal);
        assertThat(following.get(Fixture.LIMIT.toSeconds(), TimeUnit.SECONDS)).hasValue(6);
        assertThat(out).hasToString(before + "saw the file\n");
        assertThat(err).hasToString("printed as an error\n");
        assertThat(programs.state(id)).isEqualTo(new DetachedPrograms.State.Ended(6));

        Screen again = new Screen();
        assertThat(programs.copyOutput(id, false, again, new Screen())).hasValue(6);
        assertThat(again).hasToString(out.toString());
        Fixture.assertGone(pid);
    }

    @Test
    void theFilesOfADetachedProgramAreForItsUserOnly() throws Exception {
        String id = newId();
        try (DestinationJvm jvm = detached(id)) {
            jvm.go();
        }
        destination.detachedPrograms().copyOutput(id, true, new Screen(), new Screen());
        Path kept = state().resolve("jtp/detached").resolve(id);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(kept)) {
            assertThat(files)
                    .extracting(file -> file.getFileName() + " "
                            + PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .containsExactlyInAnyOrder("out rw-------", "err rw-------", "pid rw-------", "exit rw-------");
        }
    }

    @Test
    void theInputOfADetachedProgramStaysOpenUntilSomebodyEndsIt() throws Exception {
        String id = newId();
        long pid;
        try (DestinationJvm jvm = detached(new Detachment(id, true), "-Dfake.exit=7")) {
            jvm.go();
            pid = jvm.pid().getAsLong();
        }
        destination.close();
        destination = reconnect();
        String before = directory.toRealPath() + "\nnull\n";
        try (Joined first = new Joined(destination.detachedPrograms(), id)) {
            first.out.await(before);
            first.type("one\n");
            first.out.await(before + "one\n");
            first.leave();
        }
        assertThat(destination.detachedPrograms().state(id)).isEqualTo(new DetachedPrograms.State.Running(pid));
        try (Joined second = new Joined(destination.detachedPrograms(), id)) {
            second.out.await(before + "one\n");
            second.type("two");
            second.typed.close();
            assertThat(second.exitCode.get(Fixture.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .hasValue(7);
            assertThat(second.out).hasToString(before + "one\ntwo");
            assertThat(second.err).hasToString("printed as an error\n");
        }
        Fixture.assertGone(pid);
        try (Stream<Path> files = Files.list(state().resolve("jtp/detached").resolve(id))) {
            assertThat(files)
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder("out", "err", "pid", "exit");
        }
    }

    /** Somebody who goes on with a detached program, on a thread of its own. */
    private static final class Joined implements AutoCloseable {
        final Screen out = new Screen();
        final Screen err = new Screen();
        final PipedOutputStream typed = new PipedOutputStream();
        final CompletableFuture<OptionalInt> exitCode = new CompletableFuture<>();
        private final Thread thread;

        Joined(DetachedPrograms programs, String id) throws IOException {
            PipedInputStream stdin = new PipedInputStream(typed);
            thread = new Thread(() -> {
                try {
                    exitCode.complete(programs.join(id, stdin, out, err));
                } catch (LaunchException | InterruptedException e) {
                    exitCode.completeExceptionally(e);
                }
            });
            thread.start();
        }

        void type(String text) throws IOException {
            typed.write(text.getBytes(StandardCharsets.UTF_8));
            typed.flush();
        }

        void leave() throws InterruptedException {
            thread.interrupt();
            thread.join();
        }

        @Override
        public void close() throws IOException {
            thread.interrupt();
            typed.close();
        }
    }

    @Test
    void aDetachedProgramIsToldToEnd() throws Exception {
        String id = newId();
        try (DestinationJvm jvm = detached(id, "-Dfake.await=" + directory.resolve("never"))) {
            jvm.go();
        }
        DetachedPrograms programs = destination.detachedPrograms();
        assertThat(programs.stop(id)).isEqualTo(new DetachedPrograms.State.Ended(143));
        assertThat(programs.stop(id)).as("a second time").isEqualTo(new DetachedPrograms.State.Ended(143));
    }

    @Test
    void aDetachedProgramThatNobodyKnowsIsAUsersMistake() {
        DetachedPrograms programs = destination.detachedPrograms();
        assertThatThrownBy(() -> programs.stop("nobody"))
                .isInstanceOf(LaunchException.class)
                .hasMessageContainingAll("no detached program nobody", destination.name());
        assertThatThrownBy(() -> programs.copyOutput("nobody", false, new Screen(), new Screen()))
                .hasMessageContaining("no detached program nobody");
    }

    @Test
    void nothingIsLeftOfADetachedProgramThatNeverWentOn() throws Exception {
        String id = newId();
        DetachedPrograms programs = destination.detachedPrograms();
        try (DestinationJvm jvm = detached(id)) {
            assertThat(programs.state(id)).isInstanceOf(DetachedPrograms.State.Starting.class);
            assertThat(jvm.kill()).isTrue();
        }
        assertThat(programs.state(id)).isEqualTo(new DetachedPrograms.State.Unknown());

        String second = newId();
        try (DestinationJvm jvm = boot(directory, Optional.of(new Detachment(second, true)), "-Dfake.mode=DIES")) {
            assertThatThrownBy(() -> jvm.awaitReady(Fixture.LIMIT))
                    .hasMessageContainingAll("exit code 3", "something on standard output", "and why it cannot start")
                    .hasMessageNotContaining(BootScript.DIRECTORY_MARK);
        }
        assertThat(programs.state(second)).isEqualTo(new DetachedPrograms.State.Unknown());
    }

    private static String newId() {
        return "t" + Long.toHexString(new Random().nextLong());
    }

    private DestinationJvm detached(String id, String... vmArguments) throws Exception {
        return detached(new Detachment(id, false), vmArguments);
    }

    private DestinationJvm detached(Detachment detachment, String... vmArguments) throws Exception {
        DestinationJvm jvm = boot(directory, Optional.of(detachment), vmArguments);
        jvm.awaitReady(Fixture.LIMIT);
        jvm.send(Fixture.cargo());
        jvm.awaitPrepared(Fixture.LIMIT);
        return jvm;
    }

    /** What is printed, which can be waited for. */
    private static final class Screen extends ByteArrayOutputStream {
        @Override
        public synchronized void write(byte[] bytes, int offset, int count) {
            super.write(bytes, offset, count);
            notifyAll();
        }

        synchronized void await(String text) throws InterruptedException {
            long deadline = System.nanoTime() + Fixture.LIMIT.toNanos();
            while (!toString(StandardCharsets.UTF_8).equals(text)) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError("not '" + text + "' but '" + this + "'");
                }
                wait(left);
            }
        }
    }

    private DestinationJvm started(String... vmArguments) throws Exception {
        DestinationJvm jvm = boot(directory, vmArguments);
        jvm.awaitReady(Fixture.LIMIT);
        jvm.send(Fixture.cargo());
        jvm.awaitPrepared(Fixture.LIMIT);
        jvm.go();
        return jvm;
    }

    DestinationJvm boot(Path workingDirectory, String... vmArguments) throws Exception {
        return boot(workingDirectory, Optional.empty(), vmArguments);
    }

    DestinationJvm boot(Path workingDirectory, Optional<Detachment> detachment, String... vmArguments)
            throws Exception {
        RemoteJdk jdk = destination.findJdk(Optional.empty(), Fixture.THIS_JDK);
        Path odd = Files.createDirectories(directory.resolve("class path, 'odd' ünï"));
        List<Path> classPath = new ArrayList<>();
        for (Path entry : Fixture.classPath()) {
            if (Files.isRegularFile(entry)) {
                Path copy = odd.resolve("ä '" + entry.getFileName());
                classPath.add(Files.copy(entry, copy, StandardCopyOption.REPLACE_EXISTING));
            } else {
                classPath.add(entry);
            }
        }
        PlacedFiles files = destination.place(Fixture.agentJar(directory), Fixture.packed(classPath));
        LaunchSpec spec = Fixture.spec(jdk.java(), files, workingDirectory, List.of(vmArguments));
        return destination.boot(detachment.map(spec::detached).orElse(spec));
    }
}
