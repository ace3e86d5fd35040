package io.jtp.capture;

import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.IntegerValue;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What is left of the source process once its program runs elsewhere: a frozen JVM whose standard streams and exit code carry on.
 *
 * <pre>
 *   prepare   four links and daemon threads are in the target; the program could run on
 *   trap      the program's threads wait inside an invoked method; they go back if the tool closes or dies
 *   commit    they never go back; from here on the end of the tool is the end of the husk
 *   end       all output is written; the process ends with the program's exit code
 * </pre>
 *
 * <p>{@link #close} before {@link #commit} undoes everything; after it, it kills the process. See "The husk" in docs/design.md.
 */
public final class Husk implements AutoCloseable {
    /** The husk answers within a round trip over the loopback interface; what takes longer has failed. */
    private static final long ANSWER_BOUND_MILLIS = 10_000;

    /** How often a silent trap is asked whether its invocation has failed. */
    private static final int TRAP_CHECK_MILLIS = 50;

    /** Lets every trapped thread go, and any that may come; far from overflow. */
    private static final int EVERYONE = 1 << 30;

    /** Ended by these signals, which its suspended JVM could not handle; see sigaction(2). */
    private static final List<String> SIGNALS_THAT_END = List.of("HUP", "INT", "TERM");

    private final Invoker invoker;
    private final HuskLink guard;
    private final HuskLink in;
    private final HuskLink out;
    private final HuskLink err;
    private final List<ThreadReference> threads;
    private final ObjectReference trap;
    private final ObjectReference gate;
    private final List<CompletableFuture<Value>> trapped = new ArrayList<>();
    private final List<ThreadReference> blocked = new ArrayList<>();
    /** The thread that was in the middle of reading standard input, and what comes of that. */
    private Optional<PendingRead> reading = Optional.empty();

    private boolean committed;

    private Husk(
            Invoker invoker,
            HuskLink guard,
            HuskLink in,
            HuskLink out,
            HuskLink err,
            List<ThreadReference> threads,
            ObjectReference trap,
            ObjectReference gate) {
        this.invoker = invoker;
        this.guard = guard;
        this.in = in;
        this.out = out;
        this.err = err;
        this.threads = threads;
        this.trap = trap;
        this.gate = gate;
    }

    /**
     * Sets everything up, in some tens of milliseconds, and changes nothing for the program.
     *
     * @param stopped a thread that stands at an event; the others may be suspended or not
     * @throws InvocationFailedException if the target could not do it; nothing is left there
     * @throws IOException if the tool could not do it; nothing is left in the target
     */
    public static Husk prepare(ThreadReference stopped) throws IOException, InvocationFailedException {
        Invoker invoker = new Invoker(stopped);
        List<HuskLink> links = new ArrayList<>();
        boolean done = false;
        try (ServerSocket server = HuskLink.listen()) {
            for (int i = 0; i < 4; i++) {
                links.add(HuskLink.connect(server, invoker));
            }
            Husk husk = new HuskBuilder(invoker).build(links.get(0), links.get(1), links.get(2), links.get(3));
            done = true;
            return husk;
        } finally {
            if (!done) {
                for (HuskLink link : links) {
                    link.close();
                }
                invoker.close();
            }
        }
    }

    /** Makes the threads of the husk out of parts of the JDK. */
    private record HuskBuilder(Invoker invoker, TargetHandles handles) {
        HuskBuilder(Invoker invoker) throws InvocationFailedException {
            this(invoker, new TargetHandles(invoker));
        }

        Husk build(HuskLink guard, HuskLink in, HuskLink out, HuskLink err)
                throws IOException, InvocationFailedException {
            // one permit, for the trial below
            ObjectReference gate = invoker.make("java.util.concurrent.Semaphore", "(I)V", 1);
            ObjectReference trap = trap(guard, gate);
            List<ThreadReference> threads = List.of(
                    start("jtp-guard", guard, guarding(guard, gate)),
                    start("jtp-stdin", in, pumpingIn(in)),
                    start("jtp-stdout", out, pumpingOut(out, "out")),
                    start("jtp-stderr", err, pumpingOut(err, "err")));
            Husk husk = new Husk(invoker, guard, in, out, err, threads, trap, gate);
            // a trial: whatever classes it needs are loaded now, when nothing is at stake
            invoker.call(trap, "run", "()V");
            husk.awaitHere(List.of());
            return husk;
        }

        private ThreadReference start(String name, HuskLink link, ObjectReference body)
                throws IOException, InvocationFailedException {
            return link.start(name, body, handles, invoker);
        }

        /** Says that it is there, then waits at the gate, which no interrupt opens. */
        private ObjectReference trap(HuskLink guard, ObjectReference gate) throws InvocationFailedException {
            ObjectReference here = guard.writing(HuskLink.HERE, handles, invoker);
            ObjectReference wait =
                    handles.calling(gate, "java.util.concurrent.Semaphore", "acquireUninterruptibly", "()V");
            return handles.runnable(handles.inTurn(handles.quietly(here), wait));
        }

        /**
         * Waits for the commit: if the tool's end comes first, opens the gate. After the commit, the tool's end is the process's.
         * Not by Runtime.halt: it would wait for the JDWP agent's callbacks, in which the trapped threads are.
         */
        private ObjectReference guarding(HuskLink guard, ObjectReference gate) throws InvocationFailedException {
            ObjectReference open =
                    handles.calling(gate, "java.util.concurrent.Semaphore", "release", "(I)V", invoker.boxed(EVERYONE));
            // Signal.raise wants a handler first, which SIGKILL cannot have
            ObjectReference number =
                    invoker.boxed(((IntegerValue) invoker.call(signal("KILL"), "getNumber", "()I")).value());
            ObjectReference kill = handles.callingStatic("jdk.internal.misc.Signal", "raise0", "(I)V", number);
            ObjectReference committed = handles.inTurn(
                    handles.quietly(guard.writing(HuskLink.HERE, handles, invoker)), guard.awaitingEnd(handles));
            for (String signal : SIGNALS_THAT_END) {
                committed = handles.inTurn(handles.quietly(defaultAction(signal)), committed);
            }
            ObjectReference commit = guard.awaiting(handles, invoker);
            return handles.rescued(
                    handles.inTurn(commit, handles.inTurn(handles.quietly(committed), kill)),
                    "java.io.IOException",
                    open);
        }

        private ObjectReference defaultAction(String signal) throws InvocationFailedException {
            return handles.callingStatic(
                    "jdk.internal.misc.Signal",
                    "handle",
                    "(Ljdk/internal/misc/Signal;Ljdk/internal/misc/Signal$Handler;)Ljdk/internal/misc/Signal$Handler;",
                    signal(signal),
                    invoker.staticObject("jdk.internal.misc.Signal$Handler", "SIG_DFL"));
        }

        private ObjectReference signal(String name) throws InvocationFailedException {
            return invoker.make("jdk.internal.misc.Signal", "(Ljava/lang/String;)V", name);
        }

        /** Not a byte of the program's input is read before the commit. */
        private ObjectReference pumpingIn(HuskLink in) throws InvocationFailedException {
            ObjectReference input =
                    invoker.make("java.io.FileInputStream", "(Ljava/io/FileDescriptor;)V", descriptor("in"));
            return handles.inTurn(in.awaiting(handles, invoker), transfer(input, in.output()));
        }

        private ObjectReference pumpingOut(HuskLink link, String stream) throws InvocationFailedException {
            ObjectReference output =
                    invoker.make("java.io.FileOutputStream", "(Ljava/io/FileDescriptor;)V", descriptor(stream));
            return transfer(link.input(), output);
        }

        private ObjectReference transfer(ObjectReference from, ObjectReference to) throws InvocationFailedException {
            return handles.calling(from, "java.io.InputStream", "transferTo", "(Ljava/io/OutputStream;)J", to);
        }

        private ObjectReference descriptor(String stream) throws InvocationFailedException {
            return invoker.staticObject("java.io.FileDescriptor", stream);
        }
    }

    /** {@return the husk's own threads in the target} */
    List<ThreadReference> threads() {
        return threads;
    }

    /**
     * Has these threads wait in the target until {@link #commit} or {@link #close}. If the tool dies meanwhile they run on.
     *
     * @param program all threads that run the program's code. One that is blocked, or has no carrier, and so does not stand at an event, stays as it is
     *     for now
     */
    void trap(List<HeldThread> program) throws IOException, InvocationFailedException {
        threads.forEach(Husk::resumeFully);
        for (HeldThread held : program) {
            if (held.isAtEvent()) {
                trapped.add(new Invoker(held.thread()).begin(trap, "run", "()V"));
            } else if (held.isReading()) {
                reading = Optional.of(new PendingRead(held.thread()));
            } else if (held.blocked().isPresent()) {
                blocked.add(held.thread());
            }
        }
        for (int i = 0; i < trapped.size(); i++) {
            awaitHere(trapped);
        }
    }

    /**
     * The point of no return: when this returns normally, none of the trapped threads will ever run on.
     *
     * @throws IOException if the husk did not confirm. Then the tool must not let the destination go; {@link #close} lets the program
     *     run on unless the husk had got the message
     */
    public void commit() throws IOException {
        committed = true;
        guard.socket().getOutputStream().write(HuskLink.HERE);
        awaitHere(trapped);
        in.socket().setSoTimeout(0);
        if (reading.isEmpty()) {
            pumpInput();
        }
    }

    private void pumpInput() throws IOException {
        in.socket().getOutputStream().write(HuskLink.HERE);
    }

    /**
     * Lets the thread that was in the middle of reading standard input finish that, whenever it does. Nobody can take the read back, so what it reads
     * is the first that the program gets; only then is the rest read. Nothing to be done if no thread was.
     *
     * @param events is used by this alone from now on
     */
    void finishReading(Events events, StackWalk walk) {
        reading.ifPresent(read -> read.finish(events, walk, gate, this::pumpInput));
    }

    /**
     * Has those threads wait as well that were blocked when the others were trapped: they are interrupted, which nobody will hear of. They stay
     * suspended if they are not trapped in time, and if the tool then dies the process is killed as ever; but in the instant before, the agent of
     * the debugger would let them go. One that has to wait for a monitor of a trapped thread never runs again anyway.
     */
    void trapBlocked(Events events) throws IOException, TargetException {
        for (ThreadReference thread : blocked) {
            try {
                List<StackFrame> frames = ProgramThreads.frames(thread);
                Blocking blocking = Blocking.of(thread, frames);
                boolean free = switch (blocking) {
                    case WAIT -> Blocking.monitor(thread, frames).owningThread() == null;
                    case MONITOR, REENTRY -> false;
                    default -> true;
                };
                if (free && HostThread.interrupt(thread, events)) {
                    trapped.add(new Invoker(thread).begin(trap, "run", "()V"));
                    awaitHere(trapped);
                }
            } catch (IncompatibleThreadStateException | InvocationFailedException e) {
                throw new IOException("thread " + thread.name() + " could not be trapped: " + e.getMessage(), e);
            }
        }
    }

    /** {@return what arrives at the source's standard input, from the commit on} */
    public InputStream stdin() throws IOException {
        InputStream pumped = in.socket().getInputStream();
        return reading.isEmpty()
                ? pumped
                : new SequenceInputStream(reading.get().input(), pumped);
    }

    /** {@return goes to the source's standard output} Fails when the other end of that is gone. */
    public OutputStream stdout() throws IOException {
        return out.socket().getOutputStream();
    }

    /** {@return goes to the source's standard error} Fails when the other end of that is gone. */
    public OutputStream stderr() throws IOException {
        return err.socket().getOutputStream();
    }

    /**
     * Waits until the process is gone, whatever ended it. A signal that ends the husk is meant for the program: the caller then ends the
     * destination.
     */
    public void awaitEnd() throws IOException {
        guard.socket().setSoTimeout(0);
        try {
            if (guard.socket().getInputStream().read() >= 0) {
                throw new IOException("the husk sent something that it should not");
            }
        } catch (java.net.SocketException e) {
            // reset by the process's end
            return;
        }
    }

    /**
     * Has all output written, and ends the process. No shutdown hook of the source runs: they are the destination's.
     *
     * @throws IOException if the process ended before, by something else
     */
    public void end(int exitCode) throws IOException {
        finish(out);
        finish(err);
        try {
            invoker.thread().virtualMachine().exit(exitCode);
        } catch (VMDisconnectedException e) {
            throw new IOException("the source process was ended by something else", e);
        }
        awaitEnd();
        close();
    }

    /** Ends a stream and waits for the pump, which closes its end when it has written everything. */
    private static void finish(HuskLink link) throws IOException {
        link.socket().shutdownOutput();
        link.socket().setSoTimeout(0);
        if (link.socket().getInputStream().read() >= 0) {
            throw new IOException("the husk sent something that it should not");
        }
    }

    /** Undoes {@link #prepare} and {@link #trap}; after {@link #commit} it ends the process, as the tool's death would. */
    @Override
    public void close() throws IOException {
        for (HuskLink link : List.of(in, out, err, guard)) {
            link.close();
        }
        try {
            if (!committed) {
                for (CompletableFuture<Value> one : trapped) {
                    one.get(ANSWER_BOUND_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
            invoker.close();
        } catch (VMDisconnectedException e) {
            return;
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the program's threads did not come back from the trap", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the program's threads came back from the trap", e);
        }
    }

    /** Waits for one {@link HuskLink#HERE} on the guard's link. */
    private void awaitHere(List<CompletableFuture<Value>> invocations) throws IOException {
        guard.socket().setSoTimeout(TRAP_CHECK_MILLIS);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ANSWER_BOUND_MILLIS);
        while (true) {
            try {
                if (guard.socket().getInputStream().read() != HuskLink.HERE) {
                    throw new IOException("the source process ended");
                }
                return;
            } catch (SocketTimeoutException e) {
                for (CompletableFuture<Value> one : invocations) {
                    if (one.isDone()) {
                        throw new IOException("a thread of the program could not be held: " + one, e);
                    }
                }
                if (System.nanoTime() > deadline) {
                    throw new IOException("the source process did not answer", e);
                }
            }
        }
    }

    /** JDI may have an old suspend count at hand until the thread is resumed; one resume too many has no effect. */
    private static void resumeFully(ThreadReference thread) {
        do {
            thread.resume();
        } while (thread.suspendCount() > 0);
    }
}
