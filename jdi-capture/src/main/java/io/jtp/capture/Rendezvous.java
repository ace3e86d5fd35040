package io.jtp.capture;

import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.ExceptionEvent;
import com.sun.jdi.event.LocatableEvent;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.EventRequestManager;
import com.sun.jdi.request.ExceptionRequest;
import com.sun.jdi.request.StepRequest;
import io.jtp.capture.Gathering.InTheWay;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.snapshot.Obstacle;
import io.jtp.snapshot.RefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Brings the program to a point where the frames of all of its threads can be read and rebuilt, and holds it there.
 *
 * <p>If there is only the main thread it leads: it is to stop at an event, since only then can methods be invoked in it, at its next byte code
 * instruction. If the user names a place, the leader is the thread that comes there. If a lone main thread has a {@link PassingObstacle} then,
 * the program runs on until that frame has returned (or an exception has left it), and is looked at again. Otherwise all threads, suspended,
 * are brought to where they can be read one by one, see {@link Gathering}; if that fails for one, all run on for a moment.
 *
 * <p>The leader's events hold all threads, and until one comes all threads run: it may wait for one of the others, or of the JDK's own.
 */
final class Rendezvous {

    /** How long to let the program run on where no instruction is known at which an obstacle will be gone; doubled each time. */
    private static final Duration FIRST_LOOK = Duration.ofMillis(1);

    private static final Duration LONGEST_LOOK = Duration.ofMillis(30);

    private static final int LONGEST_STRIDE = 1000;

    private final VirtualMachine vm;
    private final Events events;
    private final EventRequestManager requests;
    private final List<EventRequest> active = new ArrayList<>();
    private final Collection<ThreadReference> ours;
    private final VirtualThreads virtualThreads;
    private final Optional<StopPlace> place;
    private final Deadline deadline;
    private final Duration wait;
    private final MethodCodes codes;
    private final JdwpPipe pipe;
    private final long pid;
    private ProgramThreads threads;
    /** The thread that is waited for; null if all are blocked, and held. */
    private ThreadReference leader;

    /** Those that were interrupted when they were stopped at an event. */
    private final Set<ThreadReference> interrupted = new HashSet<>();

    /** All threads that stood at events when the program was held last. */
    private List<HeldThread> atEvents = List.of();

    private List<ThreadReference> program = List.of();
    /** How many frames, from the bottom, are outside of the obstacle that is to pass. */
    private int outside;
    /** Whether the instructions behind the place are being counted. */
    private boolean counting;

    private final Set<String> passed = new LinkedHashSet<>();
    /** What was found where it stood last, and may have passed meanwhile. */
    private List<Obstacle> passing = List.of();

    /** How many instructions to let it go on where an obstacle holds for an instruction; doubled each time. */
    private int stride = 1;

    private Duration look = FIRST_LOOK;

    /**
     * @param ours threads that this tool has made in the target
     * @param place where to stop, or empty for anywhere
     * @param wait how long the program may take to get there
     * @param codes the class files' view of the program's methods
     * @param pid of the program's process, or 0 if it is not on this machine
     */
    Rendezvous(
            VirtualMachine vm,
            Events events,
            Collection<ThreadReference> ours,
            VirtualThreads virtualThreads,
            Optional<StopPlace> place,
            Duration wait,
            MethodCodes codes,
            JdwpPipe pipe,
            long pid) {
        this.pid = pid;
        this.pipe = pipe;
        this.ours = ours;
        this.virtualThreads = virtualThreads;
        this.vm = vm;
        this.events = events;
        this.requests = vm.eventRequestManager();
        this.place = place;
        this.wait = wait;
        this.codes = codes;
        this.deadline = Deadline.in(wait);
    }

    /**
     * Holds the program.
     *
     * @return its threads, each suspended once; those that stand at an event come first
     * @throws RefusedException if it did not come to such a point in time. It runs on
     */
    List<HeldThread> meet() throws RefusedException, TargetException, IOException {
        begin();
        return await(() -> {});
    }

    /** The first half of {@link #meet}: from now on the program stops where it is to stop. */
    void begin() throws RefusedException, TargetException, IOException {
        suspend();
        if (place.isPresent()) {
            leader = program.get(0);
            stopAt(place.get());
            vm.resume();
        } else {
            lead();
        }
    }

    /**
     * Lets the program run until the main thread's next instruction. If there are others they are brought there one by one instead, or one could
     * interrupt the leader meanwhile.
     */
    private void lead() {
        leader = isAlone() && canLead(program.get(0)) ? program.get(0) : null;
        if (leader != null) {
            if (Gathering.isInterrupted(leader)) {
                interrupted.add(leader);
            } else {
                interrupted.remove(leader);
            }
            goOn(1);
        }
    }

