package io.jtp.launch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The same with OpenSSH's server, where it is installed; CI installs it. */
@EnabledIf("isInstalled")
final class OpenSshDestinationTest extends DestinationContract {
    @TempDir
    static Path serverDirectory;

    private static OpenSshServer server;

    static boolean isInstalled() {
        return java.nio.file.Files.isExecutable(OpenSshServer.SSHD);
    }

    @BeforeAll
    static void startServer() throws Exception {
        server = new OpenSshServer(serverDirectory);
    }

    @Override
    Destination connect() throws Exception {
        return Destination.connect(server.address(), server.options());
    }

    @Override
    Destination reconnect() throws Exception {
        return connect();
    }

    @Override
    Path state() {
        return server.state();
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.stop();
    }

    @Test
    void aServerThatGoesDownBeforeGoTakesTheJvmWithIt() throws Exception {
        try (DestinationJvm jvm = boot(directory, "-Dfake.mode=THINKS")) {
            jvm.awaitReady(Fixture.LIMIT);
            jvm.send(Fixture.cargo());
            server.cut();
            assertThatThrownBy(() -> jvm.awaitPrepared(Fixture.LIMIT)).hasMessageContaining("was lost");
            Fixture.assertGone(jvm.pid().getAsLong());
        }
    }
}
