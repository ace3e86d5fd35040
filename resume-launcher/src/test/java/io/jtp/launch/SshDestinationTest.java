package io.jtp.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SshDestinationTest extends DestinationContract {
    @TempDir
    Path serverDirectory;

    private TestSshServer server;

    @Override
    Destination connect() throws Exception {
        server = new TestSshServer(serverDirectory);
        return reconnect();
    }

    @Override
    Destination reconnect() throws Exception {
        return Destination.connect(server.address(), server.options());
    }

    @Override
    Path state() {
        return server.home().resolve(".local/state");
    }

    @AfterEach
    void stopServer() throws Exception {
        server.close();
    }

    @Test
    void aBrokenConnectionBeforeGoIsNoticedAndEndsTheJvm() throws Exception {
        try (DestinationJvm jvm = boot(directory, "-Dfake.mode=THINKS")) {
            jvm.awaitReady(Fixture.LIMIT);
            jvm.send(Fixture.cargo());
            server.cut();
            assertThatThrownBy(() -> jvm.awaitPrepared(Fixture.LIMIT))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContainingAll("connection to tester@127.0.0.1:", "was lost");
            Fixture.assertGone(jvm.pid().getAsLong());
        }
    }

    @Test
    void aBrokenConnectionWhileTheProgramRunsIsTold() throws Exception {
        try (DestinationJvm jvm = boot(directory)) {
            jvm.awaitReady(Fixture.LIMIT);
            jvm.send(Fixture.cargo());
            jvm.awaitPrepared(Fixture.LIMIT);
            jvm.go();
            server.cut();
            assertThatThrownBy(jvm::waitFor)
                    .hasMessageContainingAll(
                            "was lost",
                            "It may go on there as process " + jvm.pid().getAsLong());
            Fixture.assertGone(jvm.pid().getAsLong());
        }
    }

    @Test
    void aBrokenConnectionDoesNotEndADetachedProgram() throws Exception {
        Path signal = directory.resolve("signal");
        try (DestinationJvm jvm =
                boot(directory, Optional.of(new Detachment("cut-off", false)), "-Dfake.await=" + signal)) {
            jvm.awaitReady(Fixture.LIMIT);
            jvm.send(Fixture.cargo());
            jvm.awaitPrepared(Fixture.LIMIT);
            jvm.go();
            server.cut();
        }
        destination = reconnect();
        Files.createFile(signal);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OptionalInt exitCode =
                destination.detachedPrograms().copyOutput("cut-off", true, out, OutputStream.nullOutputStream());
        assertThat(exitCode).hasValue(0);
        assertThat(out).asString().endsWith("saw the file\n");
    }

    @Test
    void aBrokenConnectionBeforeGoEndsWhatWasToBeDetached() throws Exception {
        try (DestinationJvm jvm = boot(directory, Optional.of(new Detachment("too-early", false)))) {
            jvm.awaitReady(Fixture.LIMIT);
            jvm.send(Fixture.cargo());
            jvm.awaitPrepared(Fixture.LIMIT);
            server.cut();
            Fixture.assertGone(jvm.pid().getAsLong());
        }
    }

    @Test
    void aLineThatGoesSilentIsNoticed() throws Exception {
        SilencingProxy proxy = new SilencingProxy(server.port());
        try {
            SshOptions options =
                    server.options(server.knownHostsLine().replace(":" + server.port(), ":" + proxy.port()));
            var address = new DestinationAddress.Ssh(
                    server.address().user(), "127.0.0.1", java.util.OptionalInt.of(proxy.port()));
            destination.close();
            destination = SshDestination.connect(address, options, Duration.ofMillis(200));
            try (DestinationJvm jvm = boot(directory, "-Dfake.mode=THINKS")) {
                jvm.awaitReady(Fixture.LIMIT);
                jvm.send(Fixture.cargo());
                proxy.silence();
                assertThatThrownBy(() -> jvm.awaitPrepared(Fixture.LIMIT)).hasMessageContaining("was lost");
                assertThat(jvm.kill()).isFalse();
                proxy.cut();
                Fixture.assertGone(jvm.pid().getAsLong());
            }
        } finally {
            proxy.cut();
        }
    }

    @Test
    void aLoginShellThatPrintsDoesNoHarm() throws Exception {
        server.setPrelude("echo 'Welcome to this host'; echo 'Be nice' >&2; ");
        try (DestinationJvm jvm = boot(directory)) {
            jvm.awaitReady(Fixture.LIMIT);
            assertThat(jvm.kill()).isTrue();
        }
    }

    @Test
    void nothingIsSentTwice() throws Exception {
        Path agent = Fixture.agentJar(directory);
        PlacedFiles first = destination.place(agent, Fixture.packed(Fixture.classPath()));
        PlacedFiles second = destination.place(agent, Fixture.packed(Fixture.classPath()));
        assertThat(first.filesSent()).isEqualTo(1 + Fixture.classPath().size());
        assertThat(first.bytesSent()).isGreaterThan(100_000);
        assertThat(second.filesSent()).isZero();
        assertThat(second.bytesSent()).isZero();
        assertThat(second.classPath()).isEqualTo(first.classPath());
        assertThat(first.agentJar()).endsWith("/jtp-agent.jar");
    }
}
