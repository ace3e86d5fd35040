package io.jtp.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import io.jtp.capture.TargetJvm.Jdk;
import io.jtp.classfile.JvmClassFiles;
import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import io.jtp.snapshot.Obstacle;
import io.jtp.snapshot.RefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Where programs can be held, and how they go on when they cannot. */
class RendezvousTest {

    private static final Duration SHORT = Duration.ofMillis(300);

    static List<Jdk> jdks() {
        return TargetJvm.jdks();
    }

    private static TargetJvm start(Jdk jdk, String program) {
        TargetJvm jvm = TargetJvm.start(jdk, ObstaclePrograms.class, program);
        jvm.awaitLine("ready");
        return jvm;
    }

    private static Target attach(TargetJvm jvm) throws TargetException {
        return Target.attach(Long.toString(jvm.process().pid()));
    }

    private static Rendezvous rendezvous(Target target, Duration wait, String... at) throws TargetException {
        Optional<StopPlace> place = at.length == 0 ? Optional.empty() : Optional.of(StopPlace.parse(at[0]));
        MethodCodes codes =
                new MethodCodes((name, loader) -> Optional.empty(), type -> Optional.empty(), RunningMorphs.NONE);
        return new Rendezvous(
                target.vm(),
                target.events(),
                List.of(),
                target.virtualThreads(),
                place,
                wait,
                codes,
                target.pipe(),
                target.origin().pid());
    }

    private static RefusedException refusal(Rendezvous rendezvous) {
        return catchThrowableOfType(RefusedException.class, rendezvous::meet);
    }

    private static List<String> methods(ThreadReference thread) {
        return ProgramThreads.frames(thread).stream()
                .map((StackFrame frame) -> frame.location().method().name())
                .toList();
    }

    private static void detach(Target target) throws IOException {
        target.close();
    }

