package io.jtp.capture;

import static io.jtp.snapshot.Frame.Treatment.MORPH;
import static io.jtp.snapshot.Frame.Treatment.OPAQUE;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.ReferenceType;
import com.sun.jdi.ThreadReference;
import io.jtp.capture.FrameReader.Walked;
import io.jtp.capture.TargetJvm.Jdk;
import io.jtp.capture.jdwp.Commands;
import io.jtp.classfile.JvmClassFiles;
import io.jtp.snapshot.Frame.Treatment;
import io.jtp.snapshot.Value;
import io.jtp.snapshot.Value.DoubleValue;
import io.jtp.snapshot.Value.FloatValue;
import io.jtp.snapshot.Value.IntValue;
import io.jtp.snapshot.Value.LongValue;
import io.jtp.snapshot.Value.Uninitialized;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames of real programs, complete: what JDI names and what it does not. */
class FrameReaderTest {

    static List<Jdk> jdks() {
        return TargetJvm.jdks();
    }

    /** A program that stands at {@link FramePrograms#stop}. */
    private static final class Stopped implements AutoCloseable {
        private final TargetJvm jvm;
        private final Target target;
        private final List<CapturedFrame> frames;

        Stopped(Jdk jdk, String... arguments) throws Exception {
            this(TargetJvm.start(jdk, FramePrograms.class, arguments));
        }

        Stopped(TargetJvm jvm) throws Exception {
            this(jvm, "FramePrograms.stop");
        }

        Stopped(TargetJvm jvm, String place) throws Exception {
            this.jvm = jvm;
            try {
                jvm.awaitLine("ready");
                target = Target.attach(Long.toString(jvm.process().pid()));
                assertThat(target.obstacles()).isEmpty();
                try (JvmClassFiles classFiles = TargetJvm.classFiles(target)) {
                    MethodCodes codes = new MethodCodes(classFiles, type -> Optional.empty(), RunningMorphs.NONE);
                    Rendezvous rendezvous = new Rendezvous(
                            target.vm(),
                            target.events(),
                            List.of(),
                            target.virtualThreads(),
                            Optional.of(StopPlace.parse(place)),
                            TargetJvm.PATIENCE,
                            codes,
                            target.pipe(),
                            target.origin().pid());
                    rendezvous.begin();
                    jvm.println("");
                    ThreadReference main = rendezvous.await(() -> {}).get(0).thread();
                    long start = System.nanoTime();
                    FrameReader.Result result;
                    try (Invoker pins = new Invoker(main)) {
                        result = new FrameReader(target.pipe(), codes)
                                .read(Walked.of(main, target.stackWalk().read(main, pins))
                                        .orElseThrow());
                    }
                    System.out.printf(
                            "%s: %d frames in %d ms%n",
                            target.origin().vmVersion(),
                            result.frames().size(),
                            Duration.ofNanos(System.nanoTime() - start).toMillis());
                    assertThat(result.obstacles()).isEmpty();
                    frames = result.frames();
                }
            } catch (Exception | Error e) {
                jvm.close();
                throw e;
            }
        }

        CapturedFrame frame(String method) {
            return frames.stream()
                    .filter(f -> f.location().method().name().equals(method))
                    .findFirst()
                    .orElseThrow();
        }

        List<String> methods() {
            return frames.stream().map(f -> f.location().method().name()).toList();
        }

        List<Treatment> treatments() {
            return frames.stream().map(CapturedFrame::treatment).toList();
        }

        List<String> classNames(long[] objects) throws IOException {
            List<String> names = new ArrayList<>();
            for (long object : objects) {
                names.add(className(object));
            }
            return names;
        }

        String locals(String method) throws IOException {
            return describe(frame(method).locals());
        }

        String operands(String method) throws IOException {
            return describe(frame(method).operands());
        }

