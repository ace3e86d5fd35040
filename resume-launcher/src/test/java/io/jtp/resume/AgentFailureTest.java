package io.jtp.resume;

import static io.jtp.resume.CargoBuilder.ref;
import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.resume.AgentJvm.Ending;
import io.jtp.resume.AgentJvm.Jdk;
import io.jtp.resume.HandMorph.Code;
import io.jtp.resume.programs.Nested;
import io.jtp.snapshot.Cargo;
import io.jtp.snapshot.NamedObject;
import io.jtp.snapshot.NativePart;
import io.jtp.snapshot.SnapshotFile;
import io.jtp.snapshot.Wire.Kind;
import io.jtp.snapshot.ZlibLayout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.Inflater;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.Opcodes;

/** Until GO whatever goes wrong ends the JVM without a word of the program, and the tool learns why. */
class AgentFailureTest {

    private static final String NESTED = "io/jtp/resume/programs/Nested";
    private static final String MAIN = "([Ljava/lang/String;)V";

    static List<Jdk> jdks() throws IOException {
        return AgentJvm.jdks();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void inputThatEndsBeforeTheCargo(Jdk jdk) throws Exception {
        try (AgentJvm jvm = AgentJvm.start(jdk, Nested.class, "")) {
            jvm.awaitReady();
            jvm.in.close();
            assertThat(failure(jvm)).contains("the snapshot is truncated");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void truncatedCargo(Jdk jdk) throws Exception {
        try (AgentJvm jvm = AgentJvm.start(jdk, Nested.class, "")) {
            byte[] cargo =
                    bytes(arriving(jvm.awaitReady().get("java.vm.version")).build());
            jvm.in.write(Arrays.copyOf(cargo, cargo.length / 2));
            jvm.in.close();
            assertThat(failure(jvm)).contains("the snapshot is truncated");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void snapshotOfAnotherBuild(Jdk jdk) throws Exception {
        try (AgentJvm jvm = AgentJvm.start(jdk, Nested.class, "")) {
            jvm.awaitReady();
            jvm.send(arriving("1.4.2").build());
            assertThat(failure(jvm)).contains("1.4.2", "the same build is needed");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void classThatIsNotThere(Jdk jdk) throws Exception {
        try (AgentJvm jvm = AgentJvm.start(jdk, Nested.class, "")) {
            CargoBuilder cargo = arriving(jvm.awaitReady().get("java.vm.version"));
            cargo.missingType("com/example/Missing");
            jvm.send(cargo.build());
            assertThat(failure(jvm)).contains("com.example.Missing");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void objectThatIsNotThere(Jdk jdk) throws Exception {
        try (AgentJvm jvm = AgentJvm.start(jdk, Nested.class, "")) {
            CargoBuilder cargo = arriving(jvm.awaitReady().get("java.vm.version"));
            cargo.named(new NamedObject.StaticFieldValue(cargo.type(System.class), "noSuchField", -1));
            jvm.send(cargo.build());
            assertThat(failure(jvm)).contains("java.lang.System has no field noSuchField");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void compressedDataOfAnotherZlib(Jdk jdk) throws Exception {
        try (AgentJvm jvm = AgentJvm.start(jdk, Nested.class, "")) {
            CargoBuilder cargo = arriving(jvm.awaitReady().get("java.vm.version"));
            int inflater = cargo.instance(cargo.typeWithoutFields(Inflater.class));
            int stream = cargo.array(new byte[ZlibLayout.STREAM_BYTES]);
            int state = cargo.array(new byte[ZlibLayout.INFLATE_BYTES]);
            cargo.nativePart(new NativePart.ZlibState(inflater, "another digest", stream, state, List.of()));
            jvm.send(cargo.build());
            assertThat(failure(jvm)).contains("compressed data are half way, and zlib is another one here (1.");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void inputThatEndsBeforeGo(Jdk jdk) throws Exception {
        try (AgentJvm jvm = AgentJvm.start(jdk, Nested.class, "")) {
            jvm.send(arriving(jvm.awaitReady().get("java.vm.version")).build());
            jvm.await(Kind.PREPARED);
            Ending ending = jvm.finish();
            assertThat(ending).isEqualTo(new Ending(Agent.FAILED, "", ""));
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void exceptionInAReplay(Jdk jdk) throws Exception {
        assertThat(replayFailure(jdk, "", resume -> resume.a("java/util/Map").store(Opcodes.ASTORE, 0)))
                .contains(
                        "an exception ended thread main while its stack was being rebuilt",
                        "class [Ljava.lang.String; cannot be cast to class java.util.Map",
                        "1 of 1 frames were rebuilt, the last one io.jtp.resume.programs.Nested.main");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void valuesThatTheResumeCodeDoesNotTake(Jdk jdk) throws Exception {
        assertThat(replayFailure(jdk, "", Code::arrived))
                .contains("its innermost frame went on with values of its own left over");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void otherMethodOfTheProgramThanExpected(Jdk jdk) throws Exception {
        try (AgentJvm jvm = AgentJvm.start(jdk, Nested.class, "")) {
            CargoBuilder cargo = new CargoBuilder(jvm.awaitReady().get("java.vm.version"));
            // main calls walk, which is not the next one
            Consumer<Code> callWalk = resume -> emptyLocals(resume)
                    .instruction(Opcodes.ICONST_0)
                    .instruction(Opcodes.ICONST_0)
                    .instruction(Opcodes.ACONST_NULL)
                    .instruction(Opcodes.ACONST_NULL)
                    .call(Opcodes.INVOKESTATIC, NESTED, "walk", "(Ljava/util/List;[I)I");
            cargo.morph(
                    Nested.class,
                    new HandMorph(AgentTest.classFile(Nested.class))
                            .resumeBehind("main", 0, "walk", callWalk)
                            .resumeBehind("walk", 1, "forEach", Code::arrived)
                            .resumeBehind("visit", 2, "stop", Code::arrived)
                            .classFile());
            cargo.frame(0, 0, Nested.class, "main", MAIN);
            cargo.frame(2, 0, Nested.class, "visit", "(Ljava/lang/String;[I)V");
            cargo.frame(1, 0, Nested.class, "walk", "(Ljava/util/List;[I)I");
            jvm.send(cargo.build());
            assertThat(failure(jvm))
                    .contains(
                            "it entered another method of the program instead",
                            "1 of 3 frames were rebuilt, the last one io.jtp.resume.programs.Nested.main",
                            "the next one would be io.jtp.resume.programs.Nested.visit");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void programThatEndsInAReplay(Jdk jdk) throws Exception {
        assertThat(replayFailure(
                        jdk,
                        "",
                        resume -> resume.instruction(Opcodes.ICONST_5)
                                .call(Opcodes.INVOKESTATIC, "java/lang/System", "exit", "(I)V")))
                .contains("the program ended while its stack was being rebuilt");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void replayThatTakesTooLong(Jdk jdk) throws Exception {
        assertThat(replayFailure(
                        jdk,
                        "timeout=1",
                        resume -> resume.call(
                                        Opcodes.INVOKESTATIC,
                                        "java/lang/Thread",
                                        "currentThread",
                                        "()Ljava/lang/Thread;")
                                .call(Opcodes.INVOKEVIRTUAL, "java/lang/Thread", "join", "()V")))
                .contains("the stacks were not rebuilt within 1 s", "Nested.main");
    }

    /** The message when the only frame, that of main, is resumed with this code. */
    private static String replayFailure(Jdk jdk, String agentArguments, Consumer<Code> resume) throws Exception {
        try (AgentJvm jvm = AgentJvm.start(jdk, Nested.class, agentArguments)) {
            CargoBuilder cargo = new CargoBuilder(jvm.awaitReady().get("java.vm.version"));
            jvm.send(resuming(cargo, resume).build());
            return failure(jvm);
        }
    }

    /** What main has in its locals behind its argument. */
    private static Code emptyLocals(Code code) {
        return code.instruction(Opcodes.ACONST_NULL)
                .store(Opcodes.ASTORE, 1)
                .instruction(Opcodes.ACONST_NULL)
                .store(Opcodes.ASTORE, 2);
    }

    private static CargoBuilder arriving(String vmVersion) throws IOException {
        return resuming(
                new CargoBuilder(vmVersion),
                resume ->
                        resume.a("[Ljava/lang/String;").store(Opcodes.ASTORE, 0).arrived());
    }

    private static CargoBuilder resuming(CargoBuilder cargo, Consumer<Code> resume) throws IOException {
        int arguments = cargo.array(String[].class);
        Consumer<Code> operands = code -> {
            resume.accept(code);
            emptyLocals(code)
                    .instruction(Opcodes.ICONST_0)
                    .instruction(Opcodes.ICONST_0)
                    .instruction(Opcodes.ICONST_0);
        };
        return cargo.morph(
                        Nested.class,
                        new HandMorph(AgentTest.classFile(Nested.class))
                                .resumeBehind("main", 0, "walk", operands)
                                .classFile())
                .frame(0, 0, Nested.class, "main", MAIN, ref(arguments));
    }

    /** The reason that the agent gives; then the JVM is gone and nothing else was printed. */
    private static String failure(AgentJvm jvm) throws Exception {
        Map<String, String> details = jvm.await(Kind.FAILED);
        assertThat(jvm.end()).isEqualTo(new Ending(Agent.FAILED, "", ""));
        return details.get("message");
    }

    private static byte[] bytes(Cargo cargo) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SnapshotFile.write(out, cargo);
        return out.toByteArray();
    }
}
