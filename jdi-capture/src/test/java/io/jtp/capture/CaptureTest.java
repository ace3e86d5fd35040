package io.jtp.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.capture.CaptureListener.Step;
import io.jtp.capture.TargetJvm.Jdk;
import io.jtp.classfile.JvmClassFiles;
import io.jtp.snapshot.Frame;
import io.jtp.snapshot.Frame.Treatment;
import io.jtp.snapshot.LoadedClass;
import io.jtp.snapshot.Obstacle;
import io.jtp.snapshot.RefusedException;
import io.jtp.snapshot.Snapshot;
import io.jtp.snapshot.ThreadState;
import io.jtp.snapshot.Value.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole captures of real programs, which go on afterwards. */
class CaptureTest {

    static List<Jdk> jdks() {
        return TargetJvm.jdks();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aRunningProgramIsCapturedAndGoesOn(Jdk jdk) throws Exception {
        try (TargetJvm jvm = TargetJvm.start(jdk, ObstaclePrograms.class, "spin")) {
            jvm.awaitLine("ready");
            try (Target target = Target.attach(Long.toString(jvm.process().pid()));
                    JvmClassFiles classFiles = TargetJvm.classFiles(target)) {
                assertThat(target.origin().mainClass()).isEqualTo("io/jtp/capture/ObstaclePrograms");
                assertThat(target.origin().vmArguments()).isEmpty();
                assertThat(target.origin().classPath()).containsExactly(TargetJvm.classPathOf(CaptureTest.class));
                Capture capture = new Capture(target, classFiles);
                List<Step> steps = new ArrayList<>();
                Snapshot snapshot = capture.take(Optional.empty(), TargetJvm.PATIENCE, steps::add, taken -> taken);

                // references that the collector has just cleared are waited for
                assertThat(steps).endsWith(Step.values());
                ThreadState main = snapshot.program().threads().get(0);
                assertThat(main.frames()).extracting(Frame::method).startsWith("main", "spin");
                assertThat(main.frames()).extracting(Frame::treatment).containsOnly(Treatment.MORPH);
                Frame bottom = main.frames().get(0);
                assertThat(snapshot.program().classes().get(bottom.type()).name())
                        .isEqualTo("io/jtp/capture/ObstaclePrograms");
                assertThat(bottom.locals().get(0))
                        .isInstanceOfSatisfying(
                                Reference.class, r -> assertThat(r.object()).isBetween(1, snapshot.objectCount()));
            }
            jvm.println("");
            jvm.awaitLine("counted true");
            jvm.awaitLine("done");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void anAddressDoesAsWellAsAPid(Jdk jdk) throws Exception {
        try (TargetJvm jvm = TargetJvm.start(jdk, ObstaclePrograms.class, "spin")) {
            jvm.awaitLine("ready");
            try (Target target = Target.attach("127.0.0.1:" + jvm.port());
                    JvmClassFiles classFiles = TargetJvm.classFiles(target)) {
                assertThat(target.origin().pid()).isEqualTo(jvm.process().pid());
                Capture capture = new Capture(target, classFiles);
                Snapshot snapshot = capture.take(
                        Optional.of(StopPlace.parse("java.io.BufferedInputStream.available")),
                        TargetJvm.PATIENCE,
                        step -> {},
                        taken -> taken);
                assertThat(snapshot.program().threads().get(0).frames())
                        .extracting(Frame::method)
                        .containsExactly("main", "spin", "available");
            }
            jvm.println("");
            jvm.awaitLine("counted true");
            jvm.awaitLine("done");
        }
    }

    /** As what cannot be rebuilt just there: here because the frame of spin is on the stack. */
    @ParameterizedTest
    @MethodSource("jdks")
    void anObstacleThatPassesIsWaitedFor(Jdk jdk) throws Exception {
        try (TargetJvm jvm = TargetJvm.start(jdk, ObstaclePrograms.class, "spin")) {
            jvm.awaitLine("ready");
            try (Target target = Target.attach(Long.toString(jvm.process().pid()));
                    JvmClassFiles classFiles = TargetJvm.classFiles(target)) {
                Capture capture = new Capture(target, classFiles);
                AtomicInteger attempts = new AtomicInteger();
                List<Frame> frames = capture.take(
                        Optional.empty(),
                        TargetJvm.PATIENCE,
                        step -> {},
                        snapshot -> framesWithoutSpin(snapshot, attempts.incrementAndGet(), jvm));
                assertThat(attempts).hasValue(2);
                assertThat(capture.passed()).contains("spins");
                assertThat(frames).extracting(Frame::method).first().isEqualTo("main");
            }
            jvm.awaitLine("done");
        }
    }

    private static List<Frame> framesWithoutSpin(Snapshot snapshot, int attempt, TargetJvm jvm)
            throws RefusedException {
        List<Frame> frames = snapshot.program().threads().get(0).frames();
        if (frames.stream().anyMatch(frame -> frame.method().equals("spin"))) {
            assertThat(attempt).isEqualTo(1);
            jvm.println("");
            throw new RefusedException(List.of(new Obstacle("main", "spins", "Wait", 1)));
        }
        return frames;
    }

    /** At whatever instruction it is; where that will not do, it has to find a better one by itself. */
    @ParameterizedTest
    @MethodSource("jdks")
    void aProgramCanBeCapturedAtAnyTime(Jdk jdk) throws Exception {
        try (TargetJvm jvm = TargetJvm.start(jdk, MixedProgram.class)) {
            jvm.awaitLine("ready");
            for (int i = 0; i < 10; i++) {
                try (Target target = Target.attach(Long.toString(jvm.process().pid()));
                        JvmClassFiles classFiles = TargetJvm.classFiles(target)) {
                    HeapMethod method = i % 2 == 0 ? HeapMethod.DUMP : HeapMethod.JDWP;
                    Capture capture = new Capture(
                            target, classFiles, new CaptureOptions(method, Optional.empty(), NativeLibraries.REFUSED));
                    Snapshot snapshot = capture.take(Optional.empty(), TargetJvm.PATIENCE, step -> {}, taken -> taken);
                    assertThat(capture.heapMethod()).endsWith("(as asked for)");
                    List<Frame> frames = snapshot.program().threads().get(0).frames();
                    assertThat(frames.get(0).method()).isEqualTo("main");
                    assertThat(frames.get(frames.size() - 1).treatment()).isEqualTo(Treatment.MORPH);
                }
            }
            jvm.println("");
            jvm.awaitLine("same true");
            jvm.awaitLine("done");
        }
    }

    /** It is not waited for: the frame that needs the class has all operands, and the class counts as being initialised. */
    @ParameterizedTest
    @CsvSource({"get, ByGet, 3", "put, ByPut, 1", "new, ByNew, 2"})
    void aClassInitialiserOnTheStackIsCaptured(String program, String type, int operands) throws Exception {
        for (Jdk jdk : jdks()) {
            try (TargetJvm jvm = TargetJvm.start(jdk, FactPrograms.class, program)) {
                jvm.awaitLine("ready");
                try (Target target = Target.attach(Long.toString(jvm.process().pid()));
                        JvmClassFiles classFiles = TargetJvm.classFiles(target)) {
                    Capture capture = new Capture(target, classFiles);
                    Snapshot snapshot = capture.take(
                            Optional.of(StopPlace.parse("FactPrograms.stop")),
                            TargetJvm.PATIENCE,
                            step -> {
                                if (step == Step.RENDEZVOUS) {
                                    jvm.println("");
                                }
                            },
                            taken -> taken);
                    List<Frame> frames = snapshot.program().threads().get(0).frames();
                    assertThat(frames)
                            .as("after %s", capture.passed())
                            .extracting(Frame::method)
                            .containsExactly("main", "<clinit>", "stopped", "stop");
                    assertThat(frames.get(0).operands()).hasSize(operands);
                    assertThat(snapshot.program().classes())
                            .filteredOn(each -> each.state() == LoadedClass.State.INITIALIZING)
                            .extracting(LoadedClass::name)
                            .containsExactly("io/jtp/capture/FactPrograms$Initialised$" + type);
                }
                jvm.awaitLine("done");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void anObjectOfAClassWhoseInitialiserHasFailedIsRefused(Jdk jdk) throws Exception {
        try (TargetJvm jvm = TargetJvm.start(jdk, ObstaclePrograms.class, "leak")) {
            jvm.awaitLine("ready");
            assertThat(refusal(jvm)).singleElement().satisfies(obstacle -> {
                assertThat(obstacle.place()).isEqualTo("class io.jtp.capture.ObstaclePrograms$Leaking");
                assertThat(obstacle.problem())
                        .startsWith("there are objects of it although its initialiser has failed");
            });
        }
    }

    /** A dump that cannot be made is no reason not to move the program. */
    @ParameterizedTest
    @MethodSource("jdks")
    void withoutADumpTheHeapIsReadOverJdwp(Jdk jdk, @TempDir Path directory) throws Exception {
        try (TargetJvm jvm = TargetJvm.start(jdk, ObstaclePrograms.class, "spin")) {
            jvm.awaitLine("ready");
            Path missing = directory.resolve("missing");
            try (Target target = Target.attach(Long.toString(jvm.process().pid()));
                    JvmClassFiles classFiles = TargetJvm.classFiles(target)) {
                Capture capture = new Capture(
                        target,
                        classFiles,
                        new CaptureOptions(HeapMethod.DUMP, Optional.of(missing), NativeLibraries.REFUSED));
                Snapshot snapshot = capture.take(Optional.empty(), TargetJvm.PATIENCE, step -> {}, taken -> taken);
                assertThat(snapshot.objectCount()).isPositive();
                assertThat(capture.heapMethod()).startsWith("over JDWP (").contains(missing.toString());
            }
            jvm.println("");
            jvm.awaitLine("counted true");
            jvm.awaitLine("done");
        }
    }

    /** The class file that is found is not the one that runs. */
    @ParameterizedTest
    @MethodSource("jdks")
    void aClassFileThatChangedIsNamed(Jdk jdk, @TempDir Path directory) throws Exception {
        StripDebug.copy(ObstaclePrograms.class, directory);
        try (TargetJvm jvm =
                TargetJvm.start(jdk, List.of("-cp", directory.toString()), ObstaclePrograms.class.getName(), "spin")) {
            jvm.awaitLine("ready");
            StripDebug.copyChanged(ObstaclePrograms.class, directory, "spin");
            assertThat(refusal(jvm)).anySatisfy(obstacle -> {
                assertThat(obstacle.place()).startsWith("thread main, io.jtp.capture.ObstaclePrograms.spin");
                assertThat(obstacle.problem()).contains("is not the one that runs: spin differs");
            });
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aClassFileThatIsMissingIsNamed(Jdk jdk, @TempDir Path directory) throws Exception {
        StripDebug.copy(ObstaclePrograms.class, directory);
        try (TargetJvm jvm =
                TargetJvm.start(jdk, List.of("-cp", directory.toString()), ObstaclePrograms.class.getName(), "spin")) {
            jvm.awaitLine("ready");
            Files.delete(directory.resolve("io/jtp/capture/ObstaclePrograms.class"));
            assertThat(refusal(jvm)).anySatisfy(obstacle -> {
                assertThat(obstacle.place()).startsWith("thread main, io.jtp.capture.ObstaclePrograms.main");
                assertThat(obstacle.problem()).isEqualTo("its class file was not found");
            });
        }
    }

    /** All obstacles of a capture; the program then goes on to its end. */
    private static List<Obstacle> refusal(TargetJvm jvm) throws Exception {
        try (Target target = Target.attach(Long.toString(jvm.process().pid()));
                JvmClassFiles classFiles = TargetJvm.classFiles(target)) {
            Capture capture = new Capture(target, classFiles);
            capture.take(Optional.empty(), TargetJvm.PATIENCE, step -> {}, taken -> taken);
            throw new AssertionError("not refused");
        } catch (RefusedException e) {
            jvm.println("");
            jvm.awaitLine("counted true");
            jvm.awaitLine("done");
            return e.obstacles();
        }
    }
}
