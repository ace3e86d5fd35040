package io.jtp.capture;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.BooleanValue;
import com.sun.jdi.ClassLoaderReference;
import com.sun.jdi.Field;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.Location;
import com.sun.jdi.LongValue;
import com.sun.jdi.Method;
import com.sun.jdi.ObjectCollectedException;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadGroupReference;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import io.jtp.capture.Gathering.InTheWay;
import io.jtp.snapshot.Obstacle;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The threads that belong to the program, told from those that every JVM has of its own. To be found while all threads are suspended.
 *
 * @param main the thread that the launcher started to run {@code main}, unless it has ended
 * @param destroyer if it has, the thread of the JVM that waits for the others to end
 * @param others all others of the program, virtual ones included that have a carrier
 * @param cleaners the {@code CleanerImpl}s of its cleaners whose threads wait; these threads do not count as others
 * @param carriers the JDK's threads that run virtual ones
 * @param unmounted its virtual threads that have no carrier
 * @param virtual why its virtual threads cannot be moved, if it has any that are alive
 * @param beingMade the thread that is just making a virtual one, if there is one; then the virtual ones are not known
 */
record ProgramThreads(
        Optional<ThreadReference> main,
        Optional<ThreadReference> destroyer,
        List<ThreadReference> others,
        List<ObjectReference> cleaners,
        List<ThreadReference> carriers,
        List<VirtualThread> unmounted,
        Optional<Obstacle> virtual,
        Optional<InTheWay> beingMade) {

    /** Groups whose threads the JDK makes for itself; a program can only get there by trying hard. */
    private static final Set<String> SERVICE_GROUPS = Set.of("system", "InnocuousThreadGroup");

    private static final String CARRIERS = "CarrierThreads";

    /** Waits, as a thread of its own, for {@code main}'s JVM to end; starts when {@code main} has returned. */
    private static final String DESTROY_JAVA_VM = "DestroyJavaVM";

    /** Made by {@code Cleaner.create()} on behalf of the program, although in the JDK's own group. */
    private static final String PROGRAMS_CLEANER = "Cleaner-";

    private static final Set<String> IN_A_WAITING_CLEANER = Set.of(
            "java.lang.Object",
            "java.lang.ref.ReferenceQueue",
            "java.lang.Thread",
            "jdk.internal.misc.InnocuousThread");

    /** The JVM's launcher needs but microseconds from the end of the main thread to that other one. */
    private static final Duration HANDOVER = Duration.ofSeconds(2);

    /**
     * Suspends all threads, and finds the program's.
     *
     * <p>A launcher that is just going from the one thread to the other is let go on: where it is suspended then, in the end of a thread or in the
     * constructor of {@code Thread}, it is not to be seen, or has neither name nor number.
     *
     * @param ours threads that this tool has made in the target, which do not count
     */
    static ProgramThreads suspend(VirtualMachine vm, Collection<ThreadReference> ours, VirtualThreads virtual)
            throws IOException {
        Deadline deadline = Deadline.in(HANDOVER);
        while (true) {
            vm.suspend();
            ProgramThreads found = find(vm, ours, virtual);
            if (!found.isHandover() || deadline.millisLeft() == 0) {
                return found;
            }
            vm.resume();
        }
    }

    /** {@return the program's threads, while all are suspended} @param ours threads that this tool has made in the target, which do not count */
    static ProgramThreads find(VirtualMachine vm, Collection<ThreadReference> ours, VirtualThreads virtualThreads)
            throws IOException {
        List<ThreadReference> threads = vm.allThreads();
        VirtualThreads.Found virtual = virtualThreads.find(threads);
        Set<ThreadReference> allVirtual = Set.copyOf(virtual.all());
        ThreadReference main = null;
        ThreadReference destroyer = null;
        List<ThreadReference> others = new ArrayList<>();
        List<ObjectReference> cleaners = new ArrayList<>();
        List<ThreadReference> carriers = new ArrayList<>();
        Map<ThreadGroupReference, String> groups = new HashMap<>();
        long mainTid = mainTid(vm);
        for (ThreadReference thread : threads) {
            if (allVirtual.contains(thread)) {
                continue;
            }
            try {
                Optional<ObjectReference> cleaner = waitingCleaner(thread);
                if (tid(thread) == mainTid) {
                    main = thread;
                } else if (isDestroyer(thread)) {
                    destroyer = thread;
                } else if (cleaner.isPresent()) {
                    cleaners.add(cleaner.get());
                } else if (groupName(thread, groups).equals(CARRIERS)) {
                    carriers.add(thread);
                } else if (!ours.contains(thread) && !isService(thread, groups)) {
                    others.add(thread);
                }
            } catch (ObjectCollectedException e) {
                // it ended before everything was suspended
                continue;
            }
        }
        virtual.alive().stream()
                .filter(VirtualThread::mounted)
                .map(VirtualThread::thread)
                .forEach(others::add);
        return new ProgramThreads(
                Optional.ofNullable(main),
                Optional.ofNullable(destroyer),
                List.copyOf(others),
                List.copyOf(cleaners),
                List.copyOf(carriers),
                virtual.alive().stream().filter(each -> !each.mounted()).toList(),
                virtualThreads.obstacle(virtual),
                virtual.beingMade());
    }

    /** {@code Thread.tid} of the thread that the launcher made: 1, or what newer JDKs have a constant for. */
    private static long mainTid(VirtualMachine vm) {
        ReferenceType thread = vm.classesByName("java.lang.Thread").get(0);
        Field constant = thread.fieldByName("PRIMORDIAL_TID");
        return constant != null && thread.getValue(constant) instanceof LongValue tid ? tid.value() : 1;
    }

    private static long tid(ThreadReference thread) {
        ReferenceType type = thread.referenceType();
        return thread.getValue(type.fieldByName("tid")) instanceof LongValue tid ? tid.value() : 0;
    }

    /** {@return whether the JVM does not wait for a thread when it ends} From JDK 19 on an object of its own has that. */
    private static boolean isDaemon(ThreadReference thread) {
        ObjectReference holder = thread;
        Field daemon = thread.referenceType().fieldByName("daemon");
        if (daemon == null) {
            holder = (ObjectReference) thread.getValue(thread.referenceType().fieldByName("holder"));
            daemon = holder.referenceType().fieldByName("daemon");
        }
        return holder.getValue(daemon) instanceof BooleanValue value && value.value();
    }

    private static boolean isDestroyer(ThreadReference thread) {
        if (!thread.name().equals(DESTROY_JAVA_VM)) {
            return false;
        }
        List<StackFrame> frames = frames(thread);
        return frames.isEmpty() || isShutdown(frames);
    }

    private static boolean isShutdown(List<StackFrame> frames) {
        return !frames.isEmpty()
                && frames.get(frames.size() - 1)
                        .location()
                        .declaringType()
                        .name()
                        .equals("java.lang.Shutdown");
    }

    private static String groupName(ThreadReference thread, Map<ThreadGroupReference, String> groups) {
        ThreadGroupReference group = thread.threadGroup();
        return group == null ? "" : groups.computeIfAbsent(group, ThreadGroupReference::name);
    }

    private static boolean isService(ThreadReference thread, Map<ThreadGroupReference, String> groups) {
        return SERVICE_GROUPS.contains(groupName(thread, groups))
                && !thread.name().startsWith(PROGRAMS_CLEANER)
                // a finaliser or cleaner of the program may be running there
                && frames(thread).stream()
                        .noneMatch(frame -> isOfProgram(frame.location().declaringType()));
    }

    /**
     * {@return the {@code CleanerImpl} whose thread this is, if it is the program's and waits for something to be cleaned} One is begun at the
     * destination instead. A thread that has taken something out of its queue would have to go on with it.
     */
    private static Optional<ObjectReference> waitingCleaner(ThreadReference thread) {
        if (!thread.name().startsWith(PROGRAMS_CLEANER)) {
            return Optional.empty();
        }
        List<StackFrame> frames = frames(thread);
        if (frames.isEmpty() || !isObjectWait(frames.get(0).location().method())) {
            return Optional.empty();
        }
        ObjectReference cleaner = null;
        for (StackFrame frame : frames) {
            String type = frame.location().declaringType().name();
            if (type.equals("jdk.internal.ref.CleanerImpl")) {
                cleaner = frame.thisObject();
            } else if (!IN_A_WAITING_CLEANER.contains(type)) {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(cleaner);
    }

    private static boolean isObjectWait(Method method) {
        return method.isNative()
                && method.name().startsWith("wait")
                && method.declaringType().name().equals("java.lang.Object");
    }

    /** {@return whether a class is of the program: neither of the boot loader nor of the platform loader} */
    static boolean isOfProgram(ReferenceType type) {
        ClassLoaderReference loader = type.classLoader();
        return loader != null
                && !loader.referenceType().name().equals("jdk.internal.loader.ClassLoaders$PlatformClassLoader");
    }

    /** {@return whether none is the launcher's just now} It passes if there is one. */
    boolean isHandover() {
        return main.isEmpty() && destroyer.isEmpty();
    }

    /** What keeps these threads from being moved, wherever they are; empty if nothing does. */
    List<Obstacle> obstacles() {
        List<Obstacle> obstacles = new ArrayList<>();
        if (isHandover()) {
            obstacles.add(new Obstacle(
                    "thread main",
                    "its thread has ended, and none of the JVM's own waits for the others to end",
                    "A program can be moved that was started with java"));
        } else if (main.isEmpty()
                && (others.stream().allMatch(ProgramThreads::isDaemon) || isShutdown(frames(destroyer.get())))) {
            obstacles.add(new Obstacle(
                    "thread main",
                    "it has ended, and so has the program but for what runs at its end",
                    "A program can be moved while one of its threads runs"));
        }
        return obstacles;
    }

    /** {@return the thread that the JVM's launcher made: main, or what it has become since} @throws java.util.NoSuchElementException if there is an obstacle */
    ThreadReference launcher() {
        return main.or(() -> destroyer).orElseThrow();
    }

    /** {@return the program's threads that have a stack of the JVM's, main first} */
    List<ThreadReference> all() {
        return Stream.concat(main.stream(), others.stream()).toList();
    }

    /** {@return whether a thread has nothing of its own code on its stack} Before it the JVM runs nothing, and after it Thread's own clean-up. */
    static boolean isEnding(List<StackFrame> frames) {
        if (frames.isEmpty()) {
            return true;
        }
        Method outermost = frames.get(frames.size() - 1).location().method();
        return outermost.declaringType().name().equals("java.lang.Thread")
                && !outermost.name().equals("run");
    }

    /** {@return the frames, innermost first} of a suspended thread; none once it has ended, or before it has begun: then it is not suspended with the others */
    static List<StackFrame> frames(ThreadReference thread) {
        try {
            return thread.frames();
        } catch (IncompatibleThreadStateException e) {
            if (thread.status() == ThreadReference.THREAD_STATUS_ZOMBIE || !hasBegun(thread)) {
                return List.of();
            }
            throw new IllegalStateException("thread " + thread.name() + " is not suspended", e);
        }
    }

    /** {@return whether the JVM has a thread of its own for it that has run} */
    private static boolean hasBegun(ThreadReference thread) {
        thread.suspend();
        try {
            return thread.frameCount() > 0;
        } catch (IncompatibleThreadStateException e) {
            return false;
        } finally {
            thread.resume();
        }
    }

    /** {@return a place in the program for a message} such as {@code Pool.run (Pool.java:31)} */
    static String describe(Location location) {
        String method =
                location.declaringType().name() + "." + location.method().name();
        if (location.method().isNative()) {
            return method + " (native)";
        }
        try {
            return method + " (" + location.sourceName() + ":" + location.lineNumber() + ")";
        } catch (AbsentInformationException e) {
            return method + " (bci " + location.codeIndex() + ")";
        }
    }
}
