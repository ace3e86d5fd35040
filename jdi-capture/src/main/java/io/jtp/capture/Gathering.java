package io.jtp.capture;

import com.sun.jdi.BooleanValue;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.Location;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.EventRequestManager;
import com.sun.jdi.request.StepRequest;
import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.JdwpPipe;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Brings the program's threads, all of them suspended, to where their frames can be read. Each goes its few instructions alone, so that what has been
 * looked at stays as it is:
 *
 * <ul>
 *   <li>one that runs stops at its next instruction
 *   <li>one that is parked is unparked, and so returns from {@code park} early
 *   <li>one that waits, sleeps, reads standard input or is on its way into a monitor stays there if its variables can be read from outside, see {@link BlockedFrames}
 *   <li>one whose variables cannot, and that waits on behalf of the JDK, which always looks again why, is notified
 * </ul>
 */
final class Gathering {

    /** An instruction takes microseconds; what takes longer waits for a lock that another thread has. */
    private static final Duration STEP_BOUND = Duration.ofMillis(500);

    /** After how long to resume a thread again: one that is just being started is not resumed if it has not got to where it is suspended. */
    private static final Duration NUDGE = Duration.ofMillis(10);

    /** How many instructions to try, and how many frames to leave, until a thread stands where it can be moved. */
    private static final int MOST_STEPS = 200;

    /**
     * What keeps a thread from being read now.
     *
     * @param placeKnown whether it passes when the frame returns that the obstacle names; else nobody knows when
     */
    record InTheWay(ThreadReference thread, PassingObstacle obstacle, boolean placeKnown) {}

    private final VirtualMachine vm;
    private final Events events;
    private final EventRequestManager requests;
    private final MethodCodes codes;
    private final JdwpPipe pipe;
    private final TimeLimits limits;
    /** Those that stand at events where they can be moved. */
    private final List<ThreadReference> settled = new ArrayList<>();

    private final List<HeldThread> blocked = new ArrayList<>();
    private final Set<ThreadReference> interrupted = new HashSet<>();
    private final Set<ThreadReference> atEvents = new LinkedHashSet<>();
    private final Set<String> passed = new LinkedHashSet<>();
    /** Those that wait or are parked, which take another thread to wake them. */
    private final List<ThreadReference> toWake = new ArrayList<>();

    private final Optional<ThreadReference> main;

    Gathering(
            VirtualMachine vm,
            Optional<ThreadReference> main,
            Events events,
            MethodCodes codes,
            JdwpPipe pipe,
            TimeLimits limits) {
        this.limits = limits;
        this.vm = vm;
        this.main = main;
        this.events = events;
        this.requests = vm.eventRequestManager();
        this.codes = codes;
        this.pipe = pipe;
    }

    /**
     * Brings them all there.
     *
     * @param stopped one of them that stands at an event already, or null
     * @param alreadyInterrupted those of them that are known to be interrupted
     * @return the first of all reasons why one of them cannot be read now, or empty: then there are all in {@link #held}. Either way all are suspended once
     */
    Optional<InTheWay> gather(
            ThreadReference stopped, Set<ThreadReference> alreadyInterrupted, List<ThreadReference> threads)
            throws TargetException, IOException {
        interrupted.addAll(alreadyInterrupted);
        if (stopped != null) {
            atEvents.add(stopped);
        }
        List<ThreadReference> order = new ArrayList<>(threads);
        // to end they take locks that others could be stopped with
        order.sort(Comparator.comparing(thread -> !isEnding(thread)));
        for (ThreadReference thread : order) {
            Optional<InTheWay> inTheWay = thread.equals(stopped) ? settle(thread) : bring(thread);
            if (inTheWay.isPresent()) {
                return inTheWay;
            }
        }
        Optional<InTheWay> inTheWay = toWake.isEmpty() ? Optional.empty() : wake();
        return inTheWay.isPresent() ? inTheWay : changed();
    }

