package io.jtp.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Joins a running program's standard streams to others, byte by byte, until it ends. */
public final class StdioBridge {
    private static final int CHUNK = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(StdioBridge.class);

    private StdioBridge() {}

    /**
     * Pumps until the program has ended and all that it printed was passed on. None of the given streams is closed; a thread may stay
     * blocked in reading {@code stdin} (a daemon, as a terminal cannot be interrupted).
     *
     * @return the program's exit code
     * @throws LaunchException if the connection was lost first; what had arrived was passed on
     */
    public static int run(DestinationJvm jvm, Stdio stdio) throws LaunchException, InterruptedException {
        start("stdin", () -> pumpInput(stdio.stdin(), jvm.stdin()));
        Thread errors = start("stderr", () -> pumpOutput(jvm.stderr(), stdio.stderr()));
        pumpOutput(jvm.stdout(), stdio.stdout());
        errors.join();
        return jvm.waitFor();
    }

    private static Thread start(String what, Runnable pump) {
        Thread thread = new Thread(pump, "jtp " + what);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void pumpInput(InputStream from, OutputStream to) {
        try (to) {
            copy(from, to);
        } catch (IOException e) {
            LOG.debug("standard input is not passed on any more", e);
        }
    }

    /** When the reader is gone ({@code | head}), the program must not wait for it: the rest is read and dropped. */
    private static void pumpOutput(InputStream from, OutputStream to) {
        try {
            try {
                copy(from, to);
            } catch (IOException e) {
                LOG.debug("output is not passed on any more", e);
                from.transferTo(OutputStream.nullOutputStream());
            }
        } catch (IOException e) {
            LOG.debug("output cannot be read any more", e);
        }
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int length = from.read(chunk); length >= 0; length = from.read(chunk)) {
            to.write(chunk, 0, length);
            to.flush();
        }
    }
}
