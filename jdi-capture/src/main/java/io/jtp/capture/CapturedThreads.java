package io.jtp.capture;

import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.ThreadReference;
import io.jtp.capture.FrameReader.Walked;
import io.jtp.capture.heap.HeapCapture;
import io.jtp.snapshot.Frame;
import io.jtp.snapshot.Obstacle;
import io.jtp.snapshot.ThreadState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** The program's threads with their frames. What the frames hold is kept from being collected until this is closed. */
final class CapturedThreads implements AutoCloseable {

    /**
     * @param thread its id, 0 for a main thread that has ended
     * @param reenters id of the monitor that it has to have back before it goes on, or 0
     */
    private record One(
            long thread,
            String name,
            boolean interrupted,
            List<CapturedFrame> frames,
            long reenters,
            OptionalLong until) {}

    private final List<One> threads = new ArrayList<>();
    private final List<Obstacle> obstacles = new ArrayList<>();
    private final List<Invoker> pins = new ArrayList<>();

    private CapturedThreads() {}

    /** Reads continuations in the target. */
    @FunctionalInterface
    interface Continuations {
        /** {@return the frames of each, innermost first} @param continuations object ids */
        List<List<LiveFrame>> read(long... continuations) throws InvocationFailedException, IOException;
    }

    /**
     * Reads the frames of all threads. They keep the order in which the JVM lists them, since that shows: in {@code ThreadGroup.enumerate}, in
     * {@code jstack}, and in what is said to be part of a deadlock. Virtual threads that have no carrier come last,
     * and of them those that have not run yet, which have no frames.
     *
     * @param program the same threads; main is to come first
     * @param ended if main has ended
     * @param walk through a thread that stands at an event
     * @param frames reads what it leaves
     */
    static CapturedThreads read(
            List<HeldThread> held,
            ProgramThreads program,
            EndedMain ended,
            FrameReader reader,
            StackWalk walk,
            FrameArrays frames,
            Continuations continuations)
            throws InvocationFailedException, IOException {
        CapturedThreads captured = new CapturedThreads();
        if (program.main().isEmpty()) {
            ended.obstacle().ifPresent(captured.obstacles::add);
            captured.threads.add(new One(
                    ThreadState.ENDED, "main", false, ended.frames(captured.obstacles), 0, OptionalLong.empty()));
        }
        List<ThreadReference> order = program.all();
        List<HeldThread> ordered = new ArrayList<>(
                held.stream().filter(each -> each.unmounted().isEmpty()).toList());
        ordered.sort(Comparator.comparing(each -> order.indexOf(each.thread())));
        Iterator<List<LiveFrame>> walked = captured.walk(
                        ordered.stream().filter(HeldThread::isAtEvent).toList(), walk, frames)
                .iterator();
        for (HeldThread each : ordered) {
            if (!each.isAtEvent()) {
                captured.add(each, each.blocked().get());
                continue;
            }
            captured.add(each, reader, Walked.of(each.thread(), walked.next()));
        }
        captured.addUnmounted(
                held.stream().filter(each -> each.unmounted().isPresent()).toList(), reader, continuations);
        return captured;
    }

    private void add(HeldThread held, List<CapturedFrame> frames) {
        threads.add(new One(
                held.thread().uniqueID(),
                held.name(),
                held.interrupted(),
                frames,
                held.reenters().map(ObjectReference::uniqueID).orElse(0L),
                held.until()));
    }

    /** @param walked empty if its frames cannot be told just now */
    private void add(HeldThread held, FrameReader reader, Optional<Walked> walked) throws IOException {
        if (walked.isPresent()) {
            add(held, frames(reader, walked.get()));
        } else {
            obstacles.add(new Obstacle(
                    "thread " + held.name(),
                    "the JVM's stack walker and its debugger interface see different frames of this virtual thread",
                    "Move the program a moment later",
                    Obstacle.PASSES));
        }
    }

    private List<List<LiveFrame>> walk(List<HeldThread> stopped, StackWalk walk, FrameArrays frames)
            throws InvocationFailedException, IOException {
        long[] arrays = new long[stopped.size()];
        for (int i = 0; i < arrays.length; i++) {
            Invoker invoker = new Invoker(stopped.get(i).thread());
            pins.add(invoker);
            arrays[i] = walk.walk(stopped.get(i).thread(), invoker);
        }
        return stopped.isEmpty() ? List.of() : frames.read(stopped.get(0).thread(), arrays);
    }

