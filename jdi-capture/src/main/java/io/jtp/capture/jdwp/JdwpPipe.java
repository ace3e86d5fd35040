package io.jtp.capture.jdwp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sends JDWP commands without waiting for each other's answers.
 *
 * <p>{@link #send} returns at once unless the window is full; answers are handed out, in the order of sending, on the thread that
 * calls {@link #send} or {@link #finish}, and never on another. To be used by one thread at a time. An answer must not send
 * commands itself: gather what follows from it, and send that as the next wave.
 *
 * <p>The first error makes the call that meets it throw; what was sent after it is forgotten.
 */
public final class JdwpPipe {

    /** What to do with an answer. */
    @FunctionalInterface
    public interface Answer<R> {
        void accept(R result) throws IOException;
    }

    /** Commands under way at once. More does not make the target any faster. */
    private static final int WINDOW = 1000;

    /** Expected bytes of answers under way at once. */
    private static final int WINDOW_BYTES = 16 << 20;

    /** The slowest command, counting the instances of a class, walks the target's heap: seconds for a very large one. */
    private static final long SILENCE_BOUND_NANOS = TimeUnit.SECONDS.toNanos(120);

    private static final int ERROR = 9;

    private record Pending<R>(
            int id, Command<R> command, Answer<? super R> answer, Answer<JdwpErrorException> failure) {
        void complete(byte[] packet) throws IOException {
            int error = ByteBuffer.wrap(packet).getShort(ERROR);
            if (error != 0) {
                failure.accept(new JdwpErrorException(command, error));
            } else {
                answer.accept(command.decode().apply(new Reply(packet)));
            }
        }
    }

    private final JdwpConnection connection;
    private final ArrayDeque<Pending<?>> pending = new ArrayDeque<>();
    private final ArrayDeque<byte[]> arrived = new ArrayDeque<>();
    private final Object lock = new Object();
    private List<byte[]> received = new ArrayList<>();
    private IOException disconnected;
    private int pendingBytes;
    private int nextId = JdwpConnection.FIRST_PIPE_ID;
    private boolean answering;

    private JdwpPipe(JdwpConnection connection) {
        this.connection = connection;
    }

    /**
     * A pipe on a connection that JDI reads from; there can be one only.
     *
     * @throws IOException if the target's ids are not those of HotSpot, or the connection is gone
     */
    public static JdwpPipe over(JdwpConnection connection) throws IOException {
        JdwpPipe pipe = new JdwpPipe(connection);
        connection.attach(pipe);
        List<Integer> sizes = pipe.ask(Commands.idSizes());
        if (sizes.stream().anyMatch(size -> size != Long.BYTES)) {
            throw new IOException("the target is not a 64-bit HotSpot JVM: its JDWP ids take " + sizes + " bytes");
        }
        return pipe;
    }

    /** Sends a command; its answer comes in this or a later call of this class. */
    public <R> void send(Command<R> command, Answer<? super R> answer) throws IOException {
        send(command, answer, failure -> {
            throw failure;
        });
    }

    /** {@link #send(Command, Answer)} for a command that may fail, because a class may be unloaded meanwhile, for instance. */
    public <R> void send(Command<R> command, Answer<? super R> answer, Answer<JdwpErrorException> failure)
            throws IOException {
        if (answering) {
            throw new IllegalStateException("an answer must not send commands");
        }
        while (pending.size() >= WINDOW || !pending.isEmpty() && pendingBytes + command.replyBytes() > WINDOW_BYTES) {
            completeOne();
        }
        int id = nextId;
        nextId = id == -1 ? JdwpConnection.FIRST_PIPE_ID : id + 1;
        pending.add(new Pending<>(id, command, answer, failure));
        pendingBytes += command.replyBytes();
        connection.write(command.packet(id));
    }

    /** Waits for all answers. */
    public void finish() throws IOException {
        while (!pending.isEmpty()) {
            completeOne();
        }
    }

    /** Sends a command and waits for its answer (and all before it). */
    public <R> R ask(Command<R> command) throws IOException {
        List<R> result = new ArrayList<>(1);
        send(command, result::add);
        finish();
        return result.get(0);
    }

    private void completeOne() throws IOException {
        if (arrived.isEmpty()) {
            connection.flush();
            awaitArrivals();
        }
        byte[] packet = arrived.remove();
        Pending<?> next = pending.remove();
        pendingBytes -= next.command().replyBytes();
        answering = true;
        try {
            int id = ByteBuffer.wrap(packet).getInt(4);
            if (id != next.id()) {
                throw new IOException(
                        "JDWP answer " + Integer.toHexString(id) + " instead of " + Integer.toHexString(next.id()));
            }
            next.complete(packet);
        } catch (IOException | RuntimeException e) {
            forgetPending();
            throw e;
        } finally {
            answering = false;
        }
    }

    private void awaitArrivals() throws IOException {
        long deadline = System.nanoTime() + SILENCE_BOUND_NANOS;
        synchronized (lock) {
            while (received.isEmpty()) {
                if (disconnected != null) {
                    throw new IOException("the JDWP connection broke: " + disconnected.getMessage(), disconnected);
                }
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new IOException("the target's JDWP agent does not answer");
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(lock, left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException("interrupted while waiting for the target", e);
                }
            }
            arrived.addAll(received);
            received = new ArrayList<>();
        }
    }

    /** Waits for the answers under way, so that those of later commands are not mistaken for them, and drops them. */
    private void forgetPending() {
        int missing = pending.size();
        pending.clear();
        pendingBytes = 0;
        try {
            connection.flush();
            while (missing > arrived.size()) {
                missing -= arrived.size();
                arrived.clear();
                awaitArrivals();
            }
            for (int i = 0; i < missing; i++) {
                arrived.remove();
            }
        } catch (IOException e) {
            // the connection is gone: whoever uses this pipe next meets the same exception
            arrived.clear();
        }
    }

    /** Called by JDI's reader thread; when no more follow at once, so is {@link #wake}. */
    void received(byte[] packet) {
        synchronized (lock) {
            received.add(packet);
        }
    }

    /** Called by JDI's reader thread: those that wait are to look what they have received. */
    void wake() {
        synchronized (lock) {
            lock.notifyAll();
        }
    }

    /** Called by JDI's reader thread. */
    void disconnected(IOException cause) {
        synchronized (lock) {
            disconnected = cause;
            lock.notifyAll();
        }
    }
}
