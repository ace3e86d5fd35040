package io.jtp.resume;

import static io.jtp.resume.CargoBuilder.ref;
import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.resume.AgentJvm.Ending;
import io.jtp.resume.AgentJvm.Jdk;
import io.jtp.resume.programs.Clocks;
import io.jtp.snapshot.Cargo;
import io.jtp.snapshot.ClassOrigin.LambdaProxy;
import io.jtp.snapshot.ClassOrigin.MethodReference;
import io.jtp.snapshot.Wire.Kind;
import java.io.IOException;
import java.lang.invoke.MethodHandleInfo;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.Opcodes;

/** {@code System.nanoTime} in programs that come from machines with other clocks. */
class ProgramClockTest {

    private static final String MAIN = "([Ljava/lang/String;)V";

    static List<Jdk> jdks() throws IOException {
        return AgentJvm.jdks();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void theClockGoesOnAsAtTheSource(Jdk jdk) throws Exception {
        long day = TimeUnit.DAYS.toNanos(1);
        for (long there : new long[] {0, System.nanoTime() + day, System.nanoTime() - day}) {
            assertGoesOn(jdk, "", there, 0);
        }
    }

    /** On the same machine, an hour later. */
    @ParameterizedTest
    @MethodSource("jdks")
    void theClockStandsStillInAFile(Jdk jdk) throws Exception {
        long hour = TimeUnit.HOURS.toNanos(1);
        assertGoesOn(jdk, "stored=true", System.nanoTime() - hour, TimeUnit.NANOSECONDS.toMillis(hour));
    }

    /** @param ago milliseconds since the program was captured */
    private static void assertGoesOn(Jdk jdk, String agentOptions, long there, long ago) throws Exception {
        try (AgentJvm jvm = AgentJvm.start(jdk, Clocks.class, agentOptions)) {
            jvm.send(clocks(jvm.awaitReady().get("java.vm.version"), there, ago));
            jvm.await(Kind.PREPARED);
            jvm.go();
            Ending ending = jvm.finish();
            assertThat(ending.err()).isEmpty();
            assertThat(ending.out()).as("%d", there).isEqualTo("""
                            true true true true
                            in time
                            """);
            assertThat(ending.exitCode()).isZero();
        }
    }

    private static Cargo clocks(String vmVersion, long there, long ago) throws Exception {
        CargoBuilder cargo = new CargoBuilder(vmVersion).nanoTime(there).taken(ago);
        int kept = cargo.instance(cargo.lambda(new LambdaProxy(
                cargo.type(Clocks.class),
                "getAsLong",
                "()Ljava/util/function/LongSupplier;",
                "()J",
                new MethodReference(MethodHandleInfo.REF_invokeStatic, "java/lang/System", "nanoTime", "()J", false),
                "()J",
                0,
                List.of(),
                List.of())));
        return cargo.setStatic(Clocks.class, "before", there)
                .setStatic(Clocks.class, "kept", ref(kept))
                .morph(
                        Clocks.class,
                        new HandMorph(AgentTest.classFile(Clocks.class))
                                .resumeBehind(
                                        "main",
                                        0,
                                        "stop",
                                        resume -> resume.a("[Ljava/lang/String;")
                                                .store(Opcodes.ASTORE, 0)
                                                .arrived())
                                .classFile())
                .frame(0, 0, Clocks.class, "main", MAIN, ref(cargo.array(String[].class)))
                .build();
    }
}
