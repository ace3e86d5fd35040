package io.jtp.capture;

import com.sun.jdi.Field;
import com.sun.jdi.IntegerValue;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import io.jtp.capture.Gathering.InTheWay;
import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.FieldEntry;
import io.jtp.capture.jdwp.JdwpErrorException;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.capture.jdwp.MethodEntry;
import io.jtp.capture.jdwp.TaggedValue;
import io.jtp.snapshot.Obstacle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the virtual threads of a target that are alive: started, and not ended. The JVM has no threads of its own for them, and its debugger's agent
 * lists them only if it is told to when the program is started.
 */
final class VirtualThreads {

    private static final String TYPE = "java.lang.VirtualThread";
    private static final String CONTINUATION = "jdk.internal.vm.Continuation";
    private static final String OPTION = "includevirtualthreads=y";
    private static final String PLACE = "virtual threads";

    private final VirtualMachine vm;
    private final JdwpPipe pipe;
    private final boolean listed;
    private Fields fields;
    private Places places;

    /** @param listed whether the target's agent lists them */
    VirtualThreads(VirtualMachine vm, JdwpPipe pipe, boolean listed) {
        this.vm = vm;
        this.pipe = pipe;
        this.listed = listed;
    }

    /** {@return whether the agent of a JVM that was started with this option lists virtual threads} */
    static boolean areListed(String option) {
        return JdwpOption.is(option) && option.contains(OPTION);
    }

    static boolean isVirtual(ThreadReference thread) {
        return thread.referenceType().name().equals(TYPE);
    }

    /**
     * What there is of them.
     *
     * @param all that have not been collected yet, or that the agent lists
     * @param alive those of them that are alive
     * @param beingMade the thread that is just making another one, if there is one; then what is alive is not known
     * @param counted whether it is known how many are alive; if not, some are
     */
    record Found(List<ThreadReference> all, List<VirtualThread> alive, Optional<InTheWay> beingMade, boolean counted) {

        static final Found NONE = new Found(List.of(), List.of(), Optional.empty(), true);
    }

    /**
     * Looks while the target is suspended.
     *
     * <p>A command that makes the JVM walk the heap, like that for the instances of a class, must not be sent while a virtual thread is being made: HotSpot
     * looks into each one that it comes across, and dies of one that its constructor has not given a continuation yet ({@code
     * JvmtiEnvBase::is_vthread_alive} of JDK 25).
     *
     * @param threads all that the agent lists
     */
    Found find(List<ThreadReference> threads) throws IOException {
        Optional<ReferenceType> type = type();
        if (type.isEmpty()) {
            return Found.NONE;
        }
        if (fields == null) {
            fields = new Fields(type.get(), pipe);
            places = new Places(vm, pipe);
        }
        places.look(threads);
        if (places.making.isPresent()) {
            return new Found(virtual(threads), List.of(), places.making, true);
        } else if (!listed && places.mounted) {
            // one that runs could be making another, which its carrier does not show
            return new Found(List.of(), List.of(), Optional.empty(), false);
        }
        // the agent does not list those that have not run yet
        List<ThreadReference> all = type.get().instances(0).stream()
                .map(ThreadReference.class::cast)
                .toList();
        return new Found(all, alive(all), Optional.empty(), true);
    }

    private List<ThreadReference> virtual(List<ThreadReference> threads) throws IOException {
        List<ThreadReference> virtual = new ArrayList<>();
        for (ThreadReference thread : threads) {
            pipe.send(
                    Commands.typeOf(thread.uniqueID()),
                    type -> {
                        if (type.id() == fields.type) {
                            virtual.add(thread);
                        }
                    },
                    VirtualThreads::requireCollected);
        }
        pipe.finish();
        return virtual;
    }

    /** Where threads stand that matter to virtual ones. */
    private static final class Places {
        private final JdwpPipe pipe;
        private final long continuation;
        private final Set<Long> makers = new HashSet<>();
        Optional<InTheWay> making = Optional.empty();
        boolean mounted;

        Places(VirtualMachine vm, JdwpPipe pipe) throws IOException {
            this.pipe = pipe;
            continuation = vm.classesByName(CONTINUATION).get(0).classObject().uniqueID();
            for (String type : VirtualFrames.MAKERS) {
                for (ReferenceType each : vm.classesByName(type)) {
                    long id = each.classObject().uniqueID();
                    for (MethodEntry method : pipe.ask(Commands.methods(id))) {
                        if (VirtualFrames.isMaking(type, method.name())) {
                            makers.add(method.id());
                        }
                    }
                }
            }
        }

        void look(List<ThreadReference> threads) throws IOException {
            making = Optional.empty();
            mounted = false;
            for (ThreadReference thread : threads) {
                pipe.send(Commands.places(thread.uniqueID()), each -> look(thread, each), Places::requireWithoutFrames);
            }
            pipe.finish();
        }

        private void look(ThreadReference thread, long[] places) {
            for (int i = 0; i < places.length; i += 3) {
                mounted |= places[i] == continuation;
                if (makers.contains(places[i + 1])) {
                    making = Optional.of(
                            new InTheWay(thread, new PassingObstacle(i / 3, VirtualFrames.BEING_MADE), true));
                }
            }
        }

