package io.jtp.capture;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.IntegerValue;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.ThreadDeathRequest;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.capture.jdwp.WholeArrays;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * Makes long calls in the target in a thread of their own, which is made for the call and ends with it.
 *
 * <p>A thread that a step request has stopped runs interpreted, and so does all that is invoked in it: to find the end of the step the agent
 * has asked the JVM to tell it when the frame returns, and before JDK 25 it cannot take that back. A loop over a million objects takes 15
 * times as long then.
 */
final class CallThread {

    /** Of one call. The longest is a few microseconds for each object of a heap. */
    private static final Duration BOUND = Duration.ofSeconds(60);

    private static final String SHUTDOWN = "java.lang.Shutdown";

    /** With fewer objects than this it would take longer to make the thread. */
    private static final int WORTH_A_THREAD = 1_000;

    /** How long to wait for the end of the call before the thread is resumed again; doubled each time. */
    private static final Duration FIRST_NUDGE = Duration.ofMillis(1);

    private static final String OBJECTS = "java.lang.Object[]";
    private static final String ARGUMENTS = "([Ljava/lang/Object;)Ljava/lang/Object;";

    private final Events events;
    private final JdwpPipe pipe;

    /** Makes a {@code Callable} from a method handle and an array of arguments. */
    private final ObjectReference callable;

    private CallThread(Events events, JdwpPipe pipe, ObjectReference callable) {
        this.events = events;
        this.pipe = pipe;
        this.callable = callable;
    }

    /** @param invoker in any thread; not closed while this is in use */
    static CallThread prepare(Invoker invoker, Events events, JdwpPipe pipe)
            throws InvocationFailedException, IOException {
        TargetLambdas lambdas = new TargetLambdas(invoker);
        ObjectReference invoke =
                lambdas.lookup().find("findVirtual", "java.lang.invoke.MethodHandle", "invokeWithArguments", ARGUMENTS);
        CallThread calls = new CallThread(
                events,
                pipe,
                lambdas.capturing(
                        TargetLookup.HANDLE + "[Ljava/lang/Object;",
                        "java.util.concurrent.Callable",
                        "call",
                        "()Ljava/lang/Object;",
                        invoke,
                        "()Ljava/lang/Object;"));
        // so that all it takes is loaded
        ObjectReference nothing = lambdas.lookup().find("findStatic", "java.lang.Thread", "yield", "()V");
        calls.inThread(invoker, nothing);
        return calls;
    }

    /**
     * Calls a method handle.
     *
     * @param invoker in a stopped thread, which makes the new one and does not wait for it: waiting could take the permit or the interrupt of the
     *     program's thread
     * @param size how many objects it goes through
     * @return what it returns, or null
     */
    ObjectReference call(Invoker invoker, int size, ObjectReference handle, ObjectReference... arguments)
            throws InvocationFailedException, IOException {
        if (size < WORTH_A_THREAD) {
            return (ObjectReference) invoker.call(handle, "invokeWithArguments", ARGUMENTS, array(invoker, arguments));
        }
        return inThread(invoker, handle, arguments);
    }

    private ObjectReference inThread(Invoker invoker, ObjectReference handle, ObjectReference... arguments)
            throws InvocationFailedException, IOException {
        ObjectReference call = invoker.objectFrom(
                callable, "invokeWithArguments", ARGUMENTS, array(invoker, handle, array(invoker, arguments)));
        ObjectReference task =
                invoker.make("java.util.concurrent.FutureTask", "(Ljava/util/concurrent/Callable;)V", call);
        ThreadReference thread = invoker.daemonThread("jtp-calls", task);
        ThreadDeathRequest end = thread.virtualMachine().eventRequestManager().createThreadDeathRequest();
        end.addThreadFilter(thread);
        end.setSuspendPolicy(EventRequest.SUSPEND_NONE);
        end.enable();
        try {
            invoker.call(thread, "start", "()V");
            awaitEnd(thread, end);
        } finally {
            thread.virtualMachine().eventRequestManager().deleteEventRequest(end);
        }
        return (ObjectReference) invoker.call(task, "get", "()Ljava/lang/Object;");
    }

    /** Not {@link Invoker#array}, which takes milliseconds: JDI asks whether each element can be in such an array. */
    private ArrayReference array(Invoker invoker, ObjectReference... elements)
            throws InvocationFailedException, IOException {
        return array(
                invoker,
                Arrays.stream(elements).mapToLong(ObjectReference::uniqueID).toArray());
    }

    /** {@return a new {@code Object[]}, pinned until the invoker is closed} @param elements JDWP ids */
    ArrayReference array(Invoker invoker, long... elements) throws InvocationFailedException, IOException {
        ArrayReference array = invoker.newArray(OBJECTS, elements.length);
        WholeArrays.setElements(pipe, array.uniqueID(), 0, elements);
        return array;
    }

    /**
     * {@return whether the JVM has run all shutdown hooks} Then it waits for the threads that stand at an event, such as the invoker's, and
     * holds every other one that comes to an event, such as the one that is made here.
     */
    static boolean isEnding(VirtualMachine vm) {
        return vm.classesByName(SHUTDOWN).stream()
                .filter(ReferenceType::isInitialized)
                .anyMatch(
                        shutdown -> number(shutdown, "currentRunningHook") == number(shutdown, "MAX_SYSTEM_HOOKS") - 1);
    }

    private static int number(ReferenceType type, String field) {
        return ((IntegerValue) type.getValue(type.fieldByName(field))).value();
    }

    /** A thread that is started in a held program is held too, in its first moment; to resume it before that has no effect. */
    private void awaitEnd(ThreadReference thread, ThreadDeathRequest end) throws InvocationFailedException {
        Deadline deadline = Deadline.in(BOUND);
        Duration nudge = FIRST_NUDGE;
        try {
            while (events.await(List.of(end), deadline.orIn(nudge)).isEmpty()) {
                if (isEnding(thread.virtualMachine())) {
                    throw new InvocationFailedException("the program is ending", null);
                }
                if (deadline.millisLeft() == 0) {
                    String late = "a call did not return within " + BOUND.toSeconds() + " s in the target";
                    throw new InvocationFailedException(late, new TimeoutException(late));
                }
                thread.resume();
                nudge = nudge.multipliedBy(2);
            }
        } catch (TargetException e) {
            throw new InvocationFailedException(e.getMessage(), e);
        }
    }
}
