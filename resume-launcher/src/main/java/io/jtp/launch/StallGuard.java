package io.jtp.launch;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * An output stream that counts, and whose writes cannot block for ever: when one has made no progress for some time, the emergency exit is
 * taken, which has to make the write fail.
 */
final class StallGuard extends OutputStream {
    /** A line that takes not a single packet for so long is dead, whatever its keep-alives say. */
    static final Duration STALL_LIMIT = Duration.ofSeconds(60);

    /** Longer writes are cut into pieces, so that progress can be seen. */
    private static final int PIECE = 64 * 1024;

    /** A write failed because the emergency exit was taken. */
    static final class StalledException extends IOException {
        private static final long serialVersionUID = 1L;

        StalledException(Duration limit, IOException cause) {
            super("took not a byte for " + limit.toSeconds() + " s and was given up", cause);
        }
    }

    private final OutputStream out;
    private final Runnable emergencyExit;
    private final Supplier<Duration> limit;
    private final Thread watch;
    private long written;
    private long writingSince;
    private boolean writing;
    /** Whether the watch has nothing to look at before the next write. */
    private boolean idle;

    private boolean done;
    private boolean stalled;

    StallGuard(OutputStream out, Runnable emergencyExit, Duration limit) {
        this(out, emergencyExit, () -> limit);
    }

    /** @param limit may change at any time; what counts is how long it is by the end of a shorter one */
    StallGuard(OutputStream out, Runnable emergencyExit, Supplier<Duration> limit) {
        this.out = out;
        this.emergencyExit = emergencyExit;
        this.limit = limit;
        watch = new Thread(this::watch, "jtp stall guard");
        watch.setDaemon(true);
        watch.start();
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        for (int start = 0; start < count; start += PIECE) {
            int from = offset + start;
            int part = Math.min(PIECE, count - start);
            guarded(() -> out.write(bytes, from, part));
            written += part;
        }
    }

    @Override
    public void flush() throws IOException {
        guarded(out::flush);
    }

    private interface Step {
        void run() throws IOException;
    }

    private void guarded(Step step) throws IOException {
        mark(true);
        try {
            step.run();
        } catch (IOException e) {
            throw stalled() ? new StalledException(limit.get(), e) : e;
        } finally {
            mark(false);
        }
    }

    /** Ends the watch; the stream beneath stays open. */
    @Override
    public void close() {
        synchronized (watch) {
            done = true;
            watch.notifyAll();
        }
    }

    /** {@return how many bytes were written} */
    long written() {
        return written;
    }

    private boolean stalled() {
        synchronized (watch) {
            return stalled;
        }
    }

    private void mark(boolean begins) {
        synchronized (watch) {
            writing = begins;
            writingSince = System.nanoTime();
            if (idle && begins) {
                watch.notifyAll();
            }
        }
    }

    private void watch() {
        synchronized (watch) {
            try {
                while (!done && !stalled) {
                    long left = limit.get().toNanos() - (System.nanoTime() - writingSince);
                    idle = !writing;
                    if (idle) {
                        watch.wait();
                    } else if (left <= 0) {
                        stalled = true;
                    } else {
                        TimeUnit.NANOSECONDS.timedWait(watch, left);
                    }
                }
            } catch (InterruptedException e) {
                return; // nobody interrupts it but a JVM that ends
            }
            if (!stalled) {
                return;
            }
        }
        emergencyExit.run();
    }
}