    /** {@return a thread that was blocked when it was looked at, and has been woken since by one that went its few instructions} */
    private Optional<InTheWay> changed() throws IOException {
        for (HeldThread each : blocked) {
            boolean changed = switch (Blocking.of(each.thread(), ProgramThreads.frames(each.thread()))) {
                case MONITOR, REENTRY -> !isKeptOut(each.thread());
                case SLEEP, READ -> false;
                default -> status(each.thread()) != ThreadReference.THREAD_STATUS_WAIT;
            };
            if (changed || isInterrupted(each.thread()) != each.interrupted()) {
                return inTheWay(each.thread(), "it has been woken");
            }
        }
        return Optional.empty();
    }

    private int status(ThreadReference thread) throws IOException {
        return pipe.ask(Commands.threadStatus(thread.uniqueID()));
    }

    /** {@return whether a thread is still on its way into a monitor, which nobody has who is not held: suspended, it does not get it} */
    private boolean isKeptOut(ThreadReference thread) throws IOException {
        try {
            ObjectReference monitor = thread.currentContendedMonitor();
            ThreadReference owner = monitor == null ? null : monitor.owningThread();
            return status(thread) == ThreadReference.THREAD_STATUS_MONITOR
                    && (owner == null
                            || held().stream().anyMatch(each -> each.thread().equals(owner)));
        } catch (IncompatibleThreadStateException e) {
            throw new IllegalStateException("not all threads are suspended", e);
        }
    }

    private static boolean isEnding(ThreadReference thread) {
        List<StackFrame> frames = ProgramThreads.frames(thread);
        return !frames.isEmpty() && ProgramThreads.isEnding(frames);
    }

    /** {@return all threads that were given, those at an event first} */
    List<HeldThread> held() {
        return Stream.concat(settled.stream().map(this::atEvent), blocked.stream())
                .toList();
    }

    /** One of the others can have interrupted it while it stood at its event. */
    private HeldThread atEvent(ThreadReference thread) {
        return HeldThread.atEvent(thread, interrupted.contains(thread) || isInterrupted(thread));
    }

    private Optional<InTheWay> bring(ThreadReference thread) throws TargetException, IOException {
        if (isInterrupted(thread)) {
            interrupted.add(thread);
        } else if (interrupted.contains(thread)) {
            return inTheWay(thread, "it was interrupted before, and whether it still is cannot be known");
        }
        List<StackFrame> frames = ProgramThreads.frames(thread);
        List<Location> locations = frames.stream().map(StackFrame::location).toList();
        boolean virtual = VirtualThreads.isVirtual(thread);
        if (virtual && VirtualFrames.own(locations) == 0) {
            return inTheWay(thread, "a virtual thread begins or ends");
        } else if (frames.isEmpty()) {
            return begin(thread);
        } else if (ProgramThreads.isEnding(frames)) {
            return end(thread);
        }
        Blocking blocking = Blocking.of(thread, frames);
        switch (blocking) {
            case PARK:
                toWake.add(thread);
                return Optional.empty();
            case WAIT, SLEEP, READ, MONITOR, REENTRY:
                if (virtual) {
                    return inTheWay(thread, "a virtual thread waits for a monitor on its carrier");
                }
                return blocked(thread, frames, blocking);
            default:
                return step(thread, StepRequest.STEP_INTO)
                        ? settle(thread)
                        : inTheWay(thread, "it did not come to its next instruction");
        }
    }

    /** Lets a thread that has been started, and has not run yet, come to its first instruction. */
    private Optional<InTheWay> begin(ThreadReference thread) throws TargetException, IOException {
        if (hasEnded(thread)) {
            return Optional.empty();
        }
        try {
            return run(thread, request(thread, StepRequest.STEP_INTO), true)
                    ? settle(thread)
                    : inTheWay(thread, "it is just being started");
        } catch (IllegalThreadStateException e) {
            // it has told the debugger already that it ends
            return end(thread);
        }
    }

    /** Lets a thread end whose own code has ended: then it is no thread of the program any more. */
    private Optional<InTheWay> end(ThreadReference thread) {
        thread.resume();
        atEvents.remove(thread);
        Deadline deadline = Deadline.in(STEP_BOUND);
        while (deadline.millisLeft() > 0) {
            if (hasEnded(thread)) {
                return Optional.empty();
            }
        }
        thread.suspend();
        return inTheWay(thread, "it is ending");
    }