    /** {@return whether the program has one thread only} */
    private boolean isAlone() {
        return program.size() == 1 && threads.unmounted().isEmpty();
    }

    private static boolean canLead(ThreadReference thread) {
        List<StackFrame> frames = ProgramThreads.frames(thread);
        return !frames.isEmpty() && Blocking.of(thread, frames) == Blocking.NOT;
    }

    /**
     * The second half of {@link #meet}: waits until it has.
     *
     * @param stopped told each time the program has stopped, before this is found to be a good place or not
     */
    List<HeldThread> await(Runnable stopped) throws RefusedException, TargetException, IOException {
        while (true) {
            if (leader != null && !isStopped()) {
                throw tooLate();
            }
            dropRequests();
            int instructions = place.map(StopPlace::instructions).orElse(0);
            if (instructions > 0 && !counting) {
                counting = true;
                goOn(instructions);
                continue;
            }
            stopped.run();
            if (!look()) {
                runOn();
                continue;
            }
            Optional<InTheWay> inTheWay = threads.beingMade();
            if (inTheWay.isEmpty() && isAlone() && leader != null) {
                List<StackFrame> frames = ProgramThreads.frames(leader);
                if (ProgramThreads.isEnding(frames)) {
                    throw refuse(List.of(new Obstacle(
                            "thread " + leader.name() + where(frames),
                            "its own code has ended",
                            "A program can be moved while one of its threads runs")));
                }
                inTheWay = PassingObstacle.outermost(frames, codes).map(each -> new InTheWay(leader, each, true));
                if (inTheWay.isEmpty() && PassingObstacle.isBetween(frames.get(0), codes)) {
                    passed.add("it was about to call");
                    goOn(1);
                    continue;
                }
            }
            if (inTheWay.isEmpty()) {
                Gathering gathering = new Gathering(vm, threads.main(), events, codes, pipe, new TimeLimits(vm, pid));
                inTheWay = gathering.gather(leader, interrupted, program);
                atEvents = gathering.atEvents();
                atEvents.stream().filter(HeldThread::interrupted).forEach(each -> interrupted.add(each.thread()));
                passed.addAll(gathering.passed());
                if (inTheWay.isEmpty()) {
                    List<HeldThread> held = new ArrayList<>(gathering.held());
                    UnmountedThreads unmounted = new UnmountedThreads(pipe, codes);
                    if (!look()) {
                        runOn();
                        continue;
                    }
                    inTheWay = startedMeanwhile(held);
                    if (inTheWay.isEmpty()) {
                        inTheWay = unmounted.find(threads.unmounted(), threads.carriers());
                    }
                    if (inTheWay.isEmpty()) {
                        held.addAll(unmounted.held());
                        return held;
                    }
                }
            }
            if (deadline.millisLeft() == 0) {
                throw refuse(List.of(inTheWay(inTheWay.get())));
            }
            leader = inTheWay.get().thread();
            List<StackFrame> frames = ProgramThreads.frames(leader);
            PassingObstacle obstacle = inTheWay.get().obstacle();
            passed.add(obstacle.problem() + in(frames, obstacle));
            runOn(frames, inTheWay.get());
        }
    }

    /** {@return a thread that one of them has started as it went its few instructions} */
    private Optional<InTheWay> startedMeanwhile(List<HeldThread> held) {
        return threads.beingMade()
                .or(() -> program.stream()
                        .filter(thread ->
                                held.stream().noneMatch(each -> each.thread().equals(thread)))
                        .findFirst()
                        .map(thread ->
                                new InTheWay(thread, new PassingObstacle(0, "it has just been started"), false)));
    }

    private static String in(List<StackFrame> frames, PassingObstacle obstacle) {
        if (frames.isEmpty()) {
            return "";
        }
        Method method = frames.get(obstacle.frame()).location().method();
        return " (" + method.declaringType().name() + "." + method.name() + ")";
    }

    private void goOn(int instructions) {
        stopAfter(instructions);
        vm.resume();
    }

    /**
     * Lets the program, which {@link #await} has left held, go on until these obstacles may have passed; then await is to be called again.
     *
     * @return false if one of them does not pass by itself, or there is no time left; the program is still held then
     */
    boolean letPass(List<Obstacle> obstacles) throws RefusedException, TargetException, IOException {
        int stay = Obstacle.outside(obstacles);
        if (stay <= 0 || deadline.millisLeft() == 0) {
            return false;
        }
        passing = List.copyOf(obstacles);
        obstacles.forEach(obstacle -> passed.add(obstacle.problem()));
        if (leader == null || !isAlone()) {
            // of which thread the frames are is not known
            runOn();
            return true;
        }
        List<StackFrame> frames = ProgramThreads.frames(leader);
        if (stay >= frames.size()) {
            goOn(stride);
            stride = Math.min(2 * stride, LONGEST_STRIDE);
        } else {
            runOn(frames, new InTheWay(leader, new PassingObstacle(frames.size() - stay - 1, ""), true));
        }
        return true;
    }

