package io.jtp.capture;

import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.ExceptionEvent;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.EventRequestManager;
import com.sun.jdi.request.ExceptionRequest;
import com.sun.jdi.request.StepRequest;
import io.jtp.snapshot.Obstacle;
import io.jtp.snapshot.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Brings the program to a point where its frames can be read and rebuilt, and holds it there.
 *
 * <p>The main thread is to stop at an event, since only then can methods be invoked in it: at its next byte code instruction, or at a
 * place the user names. If the stack then has a {@link PassingObstacle}, the program runs on until that frame has returned (or an
 * exception has left it), and is looked at again.
 *
 * <p>All events hold all threads, and until one comes all threads run. Stepping the main thread alone would gain nothing as long as it
 * is the program's only one, and could lock up, when it waits for one of the JDK's own threads.
 */
final class Rendezvous {

    /** How long to let the program run on where no instruction is known at which an obstacle will be gone. */
    private static final Duration NEXT_LOOK = Duration.ofMillis(20);

    private static final int LONGEST_STRIDE = 1000;

    private static final String MAIN_HAS_ENDED = "its main method has ended";

    private final VirtualMachine vm;
    private final Events events;
    private final EventRequestManager requests;
    private final List<EventRequest> active = new ArrayList<>();
    private final Collection<ThreadReference> ours;
    private final Optional<StopPlace> place;
    private final Deadline deadline;
    private final Duration wait;
    private final MethodCodes codes;
    private ThreadReference main;
    /** How many frames, from the bottom, are outside of the obstacle that is to pass. */
    private int outside;
    /** Whether the instructions behind the place are being counted. */
    private boolean counting;

    private final Set<String> passed = new LinkedHashSet<>();
    /** What was found where it stood last, and may have passed meanwhile. */
    private List<Obstacle> passing = List.of();

    private List<ObjectReference> cleaners = List.of();
    /** How many instructions to let it go on where an obstacle holds for an instruction; doubled each time. */
    private int stride = 1;