    private static void finish(Target target, TargetJvm jvm, String line) throws Exception {
        detach(target);
        jvm.println("");
        jvm.awaitLine(line);
        jvm.awaitLine("done");
        assertThat(jvm.process().waitFor()).isZero();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aRunningLoopIsHeldAndGoesOn(Jdk jdk) throws Exception {
        try (TargetJvm jvm = start(jdk, "spin");
                Target target = attach(jvm)) {
            ThreadReference main =
                    rendezvous(target, TargetJvm.PATIENCE).meet().get(0).thread();
            assertThat(methods(main)).contains("spin").endsWith("main");
            assertThat(ProgramThreads.frames(main)).isNotEmpty().noneMatch(isNative());
            finish(target, jvm, "counted true");
        }
    }

    private static Predicate<StackFrame> isNative() {
        return frame -> frame.location().method().isNative();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void itGoesOnWhenTheConnectionIsCut(Jdk jdk) throws Exception {
        try (TargetJvm jvm = start(jdk, "spin");
                Target target = attach(jvm)) {
            rendezvous(target, TargetJvm.PATIENCE).meet().get(0).thread();
            target.cut();
            finish(target, jvm, "counted true");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void severalThreadsAreHeldTogether(Jdk jdk) throws Exception {
        try (TargetJvm jvm = start(jdk, "threads");
                Target target = attach(jvm)) {
            assertThat(rendezvous(target, TargetJvm.PATIENCE).meet())
                    .allSatisfy(held -> assertThat(held.thread().suspendCount()).isEqualTo(1))
                    .extracting(held -> held.thread().name())
                    .containsExactlyInAnyOrder("main", "helper");
            finish(target, jvm, "counted true");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void whenTheMainThreadHasEndedTheOthersAreHeld(Jdk jdk) throws Exception {
        try (TargetJvm jvm = start(jdk, "ended");
                Target target = attach(jvm)) {
            assertThat(target.obstacles()).isEmpty();
            assertThat(target.origin().mainClass()).isEqualTo("io/jtp/capture/ObstaclePrograms");
            assertThat(rendezvous(target, TargetJvm.PATIENCE).meet())
                    .extracting(held -> held.thread().name())
                    .containsExactly("survivor");
            assertThat(exitCodeUnknown(target)).isEmpty();
            detach(target);
            jvm.println("");
            jvm.awaitLine("counted true");
        }
    }

    /** Suspended there it cannot be seen, or has no name; as it takes microseconds, it is made to take longer. */
    @ParameterizedTest
    @MethodSource("jdks")
    void theLauncherIsLetGoFromTheMainThreadToTheOneThatWaitsForTheOthers(Jdk jdk) throws Exception {
        try (TargetJvm jvm = start(jdk, "ends");
                Target target = attach(jvm)) {
            ReferenceType thread = target.vm().classesByName("java.lang.Thread").get(0);
            target.vm().redefineClasses(Map.of(thread, attachingSlowly(jdk)));
            jvm.println("");
            jvm.awaitLine("ready");
            assertThat(rendezvous(target, TargetJvm.PATIENCE).meet())
                    .extracting(held -> held.thread().name())
                    .containsExactly("survivor");
            detach(target);
            jvm.println("");
            jvm.awaitLine("counted true");
            assertThat(jvm.process().waitFor()).isZero();
        }
    }

    /** {@return a class file of Thread, whose constructor for threads that the JVM attaches takes a fifth of a second} */
    private static byte[] attachingSlowly(Jdk jdk) throws IOException {
        ClassReader reader;
        try (JvmClassFiles image = new JvmClassFiles(jdk.home(), List.of())) {
            reader = new ClassReader(
                    image.find("java/lang/Thread", BuiltinLoader.BOOT).orElseThrow());
        }
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        MethodVisitor visitor = super.visitMethod(access, name, descriptor, signature, exceptions);
                        if (descriptor.equals("(Ljava/lang/ThreadGroup;Ljava/lang/String;)V")) {
                            spinFirst(visitor);
                        }
                        return visitor;
                    }
                },
                ClassReader.EXPAND_FRAMES);
        return writer.toByteArray();
    }

    private static void spinFirst(MethodVisitor visitor) {
        visitor.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/System", "nanoTime", "()J", false);
        visitor.visitLdcInsn(200_000_000L);
        visitor.visitInsn(Opcodes.LADD);
        visitor.visitVarInsn(Opcodes.LSTORE, 3);
        Label again = new Label();
        visitor.visitLabel(again);
        Object[] locals = {Opcodes.UNINITIALIZED_THIS, "java/lang/ThreadGroup", "java/lang/String", Opcodes.LONG};
        visitor.visitFrame(Opcodes.F_NEW, locals.length, locals, 0, null);
        visitor.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/System", "nanoTime", "()J", false);
        visitor.visitVarInsn(Opcodes.LLOAD, 3);
        visitor.visitInsn(Opcodes.LCMP);
        visitor.visitJumpInsn(Opcodes.IFLT, again);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void anExceptionThatMayHaveEndedTheMainThreadIsRefused(Jdk jdk) throws Exception {
        try (TargetJvm jvm = start(jdk, "thrown");
                Target target = attach(jvm)) {
            rendezvous(target, TargetJvm.PATIENCE).meet();
            assertThat(exitCodeUnknown(target)).get().asString().contains("stack traces have been printed");
            detach(target);
            jvm.println("");
            jvm.awaitLine("counted true");
            assertThat(jvm.process().waitFor()).isEqualTo(1);
        }
        try (TargetJvm jvm = start(jdk, "handled");
                Target target = attach(jvm)) {
            rendezvous(target, TargetJvm.PATIENCE).meet();
            assertThat(exitCodeUnknown(target)).get().asString().contains("there is a default handler");
        }
    }

    private static Optional<String> exitCodeUnknown(Target target) {
        MethodCodes codes =
                new MethodCodes((name, loader) -> Optional.empty(), type -> Optional.empty(), RunningMorphs.NONE);
        return new EndedMain(target.vm(), codes, target.origin().mainClass())
                .obstacle()
                .map(Obstacle::problem);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aThreadThatSleepsIsRefusedAtTheDeadline(Jdk jdk) throws Exception {
        try (TargetJvm jvm = start(jdk, "sleep");
                Target target = attach(jvm)) {
            Obstacle obstacle = refusal(rendezvous(target, SHORT)).obstacles().get(0);
            assertThat(obstacle.place())
                    .startsWith("thread main, java.lang.Thread.sleep")
                    .contains("ObstaclePrograms.main");
            assertThat(obstacle.problem()).startsWith("it sleeps").endsWith("within 0.3 s");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void theConstructorOfAnObjectWithAFinalizerIsRefusedAtTheDeadline(Jdk jdk) throws Exception {
        try (TargetJvm jvm = start(jdk, "constructor");
                Target target = attach(jvm)) {
            Obstacle obstacle = refusal(rendezvous(target, SHORT)).obstacles().get(0);
            assertThat(obstacle.place()).startsWith("thread main, io.jtp.capture.ObstaclePrograms$SlowToMake.<init>");
            assertThat(obstacle.problem()).startsWith("an object with a finalizer is being made");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void itStopsWhenSuchAConstructorHasReturned(Jdk jdk) throws Exception {
        stopsAfterwards(jdk, "constructor");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void itStopsWhereAnExceptionThatLeftTheConstructorIsCaught(Jdk jdk) throws Exception {
        stopsAfterwards(jdk, "exception");
    }

    private static void stopsAfterwards(Jdk jdk, String program) throws Exception {
        try (TargetJvm jvm = start(jdk, program);
                Target target = attach(jvm)) {
            Rendezvous rendezvous = rendezvous(target, TargetJvm.PATIENCE);
            rendezvous.begin();
            jvm.println("");
            ThreadReference main = rendezvous.await(() -> {}).get(0).thread();
            assertThat(methods(main)).doesNotContain("<init>").endsWith("main");
            finish(target, jvm, "made true");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void itStopsAtALineOfAClassThatIsLoadedLater(Jdk jdk) throws Exception {
        try (TargetJvm jvm = TargetJvm.start(jdk, FramePrograms.class, "resource")) {
            jvm.awaitLine("ready");
            try (Target target = attach(jvm)) {
                Rendezvous rendezvous = rendezvous(target, TargetJvm.PATIENCE, "Resource.close");
                rendezvous.begin();
                jvm.println("");
                ThreadReference main = rendezvous.await(() -> {}).get(0).thread();
                assertThat(methods(main)).containsExactly("close", "resource", "main");
                detach(target);
                jvm.awaitLine("done");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void itStopsThatManyInstructionsLater(Jdk jdk) throws Exception {
        try (TargetJvm jvm = TargetJvm.start(jdk, FramePrograms.class, "resource")) {
            jvm.awaitLine("ready");
            try (Target target = attach(jvm)) {
                Rendezvous rendezvous = rendezvous(target, TargetJvm.PATIENCE, "Resource.close+1");
                rendezvous.begin();
                jvm.println("");
                ThreadReference main = rendezvous.await(() -> {}).get(0).thread();
                assertThat(methods(main)).containsExactly("close", "resource", "main");
                assertThat(ProgramThreads.frames(main).get(0).location().codeIndex())
                        .isPositive();
                detach(target);
                jvm.awaitLine("done");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void tooManyInstructionsAreSaid(Jdk jdk) throws Exception {
        try (TargetJvm jvm = start(jdk, "spin");
                Target target = attach(jvm)) {
            assertThat(refusal(rendezvous(target, SHORT, "BufferedInputStream.available+999999999"))
                            .obstacles()
                            .get(0)
                            .problem())
                    .isEqualTo("it came to the place, but did not execute 999999999 instructions within 0.3 s");
            finish(target, jvm, "counted true");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aPlaceThatIsNotThereIsSaid(Jdk jdk) throws Exception {
        try (TargetJvm jvm = start(jdk, "spin");
                Target target = attach(jvm)) {
            assertThat(refusal(rendezvous(target, SHORT, "ObstaclePrograms:1"))
                            .obstacles()
                            .get(0)
                            .problem())
                    .isEqualTo(
                            "it did not come to ObstaclePrograms:1 within 0.3 s; no class that is loaded has such a place");
            finish(target, jvm, "counted true");
        }
    }
}