        /** References by the name of their class, primitives by value. */
        private String describe(List<Slot> slots) throws IOException {
            List<String> all = new ArrayList<>();
            for (Slot slot : slots) {
                Value value = slot.value(id -> 0);
                if (slot.holdsObject()) {
                    all.add(className(slot.bits()));
                } else if (value instanceof IntValue i) {
                    all.add("" + i.value());
                } else if (value instanceof LongValue l) {
                    all.add(l.value() + "L");
                } else if (value instanceof FloatValue f) {
                    all.add(f.value() + "f");
                } else if (value instanceof DoubleValue d) {
                    all.add(d.value() + "d");
                } else if (value instanceof Uninitialized) {
                    all.add("new");
                } else {
                    all.add(value == Value.TOP ? "-" : "null");
                }
            }
            return String.join(" ", all);
        }

        private String className(long object) throws IOException {
            String signature = target.pipe()
                    .ask(Commands.signature(
                            target.pipe().ask(Commands.typeOf(object)).id()));
            return signature.substring(signature.lastIndexOf('/') + 1).replace(";", "");
        }

        /** Lets the program go and checks that it ends as if nothing had happened. */
        void finish(String... lines) throws Exception {
            target.close();
            for (String line : lines) {
                jvm.awaitLine(line);
            }
            jvm.awaitLine("done");
            assertThat(jvm.process().waitFor()).isZero();
        }

