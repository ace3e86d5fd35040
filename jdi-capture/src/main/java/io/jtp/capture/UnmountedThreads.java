package io.jtp.capture;

import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import io.jtp.capture.Gathering.InTheWay;
import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.JdwpPipe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks whether virtual threads that have no carrier can be moved from where they stand. They do so in very few places: what there is to be said of one is
 * asked once, for however many threads.
 */
final class UnmountedThreads {

    /** In these states nothing happens to them but that they are made ready to run, which does not matter: they are let run at the destination. */
    private static final Set<String> AT_REST = Set.of("STARTED", "PARKED", "TIMED_PARKED", "UNPARKED", "YIELDED");

    private static final Set<String> AT_MONITOR = Set.of("BLOCKED", "UNBLOCKED", "WAIT", "TIMED_WAIT");

    private static final String SCHEDULING = "a virtual thread is being mounted or unmounted";

    /** Where a thread stands, to be compared. */
    private record Key(List<Long> places) {}

    /** @param obstacle if it cannot be moved from there now */
    private record Place(List<Location> locations, Optional<PassingObstacle> obstacle) {}

    private final JdwpPipe pipe;
    private final MethodCodes codes;
    private final List<HeldThread> held = new ArrayList<>();

    UnmountedThreads(JdwpPipe pipe, MethodCodes codes) {
        this.pipe = pipe;
        this.codes = codes;
    }

    /**
     * {@return the first that cannot be moved now, and why; if there is none they are all in {@link #held}}
     *
     * @param carriers the JDK's threads that run virtual ones
     */
    Optional<InTheWay> find(List<VirtualThread> threads, List<ThreadReference> carriers) throws IOException {
        for (ThreadReference carrier : carriers) {
            if (VirtualFrames.isAtWork(ProgramThreads.frames(carrier).stream()
                    .map(StackFrame::location)
                    .toList())) {
                return Optional.of(new InTheWay(carrier, new PassingObstacle(0, SCHEDULING), false));
            }
        }
        long[][] places = new long[threads.size()][];
        for (int i = 0; i < places.length; i++) {
            VirtualThread thread = threads.get(i);
            if (!AT_REST.contains(thread.state())) {
                String problem =
                        AT_MONITOR.contains(thread.state()) ? "a virtual thread waits for a monitor" : SCHEDULING;
                return Optional.of(new InTheWay(thread.thread(), new PassingObstacle(0, problem), false));
            }
            int position = i;
            pipe.send(Commands.places(thread.thread().uniqueID()), each -> places[position] = each);
        }
        pipe.finish();
        Map<Key, Place> known = new HashMap<>();
        for (int i = 0; i < places.length; i++) {
            VirtualThread thread = threads.get(i);
            Key key = new Key(Arrays.stream(places[i]).boxed().toList());
            Place place = known.get(key);
            if (place == null) {
                place = place(thread);
                known.put(key, place);
            }
            if (place.obstacle().isPresent()) {
                return Optional.of(
                        new InTheWay(thread.thread(), place.obstacle().get(), false));
            }
            held.add(HeldThread.unmounted(thread, place.locations()));
        }
        return Optional.empty();
    }

    private Place place(VirtualThread thread) {
        if (thread.state().equals("STARTED")) {
            return new Place(List.of(), Optional.empty());
        }
        List<StackFrame> frames = ProgramThreads.frames(thread.thread());
        List<Location> locations = frames.stream().map(StackFrame::location).toList();
        return new Place(locations, obstacle(frames, locations));
    }

    private Optional<PassingObstacle> obstacle(List<StackFrame> frames, List<Location> locations) {
        int leaving = VirtualFrames.leaving(locations);
        int own = VirtualFrames.own(locations);
        if (leaving == 0
                || leaving >= own
                || !returnsNothing(locations.get(leaving - 1).method())) {
            return Optional.of(new PassingObstacle(0, "a virtual thread has left its carrier in an unknown way"));
        }
        List<StackFrame> moved = frames.subList(leaving, own);
        Optional<PassingObstacle> obstacle = PassingObstacle.outermost(moved, codes);
        if (!codes.morphs().isOriginal(moved.get(0).location())) {
            return Optional.of(new PassingObstacle(0, "its stack is being rebuilt"));
        }
        if (obstacle.isEmpty() && FrameKind.of(moved.get(0)) != FrameKind.ORDINARY) {
            return Optional.of(new PassingObstacle(0, "a virtual thread has left its carrier in native code"));
        }
        return obstacle.or(() -> Gathering.initializer(moved))
                .map(each -> new PassingObstacle(each.frame() + leaving, each.problem()));
    }

    private static boolean returnsNothing(Method method) {
        return method.signature().endsWith(")V");
    }

    /** {@return all that were given to {@link #find}} */
    List<HeldThread> held() {
        return held;
    }
}
