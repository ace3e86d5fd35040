package io.jtp.capture;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.ByteValue;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.IntegerValue;
import com.sun.jdi.Location;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.Value;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.StepRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread of a husk that was in the middle of reading standard input when its program left. The operating system gives the next bytes to it, or has done so
 * already, and nobody can take them back; so it is let finish, which can be hours later, and what it has read goes to where the program is.
 */
final class PendingRead {
    private static final Logger LOG = LoggerFactory.getLogger(PendingRead.class);

    /** Until the process ends. */
    private static final Duration FOREVER = Duration.ofDays(36_500);

    private static final byte[] NOTHING = {};

    /** What is to be done when it has read something. */
    @FunctionalInterface
    interface Then {
        void run() throws IOException;
    }

    private final ThreadReference thread;
    private final CompletableFuture<byte[]> read = new CompletableFuture<>();

    /** @param thread is suspended, and in {@link Blocking#READ} */
    PendingRead(ThreadReference thread) {
        this.thread = thread;
    }

    /**
     * Begins to wait for it, in a thread of this process's own.
     *
     * @param gate a semaphore that the thread is to wait for afterwards
     * @param then what to do if it has read something, and not come to the end
     */
    void finish(Events events, StackWalk walk, ObjectReference gate, Then then) {
        StepRequest step = Stepping.begin(thread, StepRequest.STEP_INTO, 1, EventRequest.SUSPEND_EVENT_THREAD);
        thread.resume();
        Thread waiting = new Thread(() -> await(events, step, walk, gate, then), "jtp pending read");
        waiting.setDaemon(true);
        waiting.start();
    }

    private void await(Events events, StepRequest step, StackWalk walk, ObjectReference gate, Then then) {
        byte[] bytes = NOTHING;
        try {
            if (events.await(List.of(step), Deadline.in(FOREVER)).isPresent()) {
                thread.virtualMachine().eventRequestManager().deleteEventRequest(step);
                try (Invoker invoker = new Invoker(thread)) {
                    bytes = bytes(walk, invoker);
                }
                new Invoker(thread).begin(gate, "acquireUninterruptibly", "()V");
                if (bytes.length > 0) {
                    then.run();
                }
            }
        } catch (IOException
                | InvocationFailedException
                | IncompatibleThreadStateException
                | TargetException
                | VMDisconnectedException e) {
            LOG.debug("standard input is not passed on any more", e);
        } finally {
            read.complete(bytes);
        }
    }

    /** {@return what it has read} It stands right behind the native method, in the method that is to return the result. */
    private byte[] bytes(StackWalk walk, Invoker invoker)
            throws IOException, InvocationFailedException, IncompatibleThreadStateException {
        List<LiveFrame> walked = walk.read(thread, invoker);
        List<StackFrame> frames = ProgramThreads.frames(thread);
        LiveFrame innermost = FrameReader.sameFrames(
                        frames.stream().map(StackFrame::location).toList(), walked)
                .get(0);
        Location location = frames.get(0).location();
        if (!location.declaringType().name().equals(Blocking.INPUT)
                || innermost.operands().count() != 1) {
            // an exception is on its way
            return NOTHING;
        }
        int result = (int) innermost.operands().bits(0);
        List<Value> arguments = thread.frame(0).getArgumentValues();
        if (arguments.isEmpty()) {
            return result < 0 ? NOTHING : new byte[] {(byte) result};
        }
        int from = arguments.size() == 1 ? 0 : ((IntegerValue) arguments.get(1)).value();
        if (result <= 0) {
            return NOTHING;
        }
        List<Value> values = ((ArrayReference) arguments.get(0)).getValues(from, result);
        byte[] bytes = new byte[result];
        for (int i = 0; i < result; i++) {
            bytes[i] = ((ByteValue) values.get(i)).value();
        }
        return bytes;
    }

    /** {@return what it reads, once it has} */
    InputStream input() {
        return new InputStream() {
            private InputStream bytes;

            private InputStream bytes() throws IOException {
                if (bytes == null) {
                    try {
                        bytes = new ByteArrayInputStream(read.get());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new IOException("interrupted while a read of standard input was waited for", e);
                    } catch (ExecutionException e) {
                        throw new IOException(e);
                    }
                }
                return bytes;
            }

            @Override
            public int read() throws IOException {
                return bytes().read();
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return bytes().read(into, offset, length);
            }
        };
    }
}