        /** It has ended or not begun. */
        private static void requireWithoutFrames(JdwpErrorException failure) throws JdwpErrorException {
            if (failure.code() != JdwpErrorException.INVALID_OBJECT
                    && failure.code() != JdwpErrorException.INVALID_THREAD
                    && failure.code() != JdwpErrorException.THREAD_NOT_SUSPENDED) {
                throw failure;
            }
        }
    }

    /**
     * Sees to it that these never run again, whatever resumes the target: in a state that the JDK itself uses while it looks at a thread nothing makes
     * them go on, and nobody will put an end to that.
     */
    void hold(List<VirtualThread> threads) throws IOException {
        for (VirtualThread thread : threads) {
            int state = fields.code(thread.state()) | fields.code("SUSPENDED");
            pipe.send(Commands.setInt(thread.thread().uniqueID(), fields.state, state), nothing -> {});
        }
        pipe.finish();
    }

    /** Without the class's initialisation there has been none. */
    private Optional<ReferenceType> type() {
        return vm.classesByName(TYPE).stream()
                .filter(each -> each.classLoader() == null && each.isInitialized())
                .findFirst();
    }

    /** {@return whether the program has some that could be moved, or has had some} */
    boolean areUsed() {
        return listed && type().isPresent();
    }

    private List<VirtualThread> alive(List<ThreadReference> threads) throws IOException {
        List<VirtualThread> alive = new ArrayList<>();
        for (ThreadReference thread : threads) {
            pipe.send(
                    Commands.fieldValues(
                            thread.uniqueID(),
                            fields.state,
                            fields.carrier,
                            fields.continuation,
                            fields.interrupted,
                            fields.tid),
                    values -> {
                        if (fields.isAlive(values.get(0))) {
                            alive.add(new VirtualThread(
                                    thread,
                                    fields.states.getOrDefault(
                                            (int) values.get(0).bits(), "being looked at"),
                                    values.get(1).bits() != 0,
                                    values.get(2).bits(),
                                    values.get(3).bits() != 0,
                                    values.get(4).bits()));
                        }
                    },
                    VirtualThreads::requireCollected);
        }
        pipe.finish();
        return alive;
    }

    /** The fields that tell, and the names of the states. */
    private static final class Fields {
        final long type;
        final long state;
        final long carrier;
        final long continuation;
        final long interrupted;
        final long tid;
        final Map<Integer, String> states = new HashMap<>();

        Fields(ReferenceType type, JdwpPipe pipe) throws IOException {
            this.type = type.classObject().uniqueID();
            List<FieldEntry> own = pipe.ask(Commands.fields(this.type));
            long thread = type.virtualMachine()
                    .classesByName("java.lang.Thread")
                    .get(0)
                    .classObject()
                    .uniqueID();
            List<FieldEntry> inherited = pipe.ask(Commands.fields(thread));
            state = id(own, "state");
            carrier = id(own, "carrierThread");
            continuation = id(own, "cont");
            interrupted = id(inherited, "interrupted");
            tid = id(inherited, "tid");
            for (Field field : type.fields()) {
                if (field.isStatic() && field.signature().equals("I")) {
                    states.put(((IntegerValue) type.getValue(field)).value(), field.name());
                }
            }
        }

        private static long id(List<FieldEntry> fields, String name) throws IOException {
            return fields.stream()
                    .filter(field -> field.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IOException("the target's virtual threads have no field " + name))
                    .id();
        }

        int code(String name) {
            return states.entrySet().stream()
                    .filter(each -> each.getValue().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .getKey();
        }

        boolean isAlive(TaggedValue state) {
            String name = states.getOrDefault((int) state.bits(), "");
            return !name.equals("NEW") && !name.equals("TERMINATED");
        }
    }

    /** One that nobody refers to any more is not alive. */
    private static void requireCollected(JdwpErrorException failure) throws JdwpErrorException {
        if (failure.code() != JdwpErrorException.INVALID_OBJECT) {
            throw failure;
        }
    }

    /** {@return what keeps a program with these from being moved, wherever they are} */
    Optional<Obstacle> obstacle(Found found) {
        if (found.counted() && found.alive().isEmpty()) {
            return Optional.empty();
        } else if (!listed) {
            return Optional.of(new Obstacle(
                    PLACE,
                    alive(found) + ", and the JVM was not told to list them for jtp",
                    "Start the program with -agentlib:jdwp=...," + OPTION + ", or move it when they have ended"));
        } else if (!fields.states.containsValue("TIMED_WAIT")) {
            return Optional.of(new Obstacle(
                    PLACE,
                    alive(found) + ", and those of this JDK cannot be moved",
                    "Use JDK 24 or a later one, or move the program when they have ended"));
        }
        return Optional.empty();
    }

    private static String alive(Found found) {
        int count = found.alive().size();
        if (!found.counted()) {
            return "virtual threads are alive";
        }
        return count == 1 ? "a virtual thread is alive" : count + " virtual threads are alive";
    }
}