    /**
     * @param ours threads that this tool has made in the target
     * @param place where to stop, or empty for anywhere
     * @param wait how long the program may take to get there
     * @param codes the class files' view of the program's methods
     */
    Rendezvous(
            VirtualMachine vm,
            Events events,
            Collection<ThreadReference> ours,
            Optional<StopPlace> place,
            Duration wait,
            MethodCodes codes) {
        this.ours = ours;
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
     * @return the main thread, stopped at an event; every thread is suspended once
     * @throws RefusedException if it has other threads, or did not come to such a point in time. It runs on
     */
    ThreadReference meet() throws RefusedException, TargetException {
        begin();
        return await(() -> {});
    }

    /** The first half of {@link #meet}: from now on the program stops where it is to stop. */
    void begin() throws RefusedException {
        vm.suspend();
        main = onlyThread();
        if (place.isPresent()) {
            stopAt(place.get());
        } else {
            stopAfter(1);
        }
        vm.resume();
    }

    /**
     * The second half of {@link #meet}: waits until it has.
     *
     * @param stopped told each time the program has stopped, before this is found to be a good place or not
     */
    ThreadReference await(Runnable stopped) throws RefusedException, TargetException {
        while (true) {
            if (!isStopped()) {
                throw tooLate();
            }
            dropRequests();
            int instructions = place.map(StopPlace::instructions).orElse(0);
            if (instructions > 0 && !counting) {
                counting = true;
                stopAfter(instructions);
                vm.resume();
                continue;
            }
            stopped.run();
            onlyThread();
            List<StackFrame> frames = ProgramThreads.frames(main);
            if (hasEnded(frames)) {
                throw refuse(List.of(new Obstacle(
                        "thread " + main.name() + where(frames),
                        MAIN_HAS_ENDED,
                        "A program can be moved while its main method runs")));
            }
            Optional<PassingObstacle> obstacle = PassingObstacle.outermost(frames, codes);
            if (obstacle.isEmpty()) {
                boolean betweenInstructions =
                        !codes.morphs().isOriginal(frames.get(0).location());
                if (!betweenInstructions && !PassingObstacle.isAboutToCall(frames.get(0))) {
                    return main;
                }
                passed.add("it was about to call");
                stopAfter(1);
                vm.resume();
                continue;
            }
            if (deadline.millisLeft() == 0) {
                throw refuse(List.of(inTheWay(frames, obstacle.get())));
            }
            Method method = frames.get(obstacle.get().frame()).location().method();
            passed.add(obstacle.get().problem() + " (" + method.declaringType().name() + "." + method.name() + ")");
            runOn(frames, obstacle.get());
        }
    }

    /** What a thread runs after its own code the JVM calls on the Thread object: its uncaught exception handler and its clean-up. */
    private static boolean hasEnded(List<StackFrame> frames) {
        return frames.isEmpty()
                || frames.get(frames.size() - 1)
                        .location()
                        .declaringType()
                        .name()
                        .equals("java.lang.Thread");
    }

    /**
     * Lets the program, which {@link #await} has left held, go on until these obstacles may have passed; then await is to be called again.
     *
     * @return false if one of them does not pass by itself, or there is no time left; the program is still held then
     */
    boolean letPass(List<Obstacle> obstacles) throws TargetException {
        int stay = Obstacle.outside(obstacles);
        if (stay <= 0 || deadline.millisLeft() == 0) {
            return false;
        }
        passing = List.copyOf(obstacles);
        obstacles.forEach(obstacle -> passed.add(obstacle.problem()));
        List<StackFrame> frames = ProgramThreads.frames(main);
        if (stay >= frames.size()) {
            stopAfter(stride);
            stride = Math.min(2 * stride, LONGEST_STRIDE);
            vm.resume();
        } else {
            runOn(frames, new PassingObstacle(frames.size() - stay - 1, ""));
        }
        return true;
    }

    /** The main thread if there is no other; refuses otherwise. */
    private ThreadReference onlyThread() throws RefusedException {
        ProgramThreads threads = ProgramThreads.find(vm, ours);
        List<Obstacle> obstacles = threads.obstacles();
        if (!obstacles.isEmpty()) {
            throw refuse(obstacles);
        }
        cleaners = threads.cleaners();
        return threads.main().orElseThrow();
    }

    /** {@return as in {@link ProgramThreads}, of the program as it is held now} */
    List<ObjectReference> cleaners() {
        return cleaners;
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
        StepRequest step = requests.createStepRequest(main, StepRequest.STEP_MIN, StepRequest.STEP_INTO);
        step.addCountFilter(instructions);
        enable(step);
    }

    private void stopAt(StopPlace where) {
        for (String pattern : where.classPatterns()) {
            ClassPrepareRequest prepared = requests.createClassPrepareRequest();
            prepared.addClassFilter(pattern);
            enable(prepared);
        }
        for (ReferenceType type : vm.allClasses()) {
            if (type.isPrepared()) {
                where.in(type, codes.morphs()).forEach(location -> breakAt(location));
            }
        }
    }

    private void breakAt(Location location) {
        BreakpointRequest breakpoint = requests.createBreakpointRequest(location);
        breakpoint.addThreadFilter(main);
        enable(breakpoint);
    }

    private void enable(EventRequest request) {
        request.setSuspendPolicy(EventRequest.SUSPEND_ALL);
        active.add(request);
        request.enable();
    }

    /** Lets the program go until the obstacle is gone. */
    private void runOn(List<StackFrame> frames, PassingObstacle obstacle) throws TargetException {
        Optional<Location> after = obstacle.after(frames);
        if (after.isPresent()) {
            breakAt(after.get());
            ExceptionRequest thrown = requests.createExceptionRequest(null, true, true);
            thrown.addThreadFilter(main);
            enable(thrown);
            outside = frames.size() - obstacle.frame() - 1;
            vm.resume();
        } else {
            vm.resume();
            events.await(List.of(), deadline.orIn(NEXT_LOOK));
            vm.suspend();
            stopAfter(1);
            vm.resume();
        }
    }

    /** Waits for the event that stops the main thread; false at the deadline. */
    private boolean isStopped() throws TargetException {
        while (true) {
            Optional<Event> event = events.await(active, deadline);
            if (event.isEmpty()) {
                return false;
            } else if (event.get() instanceof ClassPrepareEvent prepared) {
                place.ifPresent(where ->
                        where.in(prepared.referenceType(), codes.morphs()).forEach(location -> breakAt(location)));
            } else if (event.get() instanceof ExceptionEvent thrown) {
                stopWhereCaught(thrown);
            } else {
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
        List<StackFrame> frames = ProgramThreads.frames(main);
        Method method = handler.method();
        boolean canBeOutside = frames.subList(Math.max(0, frames.size() - outside), frames.size()).stream()
                .anyMatch(frame -> frame.location().method().equals(method));
        boolean known = active.stream()
                .anyMatch(r -> r instanceof BreakpointRequest b && b.location().equals(handler));
        if (canBeOutside && !known) {
            breakAt(handler);
        }
    }

    private void dropRequests() {
        requests.deleteEventRequests(active);
        active.clear();
    }

    /** Puts everything back as it was before {@link #meet}, which left all threads suspended once. */
    private RefusedException refuse(List<Obstacle> obstacles) {
        dropRequests();
        vm.resume();
        return new RefusedException(obstacles);
    }

    private RefusedException tooLate() throws TargetException {
        vm.suspend();
        List<StackFrame> frames = ProgramThreads.frames(main);
        List<Obstacle> obstacles = new ArrayList<>();
        boolean placeReached = active.stream().noneMatch(ClassPrepareRequest.class::isInstance);
        if (!passing.isEmpty()) {
            obstacles.addAll(passing);
        } else if (counting && !active.isEmpty() && active.get(0) instanceof StepRequest && passed.isEmpty()) {
            obstacles.add(new Obstacle(
                    "thread " + main.name() + where(frames),
                    "it came to the place, but did not execute " + place.get().instructions() + " instructions within "
                            + seconds(),
                    "Name fewer instructions with --at, or give it more time with --wait"));
        } else if (place.isPresent() && !placeReached) {
            boolean exists = active.stream().anyMatch(BreakpointRequest.class::isInstance);
            obstacles.add(new Obstacle(
                    "thread " + main.name() + where(frames),
                    "it did not come to " + place.get() + " within " + seconds()
                            + (exists ? "" : "; no class that is loaded has such a place"),
                    "Name another place with --at, or give it more time with --wait"));
        } else {
            obstacles.add(PassingObstacle.outermost(frames, codes)
                    .map(obstacle -> inTheWay(frames, obstacle))
                    .orElseGet(() -> new Obstacle(
                            "thread " + main.name() + where(frames),
                            "it did not come to a place where it can be moved within " + seconds(),
                            "Give it more time with --wait, or name a place with --at")));
        }
        dropRequests();
        events.drain();
        vm.resume();
        return new RefusedException(obstacles);
    }

    private Obstacle inTheWay(List<StackFrame> frames, PassingObstacle obstacle) {
        boolean blocked =
                obstacle.frame() == 0 && frames.get(0).location().method().isNative();
        return new Obstacle(
                "thread " + main.name() + where(frames.subList(obstacle.frame(), frames.size())),
                (blocked ? blockedIn() : obstacle.problem()) + ", and this did not end within " + seconds(),
                "Give it more time with --wait, or name a place with --at that is outside of it");
    }

    private String blockedIn() {
        return switch (main.status()) {
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