    private static boolean hasEnded(ThreadReference thread) {
        return thread.status() == ThreadReference.THREAD_STATUS_ZOMBIE;
    }

    private Optional<InTheWay> blocked(ThreadReference thread, List<StackFrame> frames, Blocking blocking)
            throws TargetException, IOException {
        if (interrupted.contains(thread)
                && (blocking == Blocking.WAIT || blocking == Blocking.SLEEP || blocking == Blocking.REENTRY)) {
            return inTheWay(thread, "it is being interrupted");
        }
        int depth = Blocking.depth(frames);
        Optional<PassingObstacle> around = PassingObstacle.outermost(frames.subList(depth, frames.size()), codes);
        if (around.isPresent()) {
            PassingObstacle obstacle = around.get();
            return Optional.of(
                    new InTheWay(thread, new PassingObstacle(obstacle.frame() + depth, obstacle.problem()), false));
        }
        if (blocking == Blocking.READ && blocked.stream().anyMatch(HeldThread::isReading)) {
            return inTheWay(thread, "it reads standard input, as another thread does");
        }
        BlockedFrames.Result read = BlockedFrames.read(pipe, codes, thread);
        if (!read.frames().isEmpty()) {
            OptionalLong until = Blocking.hasTimeLimit(read.frames()) ? limits.end(thread) : OptionalLong.empty();
            blocked.add(HeldThread.blocked(
                    thread, interrupted.contains(thread), read.frames(), Optional.ofNullable(read.reenters()), until));
            return Optional.empty();
        }
        Location caller = frames.get(depth).location();
        boolean looksAgain = !ProgramThreads.isOfProgram(caller.declaringType());
        if (blocking == Blocking.WAIT && looksAgain && Waking.waitsAlone(Blocking.monitor(thread, frames))) {
            toWake.add(thread);
            return Optional.empty();
        }
        // it needs nobody else for that
        if (blocking == Blocking.SLEEP
                && limits.endsWithin(thread, STEP_BOUND)
                && step(thread, StepRequest.STEP_INTO)) {
            return settle(thread);
        }
        return inTheWay(thread, what(blocking) + ", and from outside the JVM does not tell " + read.unreadable());
    }

    private static String what(Blocking blocking) {
        return switch (blocking) {
            case WAIT -> "it waits";
            case SLEEP -> "it sleeps";
            case READ -> "it reads standard input";
            case MONITOR, REENTRY -> "it waits for a monitor";
            case NOT, PARK -> throw new IllegalArgumentException("a thread in " + blocking + " is brought elsewhere");
        };
    }

    /** {@return the interrupt status of a thread that does not stand at an event} */
    static boolean isInterrupted(ThreadReference thread) {
        return thread.getValue(thread.referenceType().fieldByName("interrupted")) instanceof BooleanValue value
                && value.value();
    }

    /** Runs in a thread that stands at an event, or in one of the JDK's own if there is none. */
    private Optional<InTheWay> wake() throws TargetException, IOException {
        if (!settled.isEmpty()) {
            return wake(settled.get(0));
        }
        Optional<ThreadReference> host = HostThread.stopSuspended(vm, events);
        return host.isPresent()
                ? wake(host.get())
                : inTheWay(toWake.get(0), "no thread of the JVM's own can be had that could wake it");
    }

    private Optional<InTheWay> wake(ThreadReference waker) throws TargetException, IOException {
        try (Invoker invoker = new Invoker(waker)) {
            Waking waking = new Waking(invoker);
            for (ThreadReference thread : toWake) {
                List<StackFrame> frames = ProgramThreads.frames(thread);
                boolean parked = Blocking.of(thread, frames) == Blocking.PARK;
                StepRequest step = request(thread, StepRequest.STEP_INTO);
                if (parked) {
                    waking.unpark(thread);
                } else {
                    waking.notify(Blocking.monitor(thread, frames));
                }
                if (!run(thread, step, false)) {
                    return inTheWay(thread, "it was woken, and did not come");
                }
                Optional<InTheWay> inTheWay = settle(thread);
                if (inTheWay.isPresent()) {
                    return inTheWay;
                }
            }
            return Optional.empty();
        } catch (InvocationFailedException e) {
            throw new IOException("blocked threads could not be woken: " + e.getMessage(), e);
        }
    }

