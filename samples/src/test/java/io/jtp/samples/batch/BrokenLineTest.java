package io.jtp.samples.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jtp.cli.Phase;
import io.jtp.cli.StdioChoice;
import io.jtp.cli.Teleport;
import io.jtp.cli.TeleportException;
import io.jtp.cli.demo.LoopbackSshServer;
import io.jtp.samples.harness.Baseline;
import io.jtp.samples.harness.JavaProcess;
import io.jtp.samples.harness.Jdk;
import io.jtp.samples.harness.Mover;
import io.jtp.samples.harness.Sample;
import io.jtp.samples.harness.Samples;
import io.jtp.samples.harness.Teleports;
import io.jtp.samples.harness.TestHome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The line breaks in the instant in which a program that is detached is let go: before the destination has heard of it, and after. */
@Isolated("it changes the user's keys")
class BrokenLineTest {
    private static final Sample NESTED = Samples.named("Nested");

    @TempDir
    private Path directory;

    private LoopbackSshServer server;
    private Line line;

    @BeforeEach
    void start() throws Exception {
        server = LoopbackSshServer.start(Files.createDirectory(directory.resolve("server")));
        String port = server.address().substring(server.address().lastIndexOf(':') + 1);
        line = new Line(Integer.parseInt(port));
        TestHome.useIdentity(server.identity());
        TestHome.know(Files.readString(server.knownHosts()).replace(":" + port, ":" + line.port()));
    }

    @AfterEach
    void stop() throws Exception {
        line.close();
        server.close();
    }

    @Test
    void a_program_that_has_gone_on_is_found_over_another_line() throws Exception {
        try (JavaProcess source = startSource()) {
            Teleport.Result result = move(source, () -> {
                line.hearNothing();
                Thread thread = new Thread(this::cutWhenGone, "cut");
                thread.setDaemon(true);
                thread.start();
            });
            assertThat(source.awaitEnd().exitCode()).isEqualTo(128 + 15);
            Path kept = kept(result.report().detached().orElseThrow());
            ProcessHandle.of(result.report().destinationPid())
                    .ifPresent(process ->
                            process.onExit().orTimeout(20, TimeUnit.SECONDS).join());
            awaitFile(kept.resolve("exit"), true);
            String whole = Baseline.run(Jdk.current(), waiting().input("\n", ""), directory)
                    .out();
            assertThat(source.output() + Files.readString(kept.resolve("out"))).isEqualTo(whole);
            assertThat(line.connections())
                    .as("it was looked for over another line")
                    .isEqualTo(2);
        }
    }

    @Test
    void of_a_program_that_has_not_gone_on_the_snapshot_is_left() throws Exception {
        try (JavaProcess source = startSource()) {
            TeleportException failure =
                    catchThrowableOfType(TeleportException.class, () -> move(source, () -> line.cut()));
            assertThat(failure.kind()).isEqualTo(TeleportException.Kind.AFTER_COMMIT);
            assertThat(failure.snapshot())
                    .hasValueSatisfying(file -> assertThat(file).exists());
            Files.delete(failure.snapshot().orElseThrow());
            try (Stream<Path> left = Files.list(directory.resolve("server/home/.local/state/jtp/detached"))) {
                assertThat(left).isEmpty();
            }
        }
    }

    private interface Blow {
        void strike();
    }

    private Teleport.Result move(JavaProcess source, Blow blow) throws Exception {
        String user = server.address().substring(0, server.address().indexOf('@'));
        return Teleports.of(
                        "" + source.pid(),
                        user + "@127.0.0.1:" + line.port(),
                        StdioChoice.DETACHED,
                        (phase, detail) -> {
                            if (phase == Phase.RENDEZVOUS) {
                                source.type("\n");
                                source.endInput();
                            } else if (phase == Phase.COMMIT) {
                                blow.strike();
                            }
                        })
                .run();
    }

    /** The destination has been told, and what it answers is lost. */
    private void cutWhenGone() {
        try (Stream<Path> programs = Files.list(kept("").normalize())) {
            awaitFile(programs.findFirst().orElseThrow().resolve("starting"), false);
            line.cut();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path kept(String id) {
        return directory.resolve("server/home/.local/state/jtp/detached").resolve(id);
    }

    private static void awaitFile(Path file, boolean there) throws InterruptedException {
        long deadline = System.nanoTime() + JavaProcess.PATIENCE.toNanos();
        while (Files.exists(file) != there) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(file + (there ? " does not come" : " does not go"));
            }
            Thread.sleep(10);
        }
    }

    private JavaProcess startSource() throws Exception {
        JavaProcess source = JavaProcess.start(Jdk.current(), waiting().command(List.of(Mover.JDWP)), directory);
        source.awaitLineWanted(1);
        return source;
    }

    private static Sample waiting() {
        return NESTED.vmOptions("-Djtp.samples.wait=0");
    }

    /** A line to a port of this machine whose connections can be broken, and that can be made to bring no more answers first. */
    private static final class Line {
        private final ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        private final List<Socket> sockets = new ArrayList<>();
        private volatile boolean deaf;
        private int connections;

        Line(int port) throws IOException {
            daemon(() -> {
                while (true) {
                    Socket client = listener.accept();
                    Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                    synchronized (this) {
                        sockets.addAll(List.of(client, server));
                        connections++;
                        deaf = false;
                    }
                    daemon(() -> pump(client.getInputStream(), server.getOutputStream(), false));
                    daemon(() -> pump(server.getInputStream(), client.getOutputStream(), true));
                }
            });
        }

        int port() {
            return listener.getLocalPort();
        }

        synchronized int connections() {
            return connections;
        }

        void hearNothing() {
            deaf = true;
        }

        synchronized void cut() {
            try {
                for (Socket each : sockets) {
                    each.close();
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        void close() throws IOException {
            listener.close();
            cut();
        }

        private void pump(InputStream from, OutputStream to, boolean answers) throws IOException {
            byte[] chunk = new byte[8192];
            for (int n = from.read(chunk); n >= 0; n = from.read(chunk)) {
                if (!answers || !deaf) {
                    to.write(chunk, 0, n);
                }
            }
        }

        private interface Work {
            void run() throws IOException;
        }

        private static void daemon(Work work) {
            Thread thread = new Thread(() -> {
                try {
                    work.run();
                } catch (IOException e) {
                    // the line was broken, or the test is over
                    return;
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
    }
}
