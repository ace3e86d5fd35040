package io.jtp.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.Location;
import com.sun.jdi.LongValue;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.StepEvent;
import com.sun.jdi.request.StepRequest;
import io.jtp.capture.TargetJvm.Jdk;
import io.jtp.capture.jdwp.Command;
import io.jtp.capture.jdwp.JdwpErrorException;
import io.jtp.capture.jdwp.TaggedValue;
import io.jtp.capture.jdwp.Tags;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the capture of frames relies on and no specification promises. Each failure on a new JDK shows what it breaks. */
@Timeout(120)
class JvmFrameFactsTest {
    /** JDWP's INVALID_SLOT. */
    private static final int INVALID_SLOT = 35;

    private static final int ITERATOR_SLOT = 2;

    static List<Jdk> jdks() {
        return TargetJvm.jdks();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void jdwp_gives_no_slot_that_the_table_does_not_name(Jdk jdk) throws Exception {
        try (FactTarget target = FactTarget.start(jdk, "iterate")) {
            ThreadReference main = target.stop();
            assertThatThrownBy(() -> slotOfCaller(target, main, ITERATOR_SLOT))
                    .isInstanceOfSatisfying(
                            JdwpErrorException.class, e -> assertThat(e.code()).isEqualTo(INVALID_SLOT));
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void jdwp_gives_all_slots_where_there_is_no_table(Jdk jdk, @TempDir Path classes) throws Exception {
        StripDebug.copy(FactPrograms.class, classes);
        try (FactTarget target = FactTarget.start(jdk, List.of("-cp", classes.toString()), "iterate")) {
            ThreadReference main = target.stop();
            assertThat(slotOfCaller(target, main, ITERATOR_SLOT).bits()).isNotZero();
        }
    }

    /** Asks for a reference in the frame that called the innermost one. */
    private static TaggedValue slotOfCaller(FactTarget target, ThreadReference thread, int slot) throws IOException {
        byte[] frames = ByteBuffer.allocate(16)
                .putLong(thread.uniqueID())
                .putInt(1)
                .putInt(1)
                .array();
        long frame = target.pipe().ask(new Command<>(11, 6, frames, 100, reply -> {
            assertThat(reply.readInt()).isEqualTo(1);
            return reply.readId();
        }));
        byte[] values = ByteBuffer.allocate(25)
                .putLong(thread.uniqueID())
                .putLong(frame)
                .putInt(1)
                .putInt(slot)
                .put(Tags.OBJECT)
                .array();
        return target.pipe().ask(new Command<>(16, 1, values, 100, reply -> {
            assertThat(reply.readInt()).isEqualTo(1);
            return reply.readTagged();
        }));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void live_stack_frames_match_jdis_one_to_one(Jdk jdk) throws Exception {
        try (FactTarget target = FactTarget.start(jdk, "chain")) {
            ThreadReference main = target.stop();
            List<Location> places =
                    main.frames().stream().map(frame -> frame.location()).toList();
            assertThat(places).hasSizeGreaterThan(12);
            try (Invoker invoker = new Invoker(main)) {
                List<LiveFrame> frames = walk(target, invoker, places.size());
                assertThat(frames).hasSameSizeAs(places);
                for (int i = 0; i < frames.size(); i++) {
                    if (!places.get(i).method().isNative()) {
                        assertThat(frames.get(i).bci())
                                .as(places.get(i).toString())
                                .isEqualTo((int) places.get(i).codeIndex());
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void operands_come_bottom_first_without_the_arguments_of_the_call(Jdk jdk) throws Exception {
        try (FactTarget target = FactTarget.start(jdk, "chain")) {
            ThreadReference main = target.stop();
            int depth = main.frameCount();
            try (Invoker invoker = new Invoker(main)) {
                List<LiveFrame> frames = walk(target, invoker, depth);

                LiveFrame third = frames.get(1);
                assertThat((int) third.locals().bits(0)).isEqualTo(1);
                assertThat((int) third.locals().bits(1)).isEqualTo(2);

                LiveFrame sum = frames.get(2);
                assertThat(sum.operands().count())
                        .as("a long takes two slots, its value is in the second")
                        .isEqualTo(4);
                assertThat(sum.operands().bits(1)).isEqualTo(1L << 40);
                assertThat((int) sum.operands().bits(2)).isEqualTo(-3);
                assertThat((int) sum.operands().bits(3)).isEqualTo(5);

                assertThat(sum.locals().bits(1)).isEqualTo(1L << 40);
                assertThat((short) sum.locals().bits(2))
                        .as("garbage may be above")
                        .isEqualTo((short) -3);
            }
        }
    }

    /** Under an initialiser the frame that needs the class has all operands of its instruction; only those of a call are not there. */
    @ParameterizedTest
    @CsvSource({"get, 5 3", "put, 7", "new, 7", "call, 8"})
    void operands_of_an_instruction_that_initialises_a_class_are_there(String program, String operands)
            throws Exception {
        List<String> interpreted = List.of("-cp", TargetJvm.classPathOf(FactPrograms.class));
        List<String> compiled = new ArrayList<>(interpreted);
        compiled.addAll(
                List.of("-Xcomp", "-XX:CompileCommand=quiet", "-XX:CompileCommand=compileonly,*.FactPrograms::*"));
        for (Jdk jdk : jdks()) {
            for (List<String> options : List.of(interpreted, compiled)) {
                assertThat(operandsUnderInitializer(jdk, options, program))
                        .as("%s %s", jdk, options)
                        .isEqualTo(operands);
            }
        }
    }

    /** {@return the operands of the frame that has called an initialiser: those after a long's first half} */
    private static String operandsUnderInitializer(Jdk jdk, List<String> options, String program) throws Exception {
        try (FactTarget target = FactTarget.start(jdk, options, program)) {
            ThreadReference main = target.stop();
            int depth = main.frameCount();
            assertThat(main.frame(2).location().method().name()).isEqualTo("<clinit>");
            try (Invoker invoker = new Invoker(main)) {
                LiveFrame.Slots slots = walk(target, invoker, depth).get(3).operands();
                List<String> values = new ArrayList<>();
                for (int i = 0; i < slots.count(); i++) {
                    if (slots.hasBits(i)) {
                        values.add(String.valueOf((int) slots.bits(i)));
                    }
                }
                return String.join(" ", values.subList(1, values.size()));
            }
        }
    }

    /** {@return the frames of the invoker's thread} The walker is called by reflection; what it sees below that. */
    private static List<LiveFrame> walk(FactTarget target, Invoker invoker, int depth) throws Exception {
        CallThread calls = CallThread.prepare(invoker, new Events(target.vm()), target.pipe());
        FrameArrays arrays = new FrameArrays(invoker, target.pipe(), calls);
        List<LiveFrame> walked = StackWalk.prepare(invoker, arrays).read(invoker.thread(), invoker);
        return walked.subList(walked.size() - depth, walked.size());
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void a_compiled_loop_stops_at_a_step(Jdk jdk) throws Exception {
        try (FactTarget target = FactTarget.start(jdk, "spin")) {
            VirtualMachine vm = target.vm();
            ThreadReference main = target.main();
            target.jvm().println("");
            target.jvm().awaitLine("hot");
            vm.suspend();
            StepRequest step =
                    vm.eventRequestManager().createStepRequest(main, StepRequest.STEP_MIN, StepRequest.STEP_INTO);
            step.addCountFilter(1);
            step.enable();
            vm.resume();
            EventSet events = vm.eventQueue().remove(TargetJvm.PATIENCE.toMillis());
            assertThat(events).singleElement().isInstanceOf(StepEvent.class);
            StackFrame frame = main.frame(0);
            assertThat(frame.location().method().name()).isEqualTo("loop");
            LongValue rounds = (LongValue) frame.getValue(frame.visibleVariableByName("round"));
            assertThat(rounds.value()).isGreaterThanOrEqualTo(FactPrograms.HOT);
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void nothing_can_be_invoked_in_a_thread_that_is_merely_suspended(Jdk jdk) throws Exception {
        try (FactTarget target = FactTarget.start(jdk, "wait")) {
            target.vm().suspend();
            try (Invoker invoker = new Invoker(target.main())) {
                assertThatThrownBy(() -> invoker.callStatic("java.lang.Thread", "yield", "()V"))
                        .isInstanceOf(InvocationFailedException.class)
                        .hasRootCauseInstanceOf(IncompatibleThreadStateException.class);
            }
        }
    }
}