    /** Holds all threads, wherever they are. */
    private void suspend() throws RefusedException, TargetException, IOException {
        threads = ProgramThreads.suspend(vm, ours, virtualThreads);
        require(threads.obstacles());
        program = threads.all();
    }

    /** Looks which threads there are, while they are suspended. @return false if that is not to be seen just now */
    private boolean look() throws RefusedException, TargetException, IOException {
        threads = ProgramThreads.find(vm, ours, virtualThreads);
        if (threads.isHandover()) {
            return false;
        }
        require(threads.obstacles());
        require(threads.virtual().stream().toList());
        program = threads.all();
        return true;
    }

    private void require(List<Obstacle> obstacles) throws RefusedException, TargetException {
        if (!obstacles.isEmpty()) {
            throw refuse(obstacles);
        }
    }

    /** {@return the threads of the program as it is held now} */
    ProgramThreads threads() {
        return threads;
    }

    /**
     * {@return what kept the program from being held where it first stopped, each thing once} For each, what was going on in which method;
     * the program was let run on until that had passed.
     */
    List<String> passed() {
        return List.copyOf(passed);
    }

    /** The target's agent counts, without a round trip for each; while it does, the thread runs interpreted. */
    private void stopAfter(int instructions) {
        active.add(Stepping.begin(leader, StepRequest.STEP_INTO, instructions, EventRequest.SUSPEND_ALL));
    }

    private void stopAt(StopPlace where) {
        for (String pattern : where.classPatterns()) {
            ClassPrepareRequest prepared = requests.createClassPrepareRequest();
            prepared.addClassFilter(pattern);
            enable(prepared);
        }
        for (ReferenceType type : vm.allClasses()) {
            if (type.isPrepared()) {
                where.in(type, codes.morphs()).forEach(this::breakAnyAt);
            }
        }
    }

    /** Stops whichever thread comes there. */
    private void breakAnyAt(Location location) {
        enable(requests.createBreakpointRequest(location));
    }

    private void breakAt(Location location) {
        BreakpointRequest breakpoint = requests.createBreakpointRequest(location);
        breakpoint.addThreadFilter(leader);
        enable(breakpoint);
    }

    private void enable(EventRequest request) {
        request.setSuspendPolicy(EventRequest.SUSPEND_ALL);
        active.add(request);
        request.enable();
    }

    /** Lets the program go until the obstacle of the leader is gone. */
    private void runOn(List<StackFrame> frames, InTheWay inTheWay)
            throws TargetException, RefusedException, IOException {
        PassingObstacle obstacle = inTheWay.obstacle();
        Optional<Location> after = inTheWay.placeKnown() && isAlone() ? obstacle.after(frames) : Optional.empty();
        if (after.isPresent()) {
            breakAt(after.get());
            ExceptionRequest thrown = requests.createExceptionRequest(null, true, true);
            thrown.addThreadFilter(leader);
            enable(thrown);
            outside = frames.size() - obstacle.frame() - 1;
            vm.resume();
        } else {
            runOn();
        }
    }

    /** Lets the program go for a moment. */
    private void runOn() throws TargetException, RefusedException, IOException {
        Departures departures = new Departures(requests);
        departures.expect(atEvents);
        vm.resume();
        departures.await(events, deadline);
        atEvents = List.of();
        events.await(List.of(), deadline.orIn(look));
        look = look.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : look.multipliedBy(2);
        suspend();
        lead();
    }

    /** Waits for the event that stops the main thread; false at the deadline. */
    private boolean isStopped() throws TargetException {
        while (true) {
            Optional<Event> event = events.await(active, deadline);
            if (event.isEmpty()) {
                return false;
            } else if (event.get() instanceof ClassPrepareEvent prepared) {
                place.ifPresent(where ->
                        where.in(prepared.referenceType(), codes.morphs()).forEach(this::breakAnyAt));
            } else if (event.get() instanceof ExceptionEvent thrown) {
                stopWhereCaught(thrown);
            } else {
                leader = ((LocatableEvent) event.get()).thread();
                return true;
            }
            vm.resume();
        }
    }

