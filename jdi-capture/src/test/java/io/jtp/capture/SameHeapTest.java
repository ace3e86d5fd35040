package io.jtp.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.capture.TargetJvm.Jdk;
import io.jtp.classfile.JvmClassFiles;
import io.jtp.snapshot.Snapshot;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whichever way a heap is read, the snapshot says the same. */
@Timeout(300)
class SameHeapTest {

    private static final List<String> COLLECTORS = List.of("Serial", "Parallel", "G1", "Z");

    private static final String UNHASHED = " hash null";

    static Stream<Arguments> targets() {
        return TargetJvm.jdks().stream()
                .flatMap(jdk -> COLLECTORS.stream().map(collector -> Arguments.of(jdk, collector)));
    }

    /** Where objects are, and how they are referred to, is the collector's. */
    @ParameterizedTest
    @MethodSource("targets")
    void aRandomGraphIsTheSameFromADumpAndOverJdwp(Jdk jdk, String collector) throws Exception {
        long seed = Long.getLong("jtp.graph.seed", new Random().nextInt(1_000_000));
        List<String> options =
                List.of("-XX:+Use" + collector + "GC", "-Xmx256m", "-cp", TargetJvm.classPathOf(GraphProgram.class));
        try (TargetJvm jvm = TargetJvm.start(jdk, options, GraphProgram.class.getName(), Long.toString(seed), "3000")) {
            jvm.awaitLine("ready");
            // the dump first: what the other has to ask for is there afterwards
            List<String> dumped = read(jvm, HeapMethod.DUMP);
            List<String> asked = read(jvm, HeapMethod.JDWP);
            assertThat(asked)
                    .hasSizeGreaterThan(3000)
                    .anyMatch(line -> line.contains("StackTraceElement"))
                    .anyMatch(line -> line.contains("InternedString"))
                    .anyMatch(line -> line.matches(".* hash [1-9]\\d*"));
            boolean headers = ObjectHeaders.of(jvm.process().pid()).isPresent();
            assertThat(headers)
                    .isEqualTo(
                            !collector.equals("Z") && mayLookInto(jvm.process().pid()));
            assertThat(unhashed(dumped) > unhashed(asked)).isEqualTo(headers);
            assertSame(dumped, asked, true, seed);
            // by now every object that was asked for its identity hash has one
            assertSame(read(jvm, HeapMethod.DUMP), asked, false, seed);
            jvm.println("");
            jvm.awaitLine("done");
        }
    }

    private static long unhashed(List<String> graph) {
        return graph.stream().filter(line -> line.endsWith(UNHASHED)).count();
    }

    private static boolean mayLookInto(long pid) {
        try (FileChannel memory = FileChannel.open(Path.of("/proc", Long.toString(pid), "mem"))) {
            return memory.isOpen();
        } catch (IOException e) {
            return false;
        }
    }

    /** @param before whether objects can have got their identity hashes only when they were asked for them */
    private static void assertSame(List<String> dumped, List<String> asked, boolean before, long seed) {
        for (int i = 0; i < asked.size(); i++) {
            String line = dumped.get(i);
            boolean unhashed = before && line.endsWith(UNHASHED);
            String wanted = asked.get(i);
            assertThat(line)
                    .as("line %s of the graph with -Djtp.graph.seed=%s", i, seed)
                    .isEqualTo(unhashed ? wanted.substring(0, wanted.lastIndexOf(" hash ")) + UNHASHED : wanted);
        }
        assertThat(dumped).hasSameSizeAs(asked);
    }

    private static List<String> read(TargetJvm jvm, HeapMethod method) throws Exception {
        try (Target target = Target.attach(Long.toString(jvm.process().pid()));
                JvmClassFiles classFiles = TargetJvm.classFiles(target)) {
            Capture capture = new Capture(
                    target, classFiles, new CaptureOptions(method, Optional.empty(), NativeLibraries.REFUSED));
            Snapshot snapshot = capture.take(Optional.empty(), TargetJvm.PATIENCE, step -> {}, taken -> taken);
            assertThat(capture.heapMethod()).endsWith("(as asked for)");
            return Graph.of(snapshot, "io/jtp/capture/GraphProgram");
        }
    }
}
