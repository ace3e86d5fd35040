package io.jtp.capture;

import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends the source process for good, where nothing of it is needed any more ({@code --stdio here}). */
public final class EndedSource {
    /** The JVM ends by exit(3), in milliseconds; after that it is killed. */
    private static final long EXIT_BOUND_SECONDS = 5;

    private EndedSource() {}

    /**
     * Returns when the process cannot run on any more: its connection is closed, which only the kernel does, after the last of its
     * threads. No shutdown hook runs: they are the destination's.
     *
     * @param pid process id on this machine, or 0 where it is not known
     * @throws IOException if the process is not known to have ended; it may run on
     */
    public static void end(VirtualMachine vm, long pid, int exitCode) throws IOException {
        CompletableFuture<Void> gone = new CompletableFuture<>();
        Thread exiting = new Thread(
                () -> {
                    try {
                        vm.exit(exitCode);
                        // the JVM does not get round to answer this, or answers and ends a moment later
                        while (true) {
                            vm.suspend();
                        }
                    } catch (VMDisconnectedException e) {
                        gone.complete(null);
                    } catch (RuntimeException e) {
                        gone.completeExceptionally(e);
                    }
                },
                "jtp-end-source");
        exiting.setDaemon(true);
        exiting.start();
        try {
            try {
                gone.get(EXIT_BOUND_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException | ExecutionException e) {
                if (pid == 0
                        || !ProcessHandle.of(pid)
                                .map(ProcessHandle::destroyForcibly)
                                .orElse(true)) {
                    throw new IOException("the source process did not end: " + e, e);
                }
                gone.get(EXIT_BOUND_SECONDS, TimeUnit.SECONDS);
            }
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("the source process " + pid + " was killed, but its connection stays: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the source process ended", e);
        }
    }
}