    private List<CapturedFrame> frames(FrameReader reader, Walked walked) throws IOException {
        FrameReader.Result result = reader.read(walked);
        obstacles.addAll(result.obstacles());
        return result.frames();
    }

    private void addUnmounted(List<HeldThread> held, FrameReader reader, Continuations continuations)
            throws InvocationFailedException, IOException {
        List<HeldThread> begun = new ArrayList<>();
        List<HeldThread> fresh = new ArrayList<>();
        for (HeldThread each : held) {
            (each.unmounted().get().locations().isEmpty() ? fresh : begun).add(each);
        }
        if (!begun.isEmpty()) {
            List<List<LiveFrame>> walked = continuations.read(begun.stream()
                    .mapToLong(each -> each.unmounted().get().virtual().continuation())
                    .toArray());
            for (int i = 0; i < walked.size(); i++) {
                HeldThread each = begun.get(i);
                List<Location> locations = each.unmounted().get().locations();
                List<Location> moved =
                        locations.subList(VirtualFrames.leaving(locations), VirtualFrames.own(locations));
                add(
                        each,
                        reader,
                        FrameReader.within(moved, walked.get(i))
                                .map(live -> new Walked(each.name(), moved, live, true, true)));
            }
        }
        fresh.forEach(each -> add(each, List.of()));
    }

    List<Obstacle> obstacles() {
        return obstacles;
    }

    /** {@return ids of the classes whose initialisers are on a stack} */
    Set<Long> initializing() {
        return threads.stream()
                .flatMap(one -> one.frames().stream())
                .map(frame -> frame.location().method())
                .filter(Method::isStaticInitializer)
                .map(method -> method.declaringType().classObject().uniqueID())
                .collect(Collectors.toSet());
    }

    /** Has everything that the threads hold captured, and the threads themselves. */
    void addTo(HeapCapture heap) {
        for (One one : threads) {
            if (one.thread() != ThreadState.ENDED) {
                heap.addThread(one.thread(), "thread " + one.name());
            }
            for (CapturedFrame frame : one.frames()) {
                frame.roots(one.name(), heap::addRoot);
            }
            heap.addRoot(one.reenters(), one.name() + ", the monitor that it reenters");
        }
    }

    /** {@return them in terms of the snapshot} @param heap is finished */
    List<ThreadState> states(HeapCapture heap, Map<ReferenceType, Integer> types) {
        List<ThreadState> states = new ArrayList<>();
        for (One one : threads) {
            List<Frame> frames = one.frames().stream()
                    .map(frame -> frame.toFrame(types.get(frame.location().declaringType()), heap::number))
                    .toList();
            int object = one.thread() == ThreadState.ENDED ? ThreadState.ENDED : heap.number(one.thread());
            states.add(new ThreadState(
                    one.name(),
                    object,
                    states.isEmpty(),
                    one.interrupted(),
                    frames,
                    heap.number(one.reenters()),
                    one.until()));
        }
        return states;
    }

    /** {@return numbers of all classes that have methods on the stacks} @param heap is not finished yet */
    Map<ReferenceType, Integer> types(HeapCapture heap) throws IOException {
        Map<ReferenceType, Integer> types = new HashMap<>();
        for (One one : threads) {
            for (CapturedFrame frame : one.frames()) {
                ReferenceType type = frame.location().declaringType();
                if (!types.containsKey(type)) {
                    types.put(type, heap.type(named(type).classObject().uniqueID()));
                }
            }
        }
        return types;
    }

    /** Code that the JDK generates as it runs has classes that no other JVM has; a class stands for them that belongs to all of one kind. */
    private static ReferenceType named(ReferenceType type) {
        String standsFor;
        if (type.name().startsWith("java.lang.invoke.") && FrameKind.isHidden(type)) {
            standsFor = "java.lang.invoke.LambdaForm";
        } else if (type.name().startsWith("jdk.internal.reflect.Generated")) {
            standsFor = "jdk.internal.reflect.MethodAccessor";
        } else {
            return type;
        }
        return type.virtualMachine().classesByName(standsFor).get(0);
    }

    @Override
    public void close() {
        pins.forEach(Invoker::close);
    }
}
