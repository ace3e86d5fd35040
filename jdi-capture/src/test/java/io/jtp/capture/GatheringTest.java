package io.jtp.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.ClassType;
import com.sun.jdi.ThreadReference;
import io.jtp.capture.TargetJvm.Jdk;
import io.jtp.classfile.JvmClassFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class GatheringTest {

    /** Most of them begin with attempts that fail. */
    private static final int ROUNDS = 40;

    static List<Jdk> jdks() {
        return TargetJvm.jdks();
    }

    /** What a husk does to each of them: none goes on after the commit, whatever resumes it. */
    @ParameterizedTest
    @MethodSource("jdks")
    void blocked_threads_are_read_without_waking_them_and_trapped_after_the_commit(Jdk jdk) throws Exception {
        try (TargetJvm jvm = TargetJvm.start(jdk, BlockedProgram.class)) {
            jvm.awaitLine("ready");
            try (Target target = Target.attach(Long.toString(jvm.process().pid()));
                    JvmClassFiles classFiles = TargetJvm.classFiles(target)) {
                Husk husk = target.prepareHusk();
                List<HeldThread> held = rendezvous(target, classFiles).meet();
                assertThat(held)
                        .extracting(each -> each.thread().name() + " " + each.isAtEvent())
                        .containsExactlyInAnyOrder(
                                "main false", "sleeper false", "waiter false", "timed false", "parked true");
                assertThat(held)
                        .filteredOn(each -> each.until().isPresent())
                        .extracting(each -> each.thread().name())
                        .containsExactlyInAnyOrder("sleeper", "timed");
                assertThat(held)
                        .flatExtracting(each -> each.until().stream().boxed().toList())
                        .allMatch(until -> until - System.nanoTime() > 0)
                        .allMatch(until -> until - System.nanoTime() <= TimeUnit.HOURS.toNanos(1));

                husk.trap(held);
                husk.commit();
                husk.trapBlocked(target.events());
                target.vm().resume();

                // of the two that wait the first one that wakes has the monitor for ever
                assertThat(held)
                        .filteredOn(each -> isTrapped(target, each.thread()))
                        .hasSize(4);
                husk.end(0);
            }
            assertThat(jvm.process().waitFor()).isZero();
        }
    }

    /** There is next to no instant at which none of them sleeps. */
    @ParameterizedTest
    @MethodSource("jdks")
    void threads_that_sleep_again_and_again_are_held_when_each_has_slept(Jdk jdk) throws Exception {
        try (TargetJvm jvm = TargetJvm.start(jdk, TickingProgram.class)) {
            jvm.awaitLine("ready");
            try (Target target = Target.attach(Long.toString(jvm.process().pid()));
                    JvmClassFiles classFiles = TargetJvm.classFiles(target)) {
                assertThat(rendezvous(target, classFiles).meet())
                        .extracting(each -> each.thread().name())
                        .contains("ticker 1", "ticker 2", "ticker 3");
            }
        }
    }

    /** The debugger's agent keeps the interrupt of a thread that stands at an event to itself, and gives it back a while after it has been resumed. */
    @ParameterizedTest
    @MethodSource("jdks")
    void an_interrupt_outlasts_attempts_that_fail_because_of_another_thread(Jdk jdk) throws Exception {
        try (Load load = new Load();
                TargetJvm jvm = TargetJvm.start(jdk, InterruptedProgram.class)) {
            jvm.awaitLine("ready");
            load.begin();
            try (Target target = Target.attach(Long.toString(jvm.process().pid()));
                    JvmClassFiles classFiles = TargetJvm.classFiles(target)) {
                int failures = 0;
                for (int round = 0; round < ROUNDS; round++) {
                    awaitInterrupt(target);
                    Rendezvous rendezvous = rendezvous(target, classFiles);
                    assertThat(rendezvous.meet())
                            .as("round %s", round)
                            .filteredOn(HeldThread::interrupted)
                            .extracting(each -> each.thread().name())
                            .containsExactly("interrupted");
                    failures += rendezvous.passed().size();
                    target.vm().resume();
                }
                assertThat(failures).isPositive();
                ClassType program = (ClassType) target.vm()
                        .classesByName(InterruptedProgram.class.getName())
                        .get(0);
                program.setValue(program.fieldByName("ends"), target.vm().mirrorOf(true));
            }
            jvm.awaitLine("interrupted true");
        }
    }

    /** Keeps all processors busy, so that what was resumed does not run at once. */
    private static final class Load implements AutoCloseable {
        private final List<Thread> threads = new ArrayList<>();
        private volatile boolean ends;

        void begin() {
            for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
                Thread thread = new Thread(this::run, "load");
                thread.start();
                threads.add(thread);
            }
        }

        private void run() {
            while (!ends) {
                Thread.onSpinWait();
            }
        }

        @Override
        public void close() {
            ends = true;
            try {
                for (Thread thread : threads) {
                    thread.join();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** It went on from where the last round left it, and the agent does not give the interrupt back at once. */
    private static void awaitInterrupt(Target target) {
        ThreadReference thread = target.vm().allThreads().stream()
                .filter(each -> each.name().equals("interrupted"))
                .findFirst()
                .orElseThrow();
        while (!Gathering.isInterrupted(thread)) {
            Thread.onSpinWait();
        }
    }

    private static Rendezvous rendezvous(Target target, JvmClassFiles classFiles) throws TargetException {
        MethodCodes codes = new MethodCodes(classFiles, type -> Optional.empty(), RunningMorphs.NONE);
        return new Rendezvous(
                target.vm(),
                target.events(),
                target.ourThreads(),
                target.virtualThreads(),
                Optional.empty(),
                TargetJvm.PATIENCE,
                codes,
                target.pipe(),
                target.origin().pid());
    }

    private static boolean isTrapped(Target target, ThreadReference thread) {
        target.vm().suspend();
        try {
            return ProgramThreads.frames(thread).stream()
                    .anyMatch(frame -> frame.location().method().name().equals("acquireUninterruptibly"));
        } finally {
            target.vm().resume();
        }
    }
}
