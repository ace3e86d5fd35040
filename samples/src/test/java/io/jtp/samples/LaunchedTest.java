package io.jtp.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.samples.harness.Baseline;
import io.jtp.samples.harness.Ending;
import io.jtp.samples.harness.JavaProcess;
import io.jtp.samples.harness.Jdk;
import io.jtp.samples.harness.Lab;
import io.jtp.samples.harness.Mover;
import io.jtp.samples.harness.Route;
import io.jtp.samples.harness.Tool;
import io.jtp.samples.names.OwnModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A program is moved in whichever way {@code java} was told to start it: as a module, packed or not, or as one source file. */
@Isolated("it changes the user's keys")
class LaunchedTest {
    private static final int EXIT_CODE = 6;

    private static final String MAIN = OwnModule.class.getName();

    private static final String DESCRIPTOR = """
            module launched {
                uses io.jtp.samples.names.OwnModule.Step;
                provides io.jtp.samples.names.OwnModule.Step with io.jtp.samples.names.OwnModule.Triple;
            }
            """;

    @TempDir
    private static Path directory;

    @AutoClose
    private static Lab lab;

    /** Has the module launched in it. */
    private static Path modules;

    private static Path jar;

    @BeforeAll
    static void start() throws Exception {
        lab = Lab.start(directory);
        modules = Files.createDirectories(directory.resolve("modules"));
        Path descriptor = Files.writeString(directory.resolve("module-info.java"), DESCRIPTOR);
        run(
                "javac",
                "--release",
                "17",
                "-d",
                modules.resolve("launched"),
                descriptor,
                source(Here.class),
                source(OwnModule.class));
        jar = directory.resolve("own.jar");
        run("jar", "--create", "--file", jar, "--main-class", MAIN, "-C", modules.resolve("launched"), ".");
    }

    private static Path source(Class<?> type) {
        return Path.of(Baseline.classPath())
                .resolveSibling("../src/main/java/" + type.getName().replace('.', '/') + ".java")
                .normalize();
    }

    private static void run(String tool, Object... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Jdk.current().home().resolve("bin").resolve(tool).toString());
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        try (JavaProcess process = JavaProcess.start(command, directory)) {
            assertThat(process.awaitEnd().exitCode()).as("%s", process).isZero();
        }
    }

    /** Which route goes with which way and JDK takes turns. */
    static Stream<Arguments> ways() {
        List<Arguments> all = new ArrayList<>();
        List<Jdk> jdks = Jdk.all();
        for (int i = 0; i < jdks.size(); i++) {
            Jdk jdk = jdks.get(i);
            all.add(Arguments.of(jdk, Route.values()[i % 2], 2, List.of("-p", modules, "-m", "launched/" + MAIN)));
            all.add(Arguments.of(jdk, Route.values()[(i + 1) % 2], 5, List.of("-p", jar, "-m", "launched")));
            all.add(Arguments.of(
                    jdk, Route.values()[i % 2], 3, List.of("-cp", Baseline.classPath(), source(OwnModule.class))));
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void it_goes_on_as_it_was_started(Jdk jdk, Route route, int moment, List<Object> way) throws Exception {
        Ending undisturbed;
        try (JavaProcess process = process(jdk, way, List.of())) {
            undisturbed = process.awaitEnd();
        }
        assertThat(undisturbed.exitCode()).as("%s", undisturbed).isEqualTo(EXIT_CODE);
        List<String> options = List.of(Mover.JDWP, "-Djtp.samples.wait=1", "-Djtp.samples.moment=" + moment);
        try (JavaProcess source = process(jdk, way, options)) {
            source.awaitLineWanted(1);
            Tool tool = Tool.moveAtMoment(source, lab.address(route), "\n", EXIT_CODE, List.of());
            Ending ending = source.awaitEnd();
            assertThat(ending.out()).as("%s", tool).isEqualTo(undisturbed.out());
            assertThat(ending.exitCode()).isEqualTo(EXIT_CODE);
        }
    }

    private static JavaProcess process(Jdk jdk, List<Object> way, List<String> options) throws Exception {
        List<String> command = new ArrayList<>(options);
        way.stream().map(Object::toString).forEach(command::add);
        command.addAll(List.of("one", "two words"));
        return JavaProcess.start(jdk, command, lab.work());
    }
}