    /** If an exception leaves the obstacle, its frames are gone at the handler. */
    private void stopWhereCaught(ExceptionEvent thrown) {
        Location handler = thrown.catchLocation();
        if (handler == null) {
            return;
        }
        List<StackFrame> frames = ProgramThreads.frames(leader);
        Method method = handler.method();
        boolean canBeOutside = frames.subList(Math.max(0, frames.size() - outside), frames.size()).stream()
                .anyMatch(frame -> frame.location().method().equals(method));
        boolean known = active.stream()
                .anyMatch(r -> r instanceof BreakpointRequest b && b.location().equals(handler));
        if (canBeOutside && !known) {
            breakAt(handler);
        }
    }

    /** Other threads may have come to the same place in the same moment; each has suspended all once more. */
    private void dropRequests() throws TargetException {
        requests.deleteEventRequests(active);
        if (!active.isEmpty()) {
            active.clear();
            events.drain();
        }
    }

    /** Puts everything back as it was before {@link #meet}, which left all threads suspended once. */
    private RefusedException refuse(List<Obstacle> obstacles) throws TargetException {
        dropRequests();
        vm.resume();
        return new RefusedException(obstacles);
    }

    private RefusedException tooLate() throws TargetException {
        vm.suspend();
        List<StackFrame> frames = ProgramThreads.frames(leader);
        List<Obstacle> obstacles = new ArrayList<>();
        boolean placeReached = active.stream().noneMatch(ClassPrepareRequest.class::isInstance);
        if (!passing.isEmpty()) {
            obstacles.addAll(passing);
        } else if (counting && !active.isEmpty() && active.get(0) instanceof StepRequest && passed.isEmpty()) {
            obstacles.add(new Obstacle(
                    "thread " + leader.name() + where(frames),
                    "it came to the place, but did not execute " + place.get().instructions() + " instructions within "
                            + seconds(),
                    "Name fewer instructions with --at, or give it more time with --wait"));
        } else if (place.isPresent() && !placeReached) {
            boolean exists = active.stream().anyMatch(BreakpointRequest.class::isInstance);
            obstacles.add(new Obstacle(
                    "thread " + leader.name() + where(frames),
                    "it did not come to " + place.get() + " within " + seconds()
                            + (exists ? "" : "; no class that is loaded has such a place"),
                    "Name another place with --at, or give it more time with --wait"));
        } else {
            obstacles.add(PassingObstacle.outermost(frames, codes)
                    .map(obstacle -> inTheWay(new InTheWay(leader, obstacle, true)))
                    .orElseGet(() -> new Obstacle(
                            "thread " + leader.name() + where(frames),
                            "it did not come to a place where it can be moved within " + seconds(),
                            "Give it more time with --wait, or name a place with --at")));
        }
        dropRequests();
        vm.resume();
        return new RefusedException(obstacles);
    }

    private Obstacle inTheWay(InTheWay inTheWay) {
        List<StackFrame> frames = ProgramThreads.frames(inTheWay.thread());
        PassingObstacle obstacle = inTheWay.obstacle();
        boolean blocked = inTheWay.placeKnown()
                && obstacle.frame() == 0
                && frames.get(0).location().method().isNative();
        return new Obstacle(
                "thread " + inTheWay.thread().name()
                        + where(frames.subList(Math.min(obstacle.frame(), frames.size()), frames.size())),
                (blocked ? blockedIn(inTheWay.thread()) : obstacle.problem()) + ", and this did not end within "
                        + seconds(),
                "Give it more time with --wait, or name a place with --at that is outside of it");
    }

    private static String blockedIn(ThreadReference thread) {
        return switch (thread.status()) {
            case ThreadReference.THREAD_STATUS_SLEEPING -> "it sleeps";
            case ThreadReference.THREAD_STATUS_WAIT -> "it waits for another thread or an event";
            case ThreadReference.THREAD_STATUS_MONITOR -> "it waits for a monitor";
            default -> "it waits in a native method for input or another system call";
        };
    }

    /** The innermost frame and, if that is the JDK's, where the program has called it. */
    private static String where(List<StackFrame> frames) {
        if (frames.isEmpty()) {
            return "";
        }
        Location innermost = frames.get(0).location();
        String place = ", " + ProgramThreads.describe(innermost);
        if (ProgramThreads.isOfProgram(innermost.declaringType())) {
            return place;
        }
        return place
                + frames.stream()
                        .map(StackFrame::location)
                        .filter(location -> ProgramThreads.isOfProgram(location.declaringType()))
                        .findFirst()
                        .map(location -> ", called from " + ProgramThreads.describe(location))
                        .orElse("");
    }

    private String seconds() {
        return wait.toMillis() / 1000.0 + " s";
    }
}
