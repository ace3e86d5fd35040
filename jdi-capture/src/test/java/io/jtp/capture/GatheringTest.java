package io.jtp.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.ThreadReference;
import io.jtp.capture.TargetJvm.Jdk;
import io.jtp.classfile.JvmClassFiles;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class GatheringTest {

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
                MethodCodes codes = new MethodCodes(classFiles, type -> Optional.empty(), RunningMorphs.NONE);
                List<HeldThread> held = new Rendezvous(
                                target.vm(),
                                target.events(),
                                target.ourThreads(),
                                Optional.empty(),
                                TargetJvm.PATIENCE,
                                codes,
                                target.pipe())
                        .meet();
                assertThat(held)
                        .extracting(each -> each.thread().name() + " " + each.isAtEvent())
                        .containsExactlyInAnyOrder("main false", "sleeper false", "waiter false", "parked true");

                husk.trap(held);
                husk.commit();
                husk.trapBlocked(target.events());
                target.vm().resume();

                // of the two that wait the first one that wakes has the monitor for ever
                assertThat(held)
                        .filteredOn(each -> isTrapped(target, each.thread()))
                        .hasSize(3);
                husk.end(0);
            }
            assertThat(jvm.process().waitFor()).isZero();
        }
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
