package io.jtp.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Child processes of this JVM. */
final class LocalShell implements Shell {
    private static final Logger LOG = LoggerFactory.getLogger(LocalShell.class);

    @Override
    public RunningCommand start(String script, OutputStream output, OutputStream errors) throws LaunchException {
        byte[] bytes = script.getBytes(StandardCharsets.UTF_8);
        Process process;
        try {
            process = new ProcessBuilder("/bin/sh", "-c", Shell.bootstrap(bytes)).start();
        } catch (IOException e) {
            throw LaunchException.environment("A process cannot be started on this machine: " + e.getMessage(), e);
        }
        Child child = new Child(
                process, pump(process.getInputStream(), output, "out"), pump(process.getErrorStream(), errors, "err"));
        try {
            child.stdin().write(bytes);
            child.stdin().flush();
        } catch (IOException e) {
            child.abandon();
            throw LaunchException.environment("/bin/sh on this machine does not read its input: " + e.getMessage(), e);
        }
        return child;
    }

    private static Thread pump(InputStream from, OutputStream to, String what) {
        Thread pump = new Thread(
                () -> {
                    try (from;
                            to) {
                        from.transferTo(to);
                    } catch (IOException e) {
                        LOG.debug("a child's {} ended: {}", what, e.toString());
                    }
                },
                "jtp local " + what);
        pump.setDaemon(true);
        pump.start();
        return pump;
    }

    @Override
    public String name() {
        return "this machine";
    }

    private record Child(Process process, Thread output, Thread errors) implements RunningCommand {
        @Override
        public OutputStream stdin() {
            return process.getOutputStream();
        }

        @Override
        public Optional<Ending> await(Duration limit) throws InterruptedException {
            long deadline = System.nanoTime() + limit.toNanos();
            if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                return Optional.empty();
            }
            for (Thread pump : new Thread[] {output, errors}) {
                TimeUnit.NANOSECONDS.timedJoin(pump, Math.max(1, deadline - System.nanoTime()));
                if (pump.isAlive()) {
                    return Optional.empty();
                }
            }
            return Optional.of(new Ending.Exited(process.exitValue()));
        }

        @Override
        public void abandon() {
            process.destroyForcibly();
        }

        @Override
        public void release() {
            for (AutoCloseable stream :
                    new AutoCloseable[] {process.getOutputStream(), process.getInputStream(), process.getErrorStream()
                    }) {
                try {
                    stream.close();
                } catch (Exception e) {
                    LOG.debug("a child's stream was closed already", e);
                }
            }
        }
    }
}