    /** Lets a thread that stands at an event go on, alone, until it can be moved from there, if that is not far. */
    private Optional<InTheWay> settle(ThreadReference thread) throws TargetException, IOException {
        for (int steps = 0; steps < MOST_STEPS; steps++) {
            List<StackFrame> frames = ProgramThreads.frames(thread);
            int own =
                    VirtualFrames.own(frames.stream().map(StackFrame::location).toList());
            if (own < frames.size()) {
                // a carrier's way to a virtual thread
                frames = frames.subList(0, own);
            }
            if (own == 0 && VirtualThreads.isVirtual(thread)) {
                return inTheWay(thread, "a virtual thread ends");
            } else if (ProgramThreads.isEnding(frames)) {
                return end(thread);
            }
            Optional<PassingObstacle> obstacle = PassingObstacle.outermost(frames, codes);
            if (obstacle.isEmpty() && main.filter(thread::equals).isEmpty()) {
                obstacle = initializer(frames);
            }
            if (obstacle.isEmpty() && !PassingObstacle.isBetween(frames.get(0), codes)) {
                settled.add(thread);
                return Optional.empty();
            }
            boolean leave =
                    obstacle.isPresent() && !frames.get(0).location().method().isNative();
            passed.add(obstacle.map(PassingObstacle::problem).orElse("it was about to call"));
            if (!step(thread, leave ? StepRequest.STEP_OUT : StepRequest.STEP_INTO)) {
                return obstacle.map(each -> new InTheWay(thread, each, true))
                        .or(() -> inTheWay(thread, "it did not come to its next instruction"));
            }
        }
        return inTheWay(thread, "it did not come to a place where it can be moved");
    }

    /** {@return all threads that stand at events, whether they can be moved from there or not} */
    List<HeldThread> atEvents() {
        return atEvents.stream().map(this::atEvent).toList();
    }

    /** {@return what threads were let pass, each thing once} */
    Set<String> passed() {
        return passed;
    }

    /** The destination's agent initialises classes on the main thread. */
    static Optional<PassingObstacle> initializer(List<StackFrame> frames) {
        for (int i = frames.size() - 1; i >= 0; i--) {
            if (frames.get(i).location().method().isStaticInitializer()) {
                return Optional.of(new PassingObstacle(i, "a class is being initialised by a thread other than main"));
            }
        }
        return Optional.empty();
    }

    private boolean step(ThreadReference thread, int depth) throws TargetException, IOException {
        StepRequest step;
        try {
            step = request(thread, depth);
        } catch (IllegalThreadStateException e) {
            // the JVM is ending, or has told the debugger already that the thread does
            return false;
        }
        return run(thread, step, false);
    }

    private StepRequest request(ThreadReference thread, int depth) {
        return Stepping.begin(thread, depth, 1, EventRequest.SUSPEND_EVENT_THREAD);
    }

    /**
     * Resumes one thread until it comes to an event; if it does not, it is suspended again.
     *
     * @param isNew whether it is just being started, see {@link #NUDGE}
     */
    private boolean run(ThreadReference thread, StepRequest step, boolean isNew) throws TargetException, IOException {
        Deadline deadline = Deadline.in(STEP_BOUND);
        Duration patience = isNew ? NUDGE : STEP_BOUND;
        boolean came;
        do {
            thread.resume();
            came = events.await(List.of(step), deadline.orIn(patience)).isPresent();
        } while (!came && deadline.millisLeft() > 0);
        requests.deleteEventRequest(step);
        if (!came) {
            // in the very last moment
            came = events.await(List.of(step), Deadline.in(Duration.ofMillis(1)))
                    .isPresent();
        }
        if (pipe.ask(Commands.suspendCount(thread.uniqueID())) == 0) {
            // it did not come; or it was resumed once too often
            thread.suspend();
            came = false;
        }
        if (came) {
            atEvents.add(thread);
        } else {
            atEvents.remove(thread);
        }
        return came;
    }

    private static Optional<InTheWay> inTheWay(ThreadReference thread, String problem) {
        return Optional.of(new InTheWay(thread, new PassingObstacle(0, problem), false));
    }
}