        @Override
        public void close() {
            jvm.close();
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void operandsOfCallsInProgress(Jdk jdk) throws Exception {
        try (Stopped program = new Stopped(jdk, "nested")) {
            assertThat(program.methods()).containsExactly("main", "b", "stop");
            assertThat(program.operands("main")).isEqualTo("PrintStream 5 3");
            program.finish("35");
        }
    }

    /** Reflection does so for methods that ask for their caller; the loader would see it. */
    @ParameterizedTest
    @MethodSource("jdks")
    void noClassIsDefinedBesideTheProgramS(Jdk jdk) throws Exception {
        try (Stopped program = new Stopped(jdk, "nested")) {
            assertThat(program.target.vm().allClasses())
                    .extracting(ReferenceType::name)
                    .filteredOn(name -> name.startsWith(FramePrograms.class.getPackageName()))
                    .containsOnly(FramePrograms.class.getName());
            program.finish("35");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void valuesOfAllTypes(Jdk jdk) throws Exception {
        try (Stopped program = new Stopped(jdk, "wide")) {
            assertThat(program.locals("wide"))
                    .isEqualTo((7L << 40) + "L - 2.5d - -3 120 1 -1.5f " + ((7L << 40) + 1) + "L -");
            assertThat(program.operands("wide")).isEqualTo((double) (14L << 40) + "d 2.5d");
            program.finish("2.30897441834255E13");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void variablesWithoutNames(Jdk jdk) throws Exception {
        try (Stopped program = new Stopped(jdk, "loops")) {
            assertThat(program.locals("loops"))
                    .as("words, numbers, out, iterator, word, array, length, index, number")
                    .isEqualTo(
                            "ImmutableCollections$ListN [I StringBuilder ImmutableCollections$ListItr String [I 3 1 20");
            program.finish("a10a20a30b10b20b30c10c20c30");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void monitors(Jdk jdk) throws Exception {
        try (Stopped program = new Stopped(jdk, "locks")) {
            assertThat(program.classNames(program.frame("locks").monitors()))
                    .as("in the order of locking, doubles kept, those released not")
                    .containsExactly("ArrayList", "Object", "Object");
            assertThat(program.frame("locked").monitors())
                    .as("a synchronized method takes its lock by itself")
                    .isEmpty();
            assertThat(program.operands("locked")).isEqualTo("6");
            program.finish("24");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void resourcesToBeClosed(Jdk jdk) throws Exception {
        try (Stopped program = new Stopped(jdk, "resource")) {
            assertThat(program.locals("resource")).startsWith("FramePrograms$Resource FramePrograms$Resource");
            program.finish("closed", "closed", "finally", "resourceresource");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void objectsUnderConstruction(Jdk jdk) throws Exception {
        try (Stopped program = new Stopped(jdk, "argument")) {
            assertThat(program.operands("main")).isEqualTo("PrintStream new new");
            program.finish("44");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void anObjectThatOthersCanKnow(Jdk jdk) throws Exception {
        try (Stopped program = new Stopped(jdk, "constructed")) {
            assertThat(program.methods()).containsExactly("main", "<init>", "<init>", "b", "stop");
            long object = program.frames.get(2).construction().object();
            assertThat(program.className(object)).isEqualTo("FramePrograms$Derived");
            assertThat(program.frames)
                    .extracting(f -> f.construction().object())
                    .containsExactly(0L, object, object, 0L, 0L);
            assertThat(program.frames.get(1).construction().fields()).isEmpty();
            program.finish("15");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void fieldsThatAreSetBeforeTheCallOfAnotherConstructor(Jdk jdk) throws Exception {
        try (Stopped program = new Stopped(jdk, "captured")) {
            assertThat(program.operands("local")).isEqualTo("new");
            CapturedFrame.Construction construction = program.frame("<init>").construction();
            assertThat(construction.object()).isZero();
            assertThat(construction.fields())
                    .extracting(field -> field.field().name())
                    .containsExactlyInAnyOrder("val$captured", "val$text");
            program.finish("text5");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void lambdas(Jdk jdk) throws Exception {
        try (Stopped program = new Stopped(jdk, "lambda")) {
            assertThat(program.treatments()).containsExactly(MORPH, OPAQUE, MORPH, MORPH, MORPH);
            assertThat(program.locals("getAsInt")).startsWith("FramePrograms$$Lambda");
            assertThat(program.describe(program.frames.get(2).locals())).isEqualTo("20");
            program.finish("24");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void reflection(Jdk jdk) throws Exception {
        try (Stopped program = new Stopped(jdk, "reflection")) {
            assertThat(program.methods()).startsWith("main", "invoke").endsWith("b", "stop");
            assertThat(program.treatments().subList(1, program.frames.size() - 2))
                    .containsOnly(OPAQUE);
            assertThat(program.locals("invoke")).isEqualTo("Method null Object");
            program.finish("4");
        }
    }

    /** The walker passes over frames of {@code java.util.stream} right below its own. */
    @ParameterizedTest
    @MethodSource("jdks")
    void streams(Jdk jdk) throws Exception {
        try (Stopped program = new Stopped(
                TargetJvm.start(jdk, FramePrograms.class, "stream"),
                "java.util.stream.ReduceOps$ReduceOp.evaluateSequential")) {
            assertThat(program.methods()).startsWith("main", "reduce").endsWith("evaluate", "evaluateSequential");
            assertThat(program.locals("evaluateSequential")).startsWith("ReduceOps$1 ReferencePipeline$Head");
            program.finish("12");
        }
    }

    /** Without a LocalVariableTable, or any debug information. */
    @ParameterizedTest
    @MethodSource("jdks")
    void noDebugInformation(Jdk jdk, @TempDir Path directory) throws Exception {
        StripDebug.copy(FramePrograms.class, directory);
        StripDebug.copy(FramePrograms.Resource.class, directory);
        try (Stopped program = new Stopped(
                TargetJvm.start(jdk, List.of("-cp", directory.toString()), FramePrograms.class.getName(), "loops"))) {
            assertThat(program.locals("loops"))
                    .isEqualTo(
                            "ImmutableCollections$ListN [I StringBuilder ImmutableCollections$ListItr String [I 3 1 20");
            assertThat(program.frame("loops").line()).isEqualTo(-1);
            program.finish("a10a20a30b10b20b30c10c20c30");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void deepRecursion(Jdk jdk) throws Exception {
        try (Stopped program = new Stopped(jdk, "deep", "5000")) {
            assertThat(program.frames).hasSize(5004);
            for (int n = 1; n <= 5000; n++) {
                assertThat(program.frames.get(5001 - n).locals().get(0).bits()).isEqualTo(n);
                assertThat(program.frames.get(5001 - n).locals().get(1).bits()).isEqualTo(n / 2);
            }
            program.finish("4");
        }
    }
}
