package io.jtp.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jdi.ObjectReference;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.StepEvent;
import com.sun.jdi.event.ThreadDeathEvent;
import com.sun.jdi.event.ThreadStartEvent;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.StepRequest;
import com.sun.jdi.request.ThreadDeathRequest;
import com.sun.jdi.request.ThreadStartRequest;
import com.sun.tools.attach.AgentLoadException;
import io.jtp.capture.TargetJvm.Jdk;
import io.jtp.capture.jdwp.Command;
import io.jtp.capture.jdwp.Reply;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holding threads and letting them go relies on and no specification promises. */
@Timeout(120)
class JvmThreadFactsTest {

    static List<Jdk> jdks() {
        return TargetJvm.jdks();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void a_step_of_a_parked_thread_comes_when_it_wakes(Jdk jdk) throws Exception {
        try (FactTarget target = FactTarget.start(jdk, "park")) {
            VirtualMachine vm = target.vm();
            target.jvm().println("");
            target.jvm().awaitLine("parked");
            vm.suspend();
            StepRequest step = vm.eventRequestManager()
                    .createStepRequest(target.main(), StepRequest.STEP_MIN, StepRequest.STEP_INTO);
            step.addCountFilter(1);
            step.enable();
            Stop.at(vm, FactPrograms.class, "stop");
            vm.resume();
            target.jvm().println("");

            EventSet first = next(vm);
            assertThat(first).singleElement().isInstanceOf(BreakpointEvent.class);
            first.resume();
            EventSet second = next(vm);
            assertThat(second).singleElement().isInstanceOf(StepEvent.class);
            step.disable();
            second.resume();
            target.jvm().awaitLine("done");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void a_thread_of_the_jdk_can_be_host_while_all_others_are_suspended(Jdk jdk) throws Exception {
        try (FactTarget target = FactTarget.start(jdk, "wait")) {
            target.vm().suspend();
            // suspended twice: by the call above, and by the host's own event
            ThreadReference cleaner = target.vm().allThreads().stream()
                    .filter(thread -> thread.name().equals("Common-Cleaner"))
                    .findFirst()
                    .orElseThrow();
            cleaner.resume();
            try (HostThread host = HostThread.stop(target.vm(), new Events(target.vm()))
                            .orElseThrow();
                    Invoker invoker = new Invoker(host.thread())) {
                assertThat(host.thread()).isEqualTo(cleaner);
                assertThat(host.thread().frame(0).location().declaringType().name())
                        .isEqualTo("java.lang.InterruptedException");
                ObjectReference name =
                        invoker.objectFromStatic("java.lang.Thread", "currentThread", "()Ljava/lang/Thread;");
                assertThat(name).isEqualTo(cleaner);
                assertThat(target.main().isSuspended()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void a_thread_started_while_all_are_suspended_is_suspended(Jdk jdk) throws Exception {
        try (FactTarget target = FactTarget.start(jdk, "iterate")) {
            VirtualMachine vm = target.vm();
            ThreadReference main = target.stop();
            ThreadStartRequest starts = vm.eventRequestManager().createThreadStartRequest();
            starts.setSuspendPolicy(EventRequest.SUSPEND_NONE);
            starts.enable();
            ThreadDeathRequest ends = vm.eventRequestManager().createThreadDeathRequest();
            ends.setSuspendPolicy(EventRequest.SUSPEND_NONE);
            ends.enable();
            try (Invoker invoker = new Invoker(main)) {
                ThreadReference started = (ThreadReference) invoker.make("java.lang.Thread", "()V");
                invoker.call(started, "start", "()V");
                // the thread gets there by itself, and its start is not even reported
                long deadline = System.nanoTime() + TargetJvm.PATIENCE.toNanos();
                while (suspendCount(target, started) == 0) {
                    assertThat(System.nanoTime()).isLessThan(deadline);
                }
                assertThat(vm.eventQueue().remove(1)).isNull();
                started.resume();
                assertThat(next(vm)).singleElement().isInstanceOf(ThreadStartEvent.class);
                assertThat(next(vm)).singleElement().isInstanceOf(ThreadDeathEvent.class);
            }
        }
    }

    /** Asks the target, since JDI keeps such answers while everything is suspended. */
    private static int suspendCount(FactTarget target, ThreadReference thread) throws IOException {
        byte[] id = ByteBuffer.allocate(8).putLong(thread.uniqueID()).array();
        return target.pipe().ask(new Command<>(11, 12, id, 100, Reply::readInt));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void the_program_runs_on_when_the_connection_closes(Jdk jdk) throws Exception {
        try (FactTarget target = FactTarget.start(jdk, "iterate")) {
            ThreadReference main = target.stop();
            assertThat(main.isSuspended()).isTrue();
            target.connection().close();
            target.jvm().awaitLine("ab");
            target.jvm().awaitLine("done");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void jdwp_cannot_be_loaded_into_a_running_jvm(Jdk jdk) throws Exception {
        // this one has JDWP; another instance would be loaded all the same, if that could be
        try (FactTarget target = FactTarget.start(jdk, "wait")) {
            var attached = com.sun.tools.attach.VirtualMachine.attach(
                    Long.toString(target.jvm().process().pid()));
            try {
                assertThatThrownBy(() ->
                                attached.loadAgentLibrary("jdwp", "transport=dt_socket,server=y,suspend=n,address=0"))
                        .isInstanceOf(AgentLoadException.class);
            } finally {
                attached.detach();
            }
        }
    }

    private static EventSet next(VirtualMachine vm) throws InterruptedException {
        Duration patience = TargetJvm.PATIENCE;
        EventSet events = vm.eventQueue().remove(patience.toMillis());
        assertThat(events).as("an event within %s", patience).isNotNull();
        return events;
    }
}
